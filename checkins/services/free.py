"""Saying when one is free. Nobody but the person reads it; the others see what suits all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import FreeException, FreeWeek

MIDNIGHT = time(0)
FARTHEST = timedelta(days=366)
MOST_EXCEPTIONS = 60


@transaction.atomic
def say_free_hours(*, by: User, hours: Collection[int], now: datetime) -> FreeWeek:
    """Hours 0..167 of a usual week; it takes the place of what was said when applying."""
    facts = {"hours": sorted(set(hours)), "said_at": now}
    week, _new = FreeWeek.objects.update_or_create(person=by, defaults=facts)
    record(by=by, verb="free_hours.say", about=by, scope="", now=now)
    return week


@transaction.atomic
def add_free_exception(
    *, by: User, day: date, begins: time, until: time, is_free: bool, now: datetime
) -> FreeException:
    """The same hours said again: the later word counts."""
    if until not in (MIDNIGHT,) and until <= begins:
        raise DomainError(_("The end must come after the beginning."), field="until")
    today = by.local_date(now)
    if not today <= day <= today + FARTHEST:
        raise DomainError(_("Choose a day within the next year."), field="day")
    if FreeException.objects.of(by).from_day(today).count() >= MOST_EXCEPTIONS:
        raise DomainError(_("These are many. Change your usual week instead."))
    exception, _new = FreeException.objects.update_or_create(
        person=by, day=day, begins=begins, until=until, defaults={"is_free": is_free}
    )
    record(by=by, verb="free_hours.add_exception", about=by, scope="", now=now)
    return exception


@transaction.atomic
def remove_free_exception(*, exception: FreeException, by: User, now: datetime) -> None:
    exception.delete()
    record(by=by, verb="free_hours.remove_exception", about=by, scope="", now=now)
