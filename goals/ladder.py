"""Which days a «yes, ask me» leads to, before a yes is said. Pure.

The planner of mails keeps to the same days; days away and the weekly limit may only delay or
drop one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SECOND_AFTER = timedelta(days=3)
WEEK = timedelta(days=7)
ASKS_AGAIN = frozenset({"help", "again"})  # meanings of silence that bring a second mail


@dataclass(frozen=True)
class Ask:
    on: date
    step: int  # 1: the question; 2: the same once more, if there was no answer


def promise_asks(
    *, due_on: date, from_on: date, silence: str, ends_on: date, working_days: str = "1111111"
) -> list[Ask]:
    """On its day, or the next good one; perhaps once more. `from_on` is the first day on which
    the hour of asking is still ahead, `working_days` has seven of 0 and 1, Monday first."""
    first = _good(max(due_on, from_on), working_days)
    asks = [Ask(first, 1)]
    if silence in ASKS_AGAIN:
        asks.append(Ask(_good(first + SECOND_AFTER, working_days), 2))
    return [ask for ask in asks if ask.on <= ends_on]


def goal_asks(
    *, since: date, today: date, ends_on: date, per_week: int, working_days: str = "1111111"
) -> list[Ask]:
    """The next week's questions about progress, weeks counted from the day of the yes; every
    further week has the same weekdays."""
    weeks = max(1, -((since - today).days // 7))
    first = since + weeks * WEEK
    asks = [Ask(_good(first, working_days), 1)]
    if per_week > 1:
        asks.append(Ask(_good(first + SECOND_AFTER, working_days), 2))
    return [ask for ask in asks if ask.on <= ends_on]


def _good(day: date, working_days: str) -> date:
    """This day, or the next working one. Somebody without any is asked on any."""
    while working_days[day.weekday()] == "0" and "1" in working_days:
        day += timedelta(days=1)
    return day
