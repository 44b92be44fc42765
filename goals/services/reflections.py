"""One curious question after something was done, moved or let go. Passing over it is fine."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import ActionToken, User
from accounts.tokens import issue_token
from goals.access import partners
from goals.models import Commitment, CommitmentAnswer, Goal, Reflection
from goals.models.reflections import ASKED_FOR, WONDERED_ABOUT
from goals.queries import open_question
from mentorship.models import PairingMember

REFLECT = "goals.reflect_on_commitment"
Cause = Reflection.Cause


@transaction.atomic
def reflect_on_commitment(
    *,
    answer: CommitmentAnswer,
    by: User,
    now: datetime,
    cause: str,
    text: str = "",
    share: bool = False,
) -> Reflection:
    """About one answer to a promise, by whoever gave it. Shared only if they say so."""
    promise = _locked(answer.commitment)
    if answer.answer not in WONDERED_ABOUT:
        raise DomainError(_("There is no question about this one."))
    about = {"commitment": promise, "answer": answer}
    success = answer.answer == CommitmentAnswer.Answer.DONE
    _check(promise.owner, by, share, partners(promise.owner))
    return _keep(promise, about, success, by, now, cause, text, share)


@transaction.atomic
def reflect_on_goal(
    *, goal: Goal, by: User, now: datetime, cause: str, text: str = "", share: bool = False
) -> Reflection:
    """About a goal that was achieved or let go."""
    Goal.objects.select_for_update().filter(pk=goal.pk).first()
    goal = Goal.objects.with_people().get(pk=goal.pk)
    if goal.is_open:
        raise DomainError(_("This goal is still open, so there is nothing to look back on yet."))
    others = partners(goal.owner) if goal.shared_at is not None else []
    _check(goal.owner, by, share, others)
    success = goal.state == Goal.State.ACHIEVED
    return _keep(goal, {"goal": goal}, success, by, now, cause, text, share)


def _check(owner: PairingMember, by: User, share: bool, others: list[User]) -> None:
    if owner.person != by:
        raise DomainError(_("Only the person whose it is can look back on it."))
    if share and not others:
        raise DomainError(_("There is nobody to share this with, so it can only stay yours."))


def _keep(
    thing: Commitment | Goal,
    about: dict[str, Any],
    success: bool,
    by: User,
    now: datetime,
    cause: str,
    text: str,
    share: bool,
) -> Reflection:
    before = Reflection.objects.filter(**about).first()
    facts = {"cause": cause, "text": text.strip(), "is_shared": share}
    if cause == Cause.SKIPPED:
        facts = {"cause": cause, "text": "", "is_shared": False}
    if before is not None:
        if all(getattr(before, key) == value for key, value in facts.items()):
            return before
        raise DomainError(
            _("You have answered this question already, and it stays as you said it.")
        )
    kept = Reflection.objects.create(
        owner=thing.owner,
        is_success=success,
        at=now,
        on=by.local_date(now),
        **about,
        **facts,
    )
    verb = f"{thing._meta.model_name}.reflect"
    record(by=by, verb=verb, about=thing, scope=thing.scope, now=now)
    return kept


def _locked(commitment: Commitment) -> Commitment:
    Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
    return Commitment.objects.with_people().get(pk=commitment.pk)


# -- From the mail -------------------------------------------------------------------------------


def reflect_token(promise: Commitment, now: datetime) -> ActionToken | None:
    """For whoever answered from a mail. None where there is nothing to wonder about."""
    answer = open_question(promise, now)
    if answer is None:
        return None
    return issue_token(
        purpose=REFLECT,
        about=answer,
        person=promise.person,
        scope=promise.scope,
        now=now,
        expires_at=now + ASKED_FOR,
    )


def issued_reflect_token(promise: Commitment, now: datetime) -> ActionToken | None:
    """The link that was issued with the answer, while its question is open. Writes nothing."""
    answer = open_question(promise, now)
    if answer is None:
        return None
    tokens = ActionToken.objects.filter(purpose=REFLECT, person=promise.person, used_at=None)
    return tokens.filter(subject_id=answer.pk, expires_at__gt=now).first()
