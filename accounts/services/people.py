"""A person's own settings: name, zone, language, days and hours, days away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.models import AwayPeriod, User
from accounts.services.audit import record

OWN_FIELDS = ["name", "zone", "language", "working_days", "quiet_from", "quiet_until"]


@transaction.atomic
def update_settings(*, person: User, by: User, now: datetime, **facts: Any) -> User:
    changed = [field for field in OWN_FIELDS if field in facts]
    for field in changed:
        setattr(person, field, facts[field])
    person.save(update_fields=changed)
    record(by=by, verb="user.update_settings", about=person, scope="", now=now, fields=changed)
    return person


@transaction.atomic
def add_away(*, person: User, from_on: date, until_on: date, by: User, now: datetime) -> AwayPeriod:
    if until_on < from_on:
        raise DomainError(_("The last day away must not be before the first."))
    away = AwayPeriod.objects.create(
        person=person, from_on=from_on, until_on=until_on, added_at=now
    )
    record(by=by, verb="user.add_away", about=person, scope="", now=now)
    return away


@transaction.atomic
def remove_away(*, away: AwayPeriod, by: User, now: datetime) -> None:
    person = away.person
    away.delete()
    record(by=by, verb="user.remove_away", about=person, scope="", now=now)
