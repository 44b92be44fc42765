"""Which days a «yes, ask me» leads to, before a yes is said. Pure.

The planner of mails keeps to the same days; days off, quiet hours and the weekly limit may only
delay or drop one.
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


def promise_asks(*, due_on: date, from_on: date, silence: str, ends_on: date) -> list[Ask]:
    """On its day (today, if that has come already); perhaps once more."""
    first = max(due_on, from_on)
    asks = [Ask(first, 1)]
    if silence in ASKS_AGAIN:
        asks.append(Ask(first + SECOND_AFTER, 2))
    return [ask for ask in asks if ask.on <= ends_on]


def goal_asks(*, from_on: date, ends_on: date, per_week: int) -> list[Ask]:
    """The first week's questions about progress; every further week has the same weekdays."""
    asks = [Ask(from_on + WEEK, 1)]
    if per_week > 1:
        asks.append(Ask(from_on + WEEK + SECOND_AFTER, 2))
    return [ask for ask in asks if ask.on <= ends_on]
