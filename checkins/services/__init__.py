"""Verbs: every write of this app. Each file holds the verbs of one noun."""

from .calendars import call_off_for_leaver
from .check_ins import (
    cancel_check_in,
    keep_rhythm,
    move_check_in,
    rest_rhythm,
    skip_check_in,
)
from .close_outs import NewPromise, close_out_check_in, confirm_close_out
from .feedback import answer_feedback, give_feedback
from .nudges import plan_consent

__all__ = [
    "NewPromise",
    "answer_feedback",
    "call_off_for_leaver",
    "cancel_check_in",
    "close_out_check_in",
    "confirm_close_out",
    "give_feedback",
    "keep_rhythm",
    "move_check_in",
    "plan_consent",
    "rest_rhythm",
    "skip_check_in",
]
