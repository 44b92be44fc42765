"""Links that let the right person answer from a mail. Used by mails of this floor and above."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import ActionToken, User
from accounts.tokens import issue_token
from goals.models import Commitment, Consent, Goal

ANSWER_COMMITMENT = "goals.answer_commitment"
DECIDE_CONSENT = "goals.decide_consent"
AGREE_GOAL = "goals.agree_goal"
LINK_LIVES = timedelta(days=30)


def answer_token(commitment: Commitment, now: datetime) -> ActionToken:
    """For its owner. `.url(answer="done")` opens the confirm page with that answer picked."""
    return issue_token(
        purpose=ANSWER_COMMITMENT,
        about=commitment,
        person=commitment.person,
        scope=commitment.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )


def decide_token(consent: Consent, now: datetime) -> ActionToken:
    """For the person who would be asked. `.url(decision="ask")` or `"dont"`."""
    return issue_token(
        purpose=DECIDE_CONSENT,
        about=consent,
        person=consent.person,
        scope=consent.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )


def agree_token(goal: Goal, person: User, now: datetime) -> ActionToken:
    """For somebody of the pairing who is asked to agree."""
    return issue_token(
        purpose=AGREE_GOAL,
        about=goal,
        person=person,
        scope=goal.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )
