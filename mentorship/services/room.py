"""Whether people still fit into drafts: seats, locks, and who is kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from mentorship.models import Cohort, Enrollment, ForbiddenPair, Pairing

COMPLETE = (["mentee", "mentor"], ["peer", "peer"], ["peer", "peer", "peer"])


class Room:
    """Seats left beside published pairings and the given drafts. Two queries, whatever the size."""

    def __init__(self, cohort: Cohort, kept: Iterable[Pairing]) -> None:
        places = Enrollment.objects.in_cohort(cohort).matchable()
        rows = list(places.values_list("pk", "user", "capacity", "seats_taken"))
        self.left = {pk: capacity - taken for pk, _user, capacity, taken in rows}
        self.user = {pk: user for pk, user, _capacity, _taken in rows}
        apart = ForbiddenPair.objects.in_cohort(cohort).values_list("first", "second")
        self.apart = set(apart)
        for draft in kept:
            for member in draft.members.all():
                self.left[member.enrollment_id] = self.left.get(member.enrollment_id, 0) - 1

    def take(self, *places: int) -> bool:
        """A seat of each, if all have one and may be together."""
        if min(self.left.get(place, 0) for place in places) < 1:
            return False
        people = sorted(self.user[place] for place in places)
        if len(set(people)) < len(people) or self.apart.intersection(combinations(people, 2)):
            return False
        for place in places:
            self.left[place] -= 1
        return True


def clear_unlocked(cohort: Cohort) -> Room:
    """Deletes the drafts that are not to be kept; tells what room there is beside the others."""
    drafts = Pairing.objects.in_cohort(cohort).proposed()
    kept = complete(cohort, drafts.locked().with_people())
    drafts.exclude(locked=True).delete()
    gone = set(drafts.values_list("pk", flat=True)) - {draft.pk for draft in kept}
    drafts.filter(pk__in=gone).delete()
    return Room(cohort, kept)


def complete(cohort: Cohort, drafts: Iterable[Pairing]) -> list[Pairing]:
    """Those of a mentee and a mentor, or of two or three peers, who are all still to be placed."""
    here = set(
        Enrollment.objects.in_cohort(cohort).matchable().with_room().values_list("pk", flat=True)
    )
    found = []
    for draft in drafts:
        members = list(draft.members.all())
        roles = sorted(member.role for member in members)
        if roles in COMPLETE and here.issuperset(member.enrollment_id for member in members):
            found.append(draft)
    return found


def sides_of(draft: Pairing) -> tuple[int, int]:
    """The places of mentee and mentor, of a draft fetched with its people."""
    sides = {member.role: member.enrollment_id for member in draft.members.all()}
    return sides["mentee"], sides["mentor"]
