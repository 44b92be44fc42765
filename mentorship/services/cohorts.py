"""A cohort after it was opened: changed, opened again for the next round, closed on its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing

from .decisions import decline_who_waits
from .editing import change
from .entrances import copy_ways_in
from .pairings import close_pairing
from .programs import check_living, check_rhythm, create_cohort
from .questions import copy_all

COHORT_FACTS = (
    "name",
    "starts_on",
    "ends_on",
    "zone",
    "every",
    "weekday",
    "nth",
    "at",
    "default_capacity",
    "pairs",
)
# What makes a cohort this one and no other. Everything else of it is a setting.
OWN = ("id", "program", "name", "slug", "state", "starts_on", "ends_on", "created_at")
AT_ONCE = 200  # pairings closed in one tick: mails that are due must not wait behind them


@transaction.atomic
def edit_cohort(*, cohort: Cohort, by: User, now: datetime, **facts: Any) -> Cohort:
    """`facts` are COHORT_FACTS. A pairing that works keeps its rhythm; those that would have ended
    with the cohort go on as long as it does now."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    told = {name: facts[name] for name in COHORT_FACTS}
    monthly = told["every"] == Cohort.Every.MONTHLY
    told["nth"] = (told["nth"] or 1) if monthly else None
    told["monthday"] = None
    _check_edit(cohort, told, local_date(now, told["zone"]))
    old_end = cohort.ends_on
    changed = change(cohort, told)
    if "pairs" in changed:
        _check_roles(cohort)
    if not changed:
        return cohort
    if cohort.state == Cohort.State.CLOSING and cohort.ends_on > old_end:
        cohort.state = Cohort.State.RUNNING
    cohort.save()
    if cohort.ends_on > old_end:
        working = Pairing.objects.in_cohort(cohort).holding_seats()
        working.filter(ends_on=old_end).update(ends_on=cohort.ends_on)
    record(by=by, verb="cohort.edit", about=cohort, scope=cohort.scope, now=now, fields=changed)
    return cohort


def _check_edit(cohort: Cohort, told: dict[str, Any], today: date) -> None:
    first, last = told["starts_on"], told["ends_on"]
    check_living(cohort.program)
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed and stays as it was. Duplicate it to go on."))
    if told["every"] != cohort.every:
        check_rhythm(cohort.program, told["every"])
    if last <= first:
        raise DomainError(_("The last day has to come after the first day."))
    if last != cohort.ends_on and last < today:
        raise DomainError(_("Choose a last day that is still to come."))
    if cohort.state in (Cohort.State.RUNNING, Cohort.State.CLOSING):
        if first != cohort.starts_on:
            raise DomainError(_("Pairs have begun already, so the first day stays as it is."))
        if last < cohort.ends_on:
            raise DomainError(
                _("Pairs count on the last day that was said. It can only become a later one.")
            )
    if cohort.program.cohorts.filter(name=told["name"].strip()).exclude(pk=cohort.pk).exists():
        raise DomainError(_("This program already has a cohort of that name. Choose another."))


def _check_roles(cohort: Cohort) -> None:
    """Nobody who takes part loses the role they came for."""
    here = Enrollment.objects.in_cohort(cohort).matchable()
    if here.exclude(role__in=cohort.roles).exists():
        raise DomainError(
            _(
                "People are here in a role that would be gone. Pair both kinds, so that they keep it."
            )
        )


def cohort_settings() -> list[str]:
    """What another round begins with, too; a field that is added to cohorts comes along, unless no
    two may have the same in it."""
    fields = [field for field in Cohort._meta.concrete_fields if not field.unique]
    return [field.name for field in fields if field.name not in OWN]


@transaction.atomic
def duplicate_cohort(
    *, cohort: Cohort, by: User, now: datetime, name: str, starts_on: date, ends_on: date
) -> Cohort:
    """The same rhythm, questions and rules for other people on other days. Its link is its own, and
    closed until somebody opens it."""
    made = create_cohort(
        program=cohort.program,
        by=by,
        now=now,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        zone=cohort.zone,
        every=cohort.program.rhythms[0],
    )
    settings = cohort_settings()
    for setting in settings:
        setattr(made, setting, getattr(cohort, setting))
    if made.every not in cohort.program.rhythms:  # its menu has changed since
        made.every = cohort.program.rhythms[0]
        monthly = made.every == Cohort.Every.MONTHLY
        made.weekday = made.weekday if made.weekday is not None else Cohort.Weekday.THURSDAY
        made.monthday, made.nth = None, (made.nth or 1) if monthly else None
    made.save(update_fields=settings)
    copy_all(made, cohort)
    copy_ways_in(made, cohort, now)
    record(by=by, verb="cohort.duplicate", about=made, scope=made.scope, now=now, source=cohort.pk)
    return made


def close_cohorts(now: datetime) -> int:
    """What the last day of each pairing and each cohort brings, in its own zone, without anybody
    doing anything. A pairing that was given a later day keeps its cohort closing until then."""
    tomorrow_somewhere = (now + timedelta(days=1)).date()
    pairings = Pairing.objects.holding_seats().ending_before(tomorrow_somewhere)[:AT_ONCE]
    made = 0
    for pairing in pairings:
        if pairing.ends_on and pairing.ends_on < local_date(now, pairing.zone):
            made += _end(pairing, now)
    for cohort in Cohort.objects.going().ending_before(tomorrow_somewhere):
        if cohort.is_over(local_date(now, cohort.zone)):
            made += close_cohort(cohort=cohort, by=None, now=now)
    return made


def _end(pairing: Pairing, now: datetime) -> int:
    try:
        close_pairing(pairing=pairing, by=None, now=now, reason=Pairing.CloseReason.COHORT_OVER)
    except DomainError:  # somebody closed it while this was going through the list
        return 0
    return 1


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: User | None, now: datetime) -> int:
    """Closing from the last day on, or from the day on which somebody says so; closed once no pair
    works in it. Who still waits for a place hears that it is not this round. Returns 1 if it moved
    on."""
    cohorts = Cohort.objects.select_related("program").select_for_update(of=("self",))
    cohort = cohorts.get(pk=cohort.pk)
    works = Pairing.objects.in_cohort(cohort).holding_seats().exists()
    to = Cohort.State.CLOSING if works else Cohort.State.CLOSED
    if cohort.state == to or cohort.state == Cohort.State.CLOSED:
        return 0
    cohort.state = to
    cohort.save(update_fields=["state"])
    if by is not None:  # before its day: nobody has heard of the drafts, and nobody will
        Pairing.objects.in_cohort(cohort).proposed().delete()
    decline_who_waits(cohort=cohort, by=by, now=now)
    record(by=by, verb="cohort.close", about=cohort, scope=cohort.scope, now=now, state=str(to))
    return 1
