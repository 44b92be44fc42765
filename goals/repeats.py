"""When a goal that repeats comes again. Pure: no database, no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = {"month": 1, "quarter": 3}


def next_date(last: date, repeats: str, today: date) -> date:
    """The first day of the rhythm that lies ahead. Short months end it early, never for good."""
    step = MONTHS[repeats]
    behind = (today.year - last.year) * 12 + today.month - last.month
    times = max(1, behind // step)
    while months_later(last, times * step) <= today:
        times += 1
    return months_later(last, times * step)


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
