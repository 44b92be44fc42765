"""Which week a report is about: from Monday to Sunday, on the writer's own calendar.

Pure Python. A week may be written about from its last working day on, and until the next one has
come so far. A week that nobody wrote about is absent; the report after it covers both.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

WEEK = timedelta(days=7)
_SUNDAY = 6


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def due_on(week: date, working_days: str) -> date:
    """The last working day of the week that begins on this Monday, else its Sunday.
    `working_days`: seven of 0 and 1, Monday first."""
    last = working_days.rfind("1")
    return week + timedelta(days=last if last >= 0 else _SUNDAY)


def first_day(week: date, working_days: str) -> date:
    """Its first working day, else the Monday."""
    return week + timedelta(days=max(working_days.find("1"), 0))


def week_to_write(today: date, working_days: str, handled: Collection[date]) -> date | None:
    """The week to be written about today: the one that has ended or is ending, else the one that
    has begun. None where it is handled (written or skipped) already."""
    this, last = monday_of(today), ending(today, working_days)
    if this in handled:
        return None
    return this if last in handled else last


def is_due(today: date, working_days: str, handled: Collection[date]) -> bool:
    """From a week's last working day until the next week's."""
    return not {monday_of(today), ending(today, working_days)} & set(handled)


def ending(today: date, working_days: str) -> date:
    """The week that is in its last days, else the one before."""
    this = monday_of(today)
    return this if today >= due_on(this, working_days) else this - WEEK


def since(week: date, written: Collection[date]) -> date:
    """Where a report on this week begins: a week earlier where that one is absent, and somebody
    had written before it."""
    before = week - WEEK
    absent = before not in written and any(one < before for one in written)
    return before if absent else week
