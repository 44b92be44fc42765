"""Whether two people still fit into drafts: seats, locks, and who is kept apart."""

from __future__ import annotations

from collections.abc import Iterable

from mentorship.models import Cohort, Enrollment, ForbiddenPair, Pairing

HERE = (Enrollment.State.ACCEPTED, Enrollment.State.INVITED)


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
            for place in sides_of(draft):
                self.left[place] = self.left.get(place, 0) - 1

    def take(self, mentee: int, mentor: int) -> bool:
        """A seat of each, if both have one and may be together."""
        if min(self.left.get(mentee, 0), self.left.get(mentor, 0)) < 1:
            return False
        first, second = sorted((self.user[mentee], self.user[mentor]))
        if (first, second) in self.apart or first == second:
            return False
        self.left[mentee] -= 1
        self.left[mentor] -= 1
        return True


def clear_unlocked(cohort: Cohort) -> Room:
    """Deletes the drafts that are not to be kept; tells what room there is beside the others."""
    drafts = Pairing.objects.in_cohort(cohort).proposed()
    locked = list(drafts.locked().with_people())
    kept = [draft for draft in locked if is_complete(draft)]
    broken = [draft.pk for draft in locked if draft not in kept]
    drafts.exclude(locked=True).delete()
    drafts.filter(pk__in=broken).delete()
    return Room(cohort, kept)


def is_complete(draft: Pairing) -> bool:
    """A mentee and a mentor who are both still here, with a seat."""
    members = list(draft.members.all())
    here = [m for m in members if m.enrollment.state in HERE and m.enrollment.has_room]
    return len(members) == len(here) == 2 and {m.role for m in members} == {"mentee", "mentor"}


def sides_of(draft: Pairing) -> tuple[int, int]:
    """The places of mentee and mentor, of a draft fetched with its people."""
    sides = {member.role: member.enrollment_id for member in draft.members.all()}
    return sides["mentee"], sides["mentor"]
