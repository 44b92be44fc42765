"""“Please find me somebody else”, and “not this person again”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Enrollment, NeverAgain, Pairing, PairingMember, RematchWish


@transaction.atomic
def request_rematch(*, pairing: Pairing, by: User, now: datetime) -> RematchWish:
    """The coordinators read it, by name; the next proposal counts this person in again. Asked
    twice, the first day stands."""
    member = _member(pairing, by)
    place = Enrollment.objects.select_for_update().get(pk=member.enrollment_id)
    _check_may_be_found(member.pairing, place, now)
    wish, is_new = RematchWish.objects.open().get_or_create(
        enrollment=place, defaults={"asked_at": now}
    )
    if is_new:
        record(by=by, verb="rematch.request", about=wish, scope=member.pairing.scope, now=now)
    return wish


def _check_may_be_found(pairing: Pairing, place: Enrollment, now: datetime) -> None:
    cohort = pairing.cohort
    if not cohort.may_change or cohort.is_over(local_date(now, cohort.zone)):
        raise DomainError(_("This round is over. Whoever runs the program knows about the next."))
    if place.state != Enrollment.State.ACCEPTED:
        raise DomainError(_("You are not taking part any more. Ask whoever runs the program."))
    if pairing.state == Pairing.State.CLOSED and not place.has_room:
        raise DomainError(_("Somebody was found for you already."))


@transaction.atomic
def withdraw_rematch(*, pairing: Pairing, by: User, now: datetime) -> int:
    """Never mind: whoever did not ask is not paired again."""
    member = _member(pairing, by)
    wishes = RematchWish.objects.open().filter(enrollment=member.enrollment_id)
    taken = wishes.update(state=RematchWish.State.WITHDRAWN, ended_at=now)
    if taken:
        record(by=by, verb="rematch.withdraw", about=member, scope=member.pairing.scope, now=now)
    return taken


@transaction.atomic
def rule_out_partners(
    *, pairing: Pairing, by: User, now: datetime, about: Iterable[int]
) -> set[int]:
    """Of the others in this pairing those with whom one is not to be paired again; whoever is not
    named may be. Returns the ids of people ruled out. The audit entry says neither whom nor what,
    since even that would tell on somebody."""
    _member(pairing, by)
    others = set(pairing.members.values_list("enrollment__user", flat=True)) - {by.pk}
    chosen = others & set(about)
    mine = NeverAgain.objects.filter(by=by, about__in=others)
    mine.exclude(about__in=chosen).delete()
    NeverAgain.objects.bulk_create(
        [NeverAgain(by=by, about_id=pk, said_at=now) for pk in sorted(chosen)],
        ignore_conflicts=True,
    )
    record(by=by, verb="own.edit_wishes", about=by, scope="", now=now)
    return chosen


def ruled_out(people: QuerySet[Any]) -> set[frozenset[int]]:
    """Every two of these people who are not to be paired; nobody is told which of them said so."""
    said = NeverAgain.objects.filter(by__in=people, about__in=people)
    return {frozenset(two) for two in said.values_list("by", "about")}


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).with_person().first()
    if member is None:
        raise DomainError(_("Only the members of a pairing can ask for this."))
    return member
