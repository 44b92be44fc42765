"""Changing one pair of the proposal by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing
from mentorship.queries.matchmaking import engine, stored_parts, stored_points
from mentorship.queries.swaps import Swap, SwapBoard
from mentorship.queries.whys import not_a_mentor


@transaction.atomic
def swap_pairing(*, pairing: Pairing, mentor_id: int, by: User, now: datetime) -> Pairing:
    """The draft's mentee gets that mentor. Whoever loses a seat by it takes the one that becomes
    free, if the rules allow it, and is without a pair otherwise."""
    Cohort.objects.select_for_update().get(pk=pairing.cohort_id)
    drafts = Pairing.objects.proposed().of_mentors().select_related("cohort__program").with_people()
    draft = drafts.filter(pk=pairing.pk).first()
    if draft is None:
        raise DomainError(_("This pair is no longer a draft, so it cannot be swapped."))
    mentors = Enrollment.objects.in_cohort(draft.cohort).mentors().matchable()
    mentor = mentors.select_related("user").filter(pk=mentor_id).first()
    if mentor is None:
        raise DomainError(not_a_mentor(draft.cohort.program.words))
    board = SwapBoard(draft, by)
    swap = _asked(lambda: board.plan(mentor))
    if board.hides(swap):
        raise DomainError(not_a_mentor(draft.cohort.program.words))
    if swap.problem:
        raise DomainError(swap.problem)
    _move(swap)
    record(
        by=by,
        verb="pairing.swap",
        about=draft,
        scope=draft.cohort.scope,
        now=now,
        mentor=mentor.pk,
        displaced=swap.displaced.pk if swap.displaced else None,
    )
    return draft


def _asked(question: Callable[[], Swap]) -> Swap:
    try:
        return question()
    except engine().MatchingError as unknown:
        raise DomainError(
            _("One of the two is not taking part any more. Propose again, then look anew.")
        ) from unknown


def _move(swap: Swap) -> None:
    old = next(m for m in swap.draft.members.all() if m.role == "mentor").enrollment
    _set_pair(swap.draft, swap.mentor, swap.explanation, swap.hidden)
    if swap.displaced is None:
        return
    if swap.exchange is None:
        swap.displaced.delete()
    else:
        _set_pair(swap.displaced, old, swap.exchange, swap.hidden)


def _set_pair(draft: Pairing, mentor: Enrollment, explanation: Any, hidden: frozenset[str]) -> None:
    draft.members.filter(role="mentor").update(enrollment=mentor)
    draft.score, draft.parts = explanation.score, stored_parts(explanation.reasons, hidden)
    draft.points = stored_points(draft.parts)
    draft.by_hand = draft.locked = True
    draft.save(update_fields=["score", "parts", "points", "by_hand", "locked"])
