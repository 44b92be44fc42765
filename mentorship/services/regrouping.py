"""Changing groups of peers by hand: joining, swapping, leaving."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember
from mentorship.queries.matchmaking import engine, stored_points
from mentorship.queries.peers import stored_pairs
from mentorship.queries.regrouping import GroupBoard, Made, Move

RHYTHM = ("every", "weekday", "monthday", "nth", "at", "zone")


@transaction.atomic
def regroup_peer(
    *, place: Enrollment, how: str, other_id: int | None = None, by: User, now: datetime
) -> Move:
    """`how`: join the other one's group, swap with them, or leave one's own. Groups stay of two or
    three; who is left over has nobody. What was touched counts as made by hand."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=place.cohort_id)
    board = GroupBoard(cohort, place, by)
    other = board.people.get(other_id) if other_id else None
    try:
        move = board.plan(how, other)
    except engine().MatchingError as unknown:
        raise DomainError(
            _("One of them is not taking part any more. Propose again, then look anew.")
        ) from unknown
    if move.problem:
        raise DomainError(move.problem)
    for draft in move.gone:
        draft.delete()
    for made in move.groups:
        _set_group(cohort, made, board.hidden, now)
    record(
        by=by,
        verb="peer.regroup",
        about=place,
        scope=cohort.scope,
        now=now,
        how=how,
        other=other.pk if other else None,
    )
    return move


def _set_group(cohort: Cohort, made: Made, hidden: frozenset[str], now: datetime) -> None:
    rhythm = {name: getattr(cohort, name) for name in RHYTHM}
    draft = made.draft or Pairing(cohort=cohort, created_at=now, **rhythm)
    draft.score, draft.parts = made.score, stored_pairs(made.pairs, hidden)
    draft.points = stored_points(draft.parts)
    draft.by_hand = draft.locked = True
    draft.save()
    draft.members.exclude(enrollment__in=made.places).delete()
    before = set(draft.members.values_list("enrollment", flat=True))
    PairingMember.objects.bulk_create(
        PairingMember(pairing=draft, enrollment=place, role=place.role)
        for place in made.places
        if place.pk not in before
    )
