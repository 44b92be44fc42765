"""Sentences that several pages and mails say in the same words."""

from .asking import (
    EITHER_WAY,
    aloud,
    first_words,
    how_asked,
    plan_lines,
    report_for,
)
from .asks import STARTERS, starter
from .days import clock, day, weekday
from .goals import (
    HINTS,
    LETTERS,
    Steps,
    hint_lines,
    measure,
    pace,
    standing,
    steps_standing,
    value_said,
    ways_to_know,
    what_changed,
)
from .patterns import Told, told
from .plans import (
    LANE_OF_GOALS,
    LANE_OF_REVIEWS,
    LANE_OF_STEPS,
    at_start,
    day_of_plan,
    look_back,
    span_of,
    timeline_said,
)
from .promises import ANSWERED, answered, plan, said
from .reflections import OFFERS, cause, causes, curious, is_success, names_of
from .wins import LABELS, win_words

__all__ = [
    "ANSWERED",
    "EITHER_WAY",
    "HINTS",
    "LABELS",
    "LANE_OF_GOALS",
    "LANE_OF_REVIEWS",
    "LANE_OF_STEPS",
    "LETTERS",
    "OFFERS",
    "STARTERS",
    "Steps",
    "Told",
    "aloud",
    "answered",
    "at_start",
    "cause",
    "causes",
    "clock",
    "curious",
    "day",
    "day_of_plan",
    "first_words",
    "hint_lines",
    "how_asked",
    "is_success",
    "look_back",
    "measure",
    "names_of",
    "pace",
    "plan",
    "plan_lines",
    "report_for",
    "said",
    "span_of",
    "standing",
    "starter",
    "steps_standing",
    "timeline_said",
    "told",
    "value_said",
    "ways_to_know",
    "weekday",
    "what_changed",
    "win_words",
]
