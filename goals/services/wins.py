"""Wins: what the product notices by itself, what people write down, and cheering."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Cheer, Commitment, Goal, Milestone, Win
from mentorship.models import PairingMember

Kind, Reach = Win.Kind, Win.Reach


@transaction.atomic
def record_win(
    *, owner: PairingMember, kind: str, about: str, now: datetime, **facts: Any
) -> Win | None:
    """Something that the product saw happen. The verb that calls this has its own audit entry.

    `about` names the thing, so that it is celebrated once; None: it was before.
    """
    win, new = Win.objects.get_or_create(
        owner=owner,
        about=about,
        defaults={"kind": kind, "on": owner.person.local_date(now), "at": now, **facts},
    )
    return win if new else None


def record_achieved(*, goal: Goal, now: datetime) -> Win | None:
    facts = {"goal": goal, "reach": _reach_of(goal)}
    return record_win(owner=goal.owner, kind=Kind.GOAL, about=f"goal:{goal.pk}", now=now, **facts)


def _reach_of(goal: Goal) -> str:
    """What comes of a goal is shared with whoever can read the goal itself."""
    return Reach.ME if goal.shared_at is None else Reach.US


def record_reached(*, milestone: Milestone, goal: Goal, now: datetime) -> None:
    """Reached once more after it was reopened, its win comes back instead of a second one."""
    about = f"milestone:{milestone.pk}"
    facts = {"words": milestone.title, "goal": goal, "reach": _reach_of(goal)}
    new = record_win(owner=goal.owner, kind=Kind.MILESTONE, about=about, now=now, **facts)
    if new is None:
        Win.objects.filter(owner=goal.owner, about=about).update(hidden_at=None)


def retract_reached(*, milestone: Milestone, goal: Goal, now: datetime) -> None:
    """It had not been reached: out of the lists, and still written down."""
    found = Win.objects.filter(owner=goal.owner, about=f"milestone:{milestone.pk}")
    found.shown().update(hidden_at=now)


def record_early(*, commitment: Commitment, now: datetime) -> Win | None:
    """A promise that is done before its first day, if this one is."""
    done = commitment.state == Commitment.State.DONE and commitment.moves == 0
    if not done or commitment.person.local_date(now) >= commitment.due_on:
        return None
    return record_win(
        owner=commitment.owner,
        kind=Kind.EARLY,
        about=f"promise:{commitment.pk}",
        now=now,
        commitment=commitment,
    )


@transaction.atomic
def add_win(
    *,
    owner: PairingMember,
    words: str,
    by: User,
    now: datetime,
    reach: str = Reach.US,
    on: date | None = None,
    client_token: str = "",
) -> Win:
    """One line by hand; the same form sent twice is one win."""
    _check_new(owner, by, words, on, now)
    facts = {"words": words.strip(), "reach": reach, "on": on or by.local_date(now), "at": now}
    if client_token:
        win, new = Win.objects.get_or_create(owner=owner, client_token=client_token, defaults=facts)
    else:
        win, new = Win.objects.create(owner=owner, **facts), True
    if new:
        _note("add", win, by, now)
    return win


def _check_new(owner: PairingMember, by: User, words: str, on: date | None, now: datetime) -> None:
    if owner.person != by:
        raise DomainError(_("A win is written down by the person whose win it is."))
    if not owner.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))
    if not words.strip():
        raise DomainError(_("What went well? A few words are enough."))
    if on is not None and on > by.local_date(now):
        raise DomainError(_("This day has not come yet. When was it?"))


@transaction.atomic
def cheer_win(*, win: Win, by: User, now: datetime) -> Cheer:
    """By somebody who works with its owner. Pressed twice, the first one stands."""
    win = _locked(win)
    member = win.owner.pairing.members.filter(enrollment__user=by).first()
    if member is None or member.pk == win.owner_id:
        raise DomainError(_("Somebody else of your pairing can cheer for this."))
    if win.hidden_at is not None or not win.is_shared or not win.owner.pairing.holds_seats:
        raise DomainError(_("This win is its owner’s alone now."))
    cheer, new = Cheer.objects.get_or_create(win=win, by=member, defaults={"at": now})
    if new:
        _note("cheer", win, by, now)
    return cheer


@transaction.atomic
def hide_win(*, win: Win, by: User, now: datetime) -> Win:
    """Out of everybody's lists, its owner's too. It stays written down."""
    return _turn("hide", win, now, by, now)


@transaction.atomic
def show_win(*, win: Win, by: User, now: datetime) -> Win:
    """Back in the lists, for the same people as before."""
    return _turn("show", win, None, by, now)


def _turn(verb: str, win: Win, hidden_at: datetime | None, by: User, now: datetime) -> Win:
    win = _locked(win)
    if win.person != by:
        raise DomainError(_("Only the person whose win it is can do this."))
    if (win.hidden_at is None) == (hidden_at is None):
        return win
    # The one thing about a win that changes: not what it says, only whether it is shown.
    Win.objects.filter(pk=win.pk).update(hidden_at=hidden_at)
    win.hidden_at = hidden_at
    _note(verb, win, by, now)
    return win


def _locked(win: Win) -> Win:
    Win.objects.select_for_update().filter(pk=win.pk).first()
    return Win.objects.with_things().get(pk=win.pk)


def _note(verb: str, win: Win, by: User, now: datetime) -> None:
    record(by=by, verb=f"win.{verb}", about=win, scope=win.scope, now=now)
