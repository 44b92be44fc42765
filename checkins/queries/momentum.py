"""What was due lately and whether it got an answer: promises and check-ins, in one read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from checkins.models import CheckIn
from checkins.momentum import LAST, Due, Momentum, momentum
from goals.models import Commitment, CommitmentAnswer
from mentorship.models import Pairing


def momentum_of(user: User, now: datetime) -> Momentum | None:
    today = user.local_date(now)
    due = Q(day__lt=today) | Q(said=True)
    parts = [part.filter(due) for part in (_promises(user), _moved(user), _check_ins(user))]
    rows = parts[0].union(*parts[1:], all=True).order_by("-day", "said")[:LAST]
    return momentum(Due(day, bool(said)) for day, said in rows)


def _promises(user: User) -> QuerySet[Any, Any]:
    """One's own. An open one counts from the day after its own, while one can answer it."""
    said_now = CommitmentAnswer.objects.filter(commitment=OuterRef("pk"), due_on=OuterRef("due_on"))
    rows = (
        Commitment.objects.owned_by(user)
        .order_by()
        .annotate(
            day=F("due_on"), said=_is(~Q(state__in=Commitment.OPEN_STATES) | Q(Exists(said_now)))
        )
    )
    working = Q(owner__pairing__state=Pairing.State.ACTIVE)
    return rows.filter(working | Q(said=True)).values_list("day", "said")


def _moved(user: User) -> QuerySet[Any, Any]:
    """A new day is an answer to the old one; the promise itself goes on."""
    rows = CommitmentAnswer.objects.filter(
        commitment__owner__enrollment__user=user, answer=CommitmentAnswer.Answer.MOVED
    )
    day = Coalesce("due_on", "on")
    return rows.order_by().annotate(day=day, said=Value(True)).values_list("day", "said")


def _check_ins(user: User) -> QuerySet[Any, Any]:
    """Held, or told that it did not happen. What was canceled was not due."""
    over = [CheckIn.State.HELD, CheckIn.State.DID_NOT_HAPPEN]
    waits = Q(state=CheckIn.State.PLANNED, pairing__state=Pairing.State.ACTIVE)
    rows = CheckIn.objects.visible_to(user).filter(waits | Q(state__in=over)).order_by()
    return rows.annotate(day=F("local_on"), said=_is(Q(state__in=over))).values_list("day", "said")


def _is(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
