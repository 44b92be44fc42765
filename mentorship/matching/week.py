"""Hours of the week as 168 bits in UTC; bit 0 is Monday 00:00 to 01:00."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOURS = 168
_ALL = (1 << HOURS) - 1


@lru_cache(maxsize=4096)
def offset_minutes(zone: str, on: date) -> int | None:
    """Minutes that the zone is ahead of UTC at noon UTC of that day; None for no known zone."""
    if not zone:
        return None
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    ahead = datetime(on.year, on.month, on.day, 12, tzinfo=UTC).astimezone(info).utcoffset()
    return None if ahead is None else int(ahead.total_seconds() // 60)


def utc_week(hours: Iterable[int], zone: str, on: date) -> int:
    """Local hours 0..167 from Monday 00:00 as UTC bits.

    In a zone with half hours the earlier UTC hour is taken. Without a known zone the hours are
    read as UTC.
    """
    ahead = -((-(offset_minutes(zone, on) or 0)) // 60)
    week = 0
    for hour in hours:
        week |= 1 << ((hour - ahead) % HOURS)
    return week & _ALL


def hours_in(week: int) -> list[int]:
    """The hours whose bits are set, 0..167."""
    return [hour for hour in range(HOURS) if week >> hour & 1]
