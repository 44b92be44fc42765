"""Sentences that several pages and mails say in the same words."""

from .asking import EITHER_WAY, aloud, first_words, how_asked, plan_of_goal, plan_of_promise
from .days import clock, day, weekday
from .goals import (
    HINTS,
    LETTERS,
    Steps,
    hint_lines,
    measure,
    pace,
    said_before,
    standing,
    steps_standing,
    value_said,
)
from .promises import ANSWERED, answered, plan, said

__all__ = [
    "ANSWERED",
    "EITHER_WAY",
    "HINTS",
    "LETTERS",
    "Steps",
    "aloud",
    "answered",
    "clock",
    "day",
    "first_words",
    "hint_lines",
    "how_asked",
    "measure",
    "pace",
    "plan",
    "plan_of_goal",
    "plan_of_promise",
    "said",
    "said_before",
    "standing",
    "steps_standing",
    "value_said",
    "weekday",
]
