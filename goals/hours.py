"""Hours at which somebody may be asked: their own days and quiet hours, in their own zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentorship.cadence import instant_of

LONGEST_SEARCH = 400  # days


@dataclass(frozen=True)
class Reader:
    zone: str
    working_days: str
    """Seven of 0 and 1, Monday first."""
    quiet: tuple[tuple[time, time], ...]
    """From (included) until (not included); over midnight where from is the later one."""
    away: tuple[tuple[date, date], ...] = ()

    def welcomes(self, day: date) -> bool:
        return self.working_days[day.weekday()] == "1" and not any(
            first <= day <= last for first, last in self.away
        )

    def quiet_end(self, at: time) -> tuple[time, int] | None:
        """When the quiet that `at` falls into is over, and how many days later that is."""
        for start, end in self.quiet:
            if start < end and start <= at < end:
                return end, 0
            if start > end and at >= start:
                return end, 1
            if start > end and at < end:
                return end, 0
        return None


@dataclass(frozen=True)
class Moment:
    at: datetime
    on: date


def moment_of(reader: Reader, day: date, at: time, not_before: datetime) -> Moment | None:
    """The first good moment on or after `day`: the asked time on a day that is welcome, never in
    quiet hours, never before `not_before`. None where the reader's week leaves no such hour."""
    zone = ZoneInfo(reader.zone)
    day = max(day, not_before.astimezone(zone).date())
    last = day + timedelta(days=LONGEST_SEARCH)
    wish = at
    while day <= last:
        # The wall may show another time than was wished for, where clocks are put forward.
        instant = instant_of(day, wish, zone)
        shown = instant.astimezone(zone)
        quiet = reader.quiet_end(shown.time())
        if quiet is not None:
            wish, days = quiet
            if _never_awake(reader, wish):
                return None
            day = shown.date() + timedelta(days=days)
        elif reader.welcomes(day) and instant >= not_before and shown.date() == day:
            return Moment(instant, day)
        else:
            day += timedelta(days=1)
    return None


def _never_awake(reader: Reader, wish: time) -> bool:
    """Windows that hand over to each other for ever leave no hour at all."""
    seen: set[time] = set()
    while (quiet := reader.quiet_end(wish)) is not None:
        wish = quiet[0]
        if wish in seen:
            return True
        seen.add(wish)
    return False
