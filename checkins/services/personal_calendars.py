"""A person's own calendar: what it says, and the address at which programs read it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from checkins.models import PersonalCalendar


@transaction.atomic
def save_calendar(
    *,
    by: User,
    now: datetime,
    says_more: bool,
    shows_promises: bool,
    names_in_subjects: bool,
) -> PersonalCalendar:
    calendar = _locked(by)
    calendar.says_more = says_more
    calendar.shows_promises = shows_promises
    calendar.names_in_subjects = names_in_subjects
    calendar.save(update_fields=["says_more", "shows_promises", "names_in_subjects"])
    record(by=by, verb="calendar.save", about=calendar, scope="", now=now)
    return calendar


@transaction.atomic
def make_calendar_address(*, by: User, now: datetime) -> PersonalCalendar:
    """A new one; the one before shows nothing from this moment on."""
    calendar = _locked(by)
    calendar.version += 1
    calendar.is_open, calendar.opened_at = True, now
    calendar.save(update_fields=["version", "is_open", "opened_at"])
    record(by=by, verb="calendar.make_address", about=calendar, scope="", now=now)
    return calendar


@transaction.atomic
def end_calendar_address(*, by: User, now: datetime) -> PersonalCalendar:
    calendar = _locked(by)
    if calendar.is_open:
        calendar.is_open = False
        calendar.save(update_fields=["is_open"])
        record(by=by, verb="calendar.end_address", about=calendar, scope="", now=now)
    return calendar


def _locked(person: User) -> PersonalCalendar:
    PersonalCalendar.objects.get_or_create(person=person)
    return PersonalCalendar.objects.select_for_update().get(person=person)
