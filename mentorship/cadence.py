"""When people meet: weekly, biweekly or monthly, at a local wall time in a named zone.

Pure Python: no Django, no database. The rule is kept in local terms and each date gets its own UTC
instant, so that daylight saving moves the instant and never the time on the wall.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["weekly", "biweekly", "monthly"]

KINDS: tuple[Every, ...] = ("weekly", "biweekly", "monthly")
LAST = -1
"""`nth` for the last such weekday of a month."""


@dataclass(frozen=True)
class Cadence:
    """A rule of meeting. Weekdays count from Monday = 0.

    Weekly and biweekly need `weekday`; monthly needs either `monthday` (31 means the last day of a
    shorter month) or `weekday` with `nth` (1..4, or -1 for the last). Anything else is a ValueError.
    """

    every: Every
    at: time
    zone: str
    weekday: int | None = None
    monthday: int | None = None
    nth: int | None = None

    def __post_init__(self) -> None:
        if self.every not in KINDS:
            raise ValueError(f"every must be one of {', '.join(KINDS)}, not {self.every!r}")
        if self.at.tzinfo is not None:
            raise ValueError("at is a time on the wall: it carries no zone of its own")
        _zone(self.zone)
        _check_range("weekday", self.weekday, range(7))
        _check_range("monthday", self.monthday, range(1, 32))
        _check_range("nth", self.nth, (1, 2, 3, 4, LAST))
        self._check_days()

    def _check_days(self) -> None:
        if self.every != "monthly":
            if self.weekday is None or self.monthday is not None or self.nth is not None:
                raise ValueError(f"{self.every} needs a weekday and nothing else")
        elif self.monthday is not None:
            if self.weekday is not None or self.nth is not None:
                raise ValueError("monthly is by day of the month or by weekday, not by both")
        elif self.weekday is None or self.nth is None:
            raise ValueError("monthly needs a day of the month, or a weekday and which one")


@dataclass(frozen=True)
class Occurrence:
    """One planned meeting. `local_date` is the rule's date: unique within one series."""

    local_date: date
    starts_at: datetime
    """Aware, UTC."""


def occurrences(cadence: Cadence, starting: date) -> Iterator[Occurrence]:
    """Every occurrence on or after `starting`, lazily and without end (up to the year 9999)."""
    zone = _zone(cadence.zone)
    try:
        for day in _dates(cadence, starting):
            yield Occurrence(day, instant_of(day, cadence.at, zone))
    except OverflowError:
        return


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time on a local date.

    A time that the clocks jump over moves forward by the jump; one that comes twice is the first.
    Both are what fold=0 means: the offset from before the change.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def _dates(cadence: Cadence, starting: date) -> Iterator[date]:
    if cadence.every == "monthly":
        return _monthly(cadence, starting)
    return _by_weeks(cadence, starting, weeks=2 if cadence.every == "biweekly" else 1)


def _by_weeks(cadence: Cadence, starting: date, weeks: int) -> Iterator[date]:
    assert cadence.weekday is not None
    first = starting + timedelta(days=(cadence.weekday - starting.weekday()) % 7)
    return (first + timedelta(weeks=weeks * turn) for turn in count())


def _monthly(cadence: Cadence, starting: date) -> Iterator[date]:
    for months in count(starting.year * 12 + starting.month - 1):
        year, month = months // 12, months % 12 + 1
        if year > date.max.year:
            return
        day = _day_in_month(cadence, year, month)
        if day >= starting:
            yield day


def _day_in_month(cadence: Cadence, year: int, month: int) -> date:
    first_weekday, length = calendar.monthrange(year, month)
    if cadence.monthday is not None:
        return date(year, month, min(cadence.monthday, length))
    assert cadence.weekday is not None and cadence.nth is not None
    day = 1 + (cadence.weekday - first_weekday) % 7
    if cadence.nth == LAST:
        return date(year, month, day + (length - day) // 7 * 7)
    return date(year, month, day + (cadence.nth - 1) * 7)


def _check_range(name: str, value: int | None, allowed: range | tuple[int, ...]) -> None:
    if value is not None and value not in allowed:
        raise ValueError(f"{name} must be in {allowed[0]}..{allowed[-1]}, not {value!r}")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ValueError(f"{name!r} is not a time zone we know") from error
