"""A talk that nobody had planned here: it counts like any other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import CheckIn, MetElsewhere
from mentorship.cadence import instant_of
from mentorship.models import Pairing, PairingMember

from .check_ins import RESTING
from .close_outs import hold
from .time_endings import end_times_of

LONGEST_AGO = timedelta(days=60)


@transaction.atomic
def log_check_in(
    *,
    pairing: Pairing,
    by: User,
    on: date,
    minutes: int,
    now: datetime,
    line: str = "",
    was_planned: bool = True,
) -> CheckIn:
    """Held, on a day of the pairing's zone. A day has one check-in: where one was planned or did
    not take place, it becomes the one that was held. Pressed twice, the first one stands."""
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    pairing = rows.get(pk=pairing.pk)
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)
    member = _member(pairing, by)
    _expect_day(pairing, on, now)
    found = pairing.check_ins.standing().filter(local_on=on).first()
    if found is not None and found.is_held:
        return _held_already(found)
    if found is not None and not was_planned:
        raise DomainError(
            _("One was planned for that day, and a day has one. Tick that it was this one."),
            field="was_planned",
        )
    check_in = found or _new(pairing, on, minutes, now)
    check_in.pairing = pairing
    _hold(check_in, minutes, now)
    MetElsewhere.objects.create(check_in=check_in, by=member, line=line.strip(), at=now)
    record(by=by, verb="check_in.log", about=check_in, scope=check_in.scope, now=now, on=str(on))
    return check_in


def _new(pairing: Pairing, on: date, minutes: int, now: datetime) -> CheckIn:
    """Nobody says at what time they met: it stands at the usual one, or just now."""
    usual = instant_of(on, pairing.at, ZoneInfo(pairing.zone))
    starts_at = min(usual, now - timedelta(minutes=minutes))
    return CheckIn(pairing=pairing, local_on=on, starts_at=starts_at, created_at=now)


def _hold(check_in: CheckIn, minutes: int, now: datetime) -> None:
    check_in.minutes, check_in.state = minutes, CheckIn.State.PLANNED
    check_in.save()
    end_times_of(check_in, now)
    hold(check_in, now)


def _held_already(check_in: CheckIn) -> CheckIn:
    if MetElsewhere.objects.filter(check_in=check_in).exists():
        return check_in
    raise DomainError(_("You have met on that day already; it stands in your list."), field="on")


def _expect_day(pairing: Pairing, on: date, now: datetime) -> None:
    today = local_date(now, pairing.zone)
    if on > today:
        raise DomainError(_("Choose a day that has come already."), field="on")
    begins = max(today - LONGEST_AGO, pairing.starts_on or today)
    if on < begins:
        raise DomainError(
            _("Choose a day from %(day)s on.") % {"day": begins},
            field="on",
        )


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the people who met can write that down."))
    return member
