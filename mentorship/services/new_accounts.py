"""Accounts of people who have not been here yet: without a password, until they choose one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.services.invitations import note_address
from mentorship.models import Program


def account_facts(
    program: Program, *, name: str, now: datetime, zone: str, language: str = ""
) -> dict[str, Any]:
    """Quiet hours are the program's until the person says otherwise."""
    return {
        "name": name.strip(),
        "zone": zone,
        "language": language or settings.LANGUAGE_CODE,
        "quiet_from": program.quiet_from,
        "quiet_until": program.quiet_until,
        "password": make_password(None),
        "joined_at": now,
    }


def account_of(email: str, facts: dict[str, Any]) -> User:
    """The one with this address, or a new one with these facts."""
    person, is_new = User.objects.get_or_create(email=email.strip().lower(), defaults=facts)
    if is_new:
        note_address(person=person)
    return person
