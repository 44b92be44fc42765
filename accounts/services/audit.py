"""Who did what, when, to what. Ids and facts only, never anybody's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from accounts.models import AuditEntry, User
from accounts.models.subjects import about_fields


def record(
    *,
    by: User | None,
    verb: str,
    about: models.Model | None,
    scope: str,
    now: datetime,
    **details: Any,
) -> AuditEntry:
    """One entry, «goal.agree»; call it in the transaction of the deed itself."""
    return AuditEntry.objects.create(
        at=now,
        by=by,
        verb=verb,
        **about_fields(about),
        scope=scope,
        details=details,
    )
