"""Two or three smaller promises instead of one that was too large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Commitment, CommitmentAnswer
from goals.services.commitments import answer_commitment, make_commitment
from goals.wishes import PromiseWish

FEWEST, MOST = 2, 3
LEFT_AS = (CommitmentAnswer.Answer.PARTLY, CommitmentAnswer.Answer.LET_GO)


@transaction.atomic
def split_commitment(
    *,
    commitment: Commitment,
    parts: Sequence[PromiseWish],
    left_as: str,
    by: User,
    now: datetime,
    ask: bool | None = None,
) -> list[Commitment]:
    """The large one is answered (`left_as`: partly, let_go) and stays readable beside its parts.
    `ask` is one decision for all of them. Pressed twice, the first split stands."""
    promise = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if promise.person != by:
        raise DomainError(_("Only the person who made this promise can split it."))
    before = list(promise.parts.order_by("id"))
    if before:
        return before
    _check(promise, parts, left_as)
    made = [
        make_commitment(
            owner=promise.owner,
            text=part.text,
            due_on=part.due_on,
            cue=part.cue,
            goal=promise.goal,
            split_from=promise,
            by=by,
            now=now,
            ask=ask,
        )
        for part in parts
    ]
    answer_commitment(commitment=promise, answer=left_as, by=by, now=now)
    record(
        by=by,
        verb="commitment.split",
        about=promise,
        scope=promise.scope,
        now=now,
        parts=[part.pk for part in made],
    )
    return made


def _check(promise: Commitment, parts: Sequence[PromiseWish], left_as: str) -> None:
    if not promise.is_open:
        raise DomainError(_("You have answered this one already. Make a new promise if you like."))
    if left_as not in LEFT_AS:
        raise DomainError(_("Say whether some of it is done, or whether you let the large one go."))
    if not FEWEST <= len(parts) <= MOST:
        raise DomainError(_("Two or three parts. Which one could you begin with?"))
