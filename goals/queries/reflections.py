"""Questions that wait, and what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from goals.models import Commitment, CommitmentAnswer, Goal, Reflection
from goals.models.reflections import ASKED_FOR, WONDERED_ABOUT


def answers_of(promise: Commitment) -> list[CommitmentAnswer]:
    """In the order in which they were given, each with what was said about it."""
    return list(promise.answers.select_related("reflection", "commitment"))


def question_about(
    answers: Sequence[CommitmentAnswer], parts: Sequence[Commitment], now: datetime
) -> CommitmentAnswer | None:
    """The answer that may be wondered about: the last one, lately given, once, and one a day. Who
    split a promise has found the next step already."""
    last = answers[-1] if answers else None
    if last is None or parts or last.answer not in WONDERED_ABOUT or last.at < now - ASKED_FOR:
        return None
    asked_on = {row.reflection.on for row in answers if hasattr(row, "reflection")}
    return None if hasattr(last, "reflection") or last.on in asked_on else last


def open_question(promise: Commitment, now: datetime) -> CommitmentAnswer | None:
    return question_about(answers_of(promise), list(promise.parts.all()), now)


def goal_may_be_wondered_about(goal: Goal, found: Sequence[Reflection], now: datetime) -> bool:
    """Lately over, and nothing was said about it when it ended. `found`: all that is about it."""
    if goal.is_open or goal.learned or found:
        return False
    return goal.ended_at is not None and goal.ended_at >= now - ASKED_FOR


def reflections_on(user: User, thing: Commitment | Goal) -> list[Reflection]:
    """Those that the reader may read, newest first; the owner's list has what was passed over."""
    return list(Reflection.objects.visible_to(user).about(thing))


def is_fresh(reflection: Reflection, now: datetime) -> bool:
    """Something stood in the way, lately: there is something to offer."""
    return not reflection.is_success and reflection.at >= now - ASKED_FOR
