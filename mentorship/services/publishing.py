"""What is looked at before drafts are published, and what is written: for all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember, RematchWish

from .hours import Taken, take_hour
from .rematch import ruled_out
from .seats import Seats, batches

RHYTHM = ("every", "monthday", "nth", "zone")  # without the hour, which is each pair's own


class Checks:
    """Whether drafts may become pairings, one after the other; `drafts` with their people."""

    def __init__(self, cohort: Cohort, drafts: QuerySet[Pairing], read: Iterable[Pairing]) -> None:
        people = PairingMember.objects.filter(pairing__in=drafts.order_by()).order_by()
        users = people.values("enrollment__user")
        working = Pairing.objects.in_cohort(cohort).holding_seats()
        rows = PairingMember.objects.filter(pairing__in=working, enrollment__user__in=users)
        self.with_whom: dict[int, set[int]] = defaultdict(set)  # person -> pairings
        for pairing, user in rows.order_by().values_list("pairing", "enrollment__user"):
            self.with_whom[user].add(pairing)
        self.ruled_out = ruled_out(users)
        self.seats = Seats(m.enrollment_id for draft in read for m in draft.members.all())

    def take(self, draft: Pairing) -> None:
        """The seats of all members, or DomainError with what is in the way."""
        members = list(draft.members.all())
        people = [member.enrollment.user_id for member in members]
        for member in members:
            _check_accepted(member.enrollment)
        self._check_others(draft, people)
        if any(frozenset(two) in self.ruled_out for two in combinations(people, 2)):
            raise DomainError(_("This is not possible. Choose somebody else or propose again."))
        for member in members:
            if not self.seats.has_room(member.enrollment_id):
                raise DomainError(_no_room(member))
        self.seats.take(member.enrollment_id for member in members)
        for person in people:
            self.with_whom[person].add(draft.pk)

    def _check_others(self, draft: Pairing, people: list[int]) -> None:
        """Nobody is paired with themselves, nor with whom they work as something else already.
        Set by hand, two people may have each other twice."""
        if len(set(people)) < len(people) or len(people) < 2:
            raise DomainError(
                _("Nobody is paired with themselves. Propose again, or swap somebody.")
            )
        if draft.by_hand:
            return
        if any(self.with_whom[one] & self.with_whom[two] for one, two in combinations(people, 2)):
            raise DomainError(
                _("Two of them work with each other in this cohort already. Swap one of them.")
            )


def _check_accepted(enrollment: Enrollment) -> None:
    told = {"name": enrollment.user}
    if enrollment.state == Enrollment.State.INVITED:
        raise DomainError(
            _("%(name)s was invited and has not answered yet. Publish this once they accept.")
            % told
        )
    if enrollment.state != Enrollment.State.ACCEPTED:
        raise DomainError(
            _("%(name)s is not taking part any more. Choose somebody else or propose again.") % told
        )


def _no_room(member: PairingMember) -> object:
    told = {"name": member.enrollment.user}
    if member.role == Enrollment.Role.MENTOR:
        return _("All seats of %(name)s are taken. Choose somebody else for this pair.") % told
    return _("%(name)s already works with somebody else in this cohort.") % told


def begin(pairings: list[Pairing], changes: Mapping[str, Any], taken: Taken, now: datetime) -> None:
    """Writes the same to all, and to each its hour; who was waiting for somebody waits no more."""
    by_hour: dict[Any, list[int]] = defaultdict(list)
    for pairing in pairings:
        for name, value in changes.items():
            setattr(pairing, name, value)
        take_hour(pairing, [m.enrollment.user_id for m in pairing.members.all()], taken)
        by_hour[pairing.weekday, pairing.at].append(pairing.pk)
    for (weekday, at), ids in by_hour.items():
        for some in batches(ids):
            facts = {**changes, "weekday": weekday, "at": at}
            Pairing.objects.filter(pk__in=some).update(**facts)
    for some in batches([m.enrollment_id for p in pairings for m in p.members.all()]):
        RematchWish.objects.meet(some, now)
