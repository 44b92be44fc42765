"""Promises: «I will X by Y», and the five answers to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Commitment, CommitmentAnswer, CueRevision, Goal
from goals.services.consents import (
    decline_consent,
    end_consent_of,
    give_consent,
    move_consent_of,
    offer_consent,
    replan_consent_of,
)
from goals.services.wins import record_early
from mentorship.models import PairingMember

Answer = CommitmentAnswer.Answer
MOVES_BY = timedelta(days=7)
ENDS_AS = {
    Answer.DONE: Commitment.State.DONE,
    Answer.PARTLY: Commitment.State.PARTLY,
    Answer.LET_GO: Commitment.State.LET_GO,
}


@transaction.atomic
def make_commitment(
    *,
    owner: PairingMember,
    text: str,
    due_on: date,
    by: User,
    now: datetime,
    cue: str = "",
    goal: Goal | None = None,
    client_token: str = "",
    split_from: Commitment | None = None,
    ask: bool | None = None,
) -> Commitment:
    """May be written down by the other side too; whether to be asked (`ask`; None: not decided
    yet) is the owner's alone."""
    _check_new(owner, by, goal)
    _check_day(due_on, owner.person.local_date(now))
    facts = {
        "text": text,
        "cue": cue,
        "due_on": due_on,
        "goal": goal,
        "split_from": split_from,
        "made_by": by,
        "made_at": now,
    }
    if client_token:
        promise, new = Commitment.objects.get_or_create(
            owner=owner, client_token=client_token, defaults=facts
        )
    else:
        promise, new = Commitment.objects.create(owner=owner, **facts), True
    if new:
        consent = offer_consent(thing=promise, by=by, now=now)
        if ask is not None:
            decide = give_consent if ask else decline_consent
            decide(consent=consent, by=by, now=now)
        _note("make", promise, by, now, due_on=due_on.isoformat())
    return promise


def _check_new(owner: PairingMember, by: User, goal: Goal | None) -> None:
    if not owner.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))
    if not owner.pairing.members.filter(enrollment__user=by).exists():
        raise DomainError(_("Only the people of this pairing write promises down."))
    if goal is not None and goal.owner_id != owner.pk:
        raise DomainError(_("A promise belongs to a goal of the same person."))


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise DomainError(_("This day has passed. Choose today or a later one."))


@transaction.atomic
def answer_commitment(
    *,
    commitment: Commitment,
    answer: str,
    by: User,
    now: datetime,
    note: str = "",
    moved_to: date | None = None,
    via: str = CommitmentAnswer.Via.SCREEN,
) -> CommitmentAnswer:
    """Done, partly, stuck (it stays open), moved (a new day), let go. Each is a row of its own."""
    promise = _locked(commitment)
    if promise.person != by:
        raise DomainError(_("Only the person who made this promise can answer it."))
    if not promise.is_open:
        return _given_before(promise, answer)
    today = by.local_date(now)
    if answer == Answer.MOVED:
        moved_to = moved_to or max(promise.due_on, today) + MOVES_BY
        _check_move(promise, moved_to, today)
    row = CommitmentAnswer.objects.create(
        commitment=promise,
        answer=answer,
        note=note,
        moved_to=moved_to if answer == Answer.MOVED else None,
        due_on=promise.due_on,
        via=via,
        at=now,
        on=today,
    )
    _take(promise, row, by, now)
    record_early(commitment=promise, now=now)
    _note("answer", promise, by, now, answer=answer, via=via)
    return row


def _given_before(promise: Commitment, answer: str) -> CommitmentAnswer:
    """A second press of the same button is no second answer."""
    last = promise.answers.last()
    if last is not None and last.answer == answer:
        return last
    raise DomainError(_("You have answered this one already. Make a new promise if you like."))


def _check_move(promise: Commitment, moved_to: date, today: date) -> None:
    _check_day(moved_to, today)
    if moved_to == promise.due_on:
        raise DomainError(_("It is due on that day already. Which other day suits you?"))


def _take(promise: Commitment, row: CommitmentAnswer, by: User, now: datetime) -> None:
    """What the answer does to the promise, and to being asked about it."""
    answer = Answer(row.answer)
    promise.answered_at = now
    promise.stuck_at = now if answer == Answer.STUCK else None
    days = 0
    if answer == Answer.MOVED and row.moved_to is not None:
        days = (row.moved_to - promise.due_on).days
        promise.state, promise.due_on = Commitment.State.MOVED, row.moved_to
        promise.moves += 1
    elif answer in ENDS_AS:
        promise.state = ENDS_AS[answer]
    promise.save()
    if answer in ENDS_AS:
        end_consent_of(promise, by=by, now=now)
    elif answer == Answer.MOVED:
        move_consent_of(promise, days=days, now=now)
    else:
        replan_consent_of(promise, now=now)


@transaction.atomic
def replan_commitment(*, commitment: Commitment, cue: str, by: User, now: datetime) -> Commitment:
    """Another moment to begin with; what was planned before stays readable."""
    promise = _locked(commitment)
    if promise.person != by:
        raise DomainError(_("Only the person who made this promise can plan it anew."))
    if promise.cue == cue:
        return promise
    if not promise.is_open or not promise.owner.pairing.holds_seats:
        raise DomainError(_("This promise is over. Make a new one with the moment you have found."))
    CueRevision.objects.create(commitment=promise, at=now, before=promise.cue, after=cue)
    promise.cue = cue
    promise.save(update_fields=["cue"])
    _note("replan", promise, by, now)
    return promise


def _locked(commitment: Commitment) -> Commitment:
    Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
    return Commitment.objects.with_people().get(pk=commitment.pk)


def _note(verb: str, promise: Commitment, by: User, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"commitment.{verb}", about=promise, scope=promise.scope, now=now, **details)
