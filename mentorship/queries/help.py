"""Whom a person may write to."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from mentorship.models import Program

SHOWN = 20


def programs_joined(user: User) -> QuerySet[Program]:
    return Program.objects.joined_by(user).exclude(state=Program.State.ARCHIVED)[:SHOWN]
