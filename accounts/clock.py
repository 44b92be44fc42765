"""The clock. Views, tasks and commands read it once and pass it down as `now`."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def db_now() -> datetime:
    """The database's clock, which all hosts share. On SQLite that is this machine's own."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (instant,) = cursor.fetchone()
    return instant.astimezone(UTC)


def local_date(instant: datetime, zone: str) -> date:
    return instant.astimezone(zoneinfo.ZoneInfo(zone)).date()
