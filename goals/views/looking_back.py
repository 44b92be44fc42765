"""What pages of promises and goals show of the curious question and its answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.drafts import kept
from accounts.models import User
from goals import access, queries, words
from goals.forms import ReflectionForm
from goals.models import Commitment, CommitmentAnswer, Goal, Reflection
from mentorship.models import PairingMember


def others_of(thing: Commitment | Goal) -> list[User]:
    """With whom a look back may be shared: whoever reads the thing itself."""
    return access.readers(thing)[1:]


def on_promise(
    user: User,
    promise: Commitment,
    answers: list[CommitmentAnswer],
    parts: list[Commitment],
    now: datetime,
    form: ReflectionForm | None = None,
) -> dict[str, Any]:
    mine = promise.owner.enrollment.user_id == user.pk
    about = queries.question_about(answers, parts, now) if mine else None
    found = queries.reflections_on(user, promise)
    newest = found[0] if found and mine and not parts else None
    current = newest is not None and newest.answer_id == answers[-1].pk
    return {
        "reflection_form": _form(form, about, promise),
        "reflections": _told(found),
        "offers": _offers(newest, now) if current else (),
        "ask_member": _partner(promise.owner),
    }


def on_goal(
    user: User, goal: Goal, now: datetime, form: ReflectionForm | None = None
) -> dict[str, Any]:
    if goal.is_open:
        return {"reflection_form": None, "reflections": [], "offers": ()}
    mine = goal.owner.enrollment.user_id == user.pk
    found = queries.reflections_on(user, goal)
    wonder = mine and queries.goal_may_be_wondered_about(goal, found, now)
    return {
        "reflection_form": _form(form, goal if wonder else None, goal),
        "reflections": _told(found),
        "offers": _offers(found[0], now) if found and mine else (),
        "ask_member": _partner(goal.owner),
    }


def keep_words(request: HttpRequest, context: dict[str, Any], url_name: str, pk: int) -> None:
    """The form stands on the page of the thing and is sent to its own address."""
    if context["reflection_form"] is not None:
        kept(request, context["reflection_form"], at=reverse(url_name, args=[pk]))


def _form(
    form: ReflectionForm | None, about: CommitmentAnswer | Goal | None, thing: Commitment | Goal
) -> ReflectionForm | None:
    if form is not None or about is None:
        return form
    return ReflectionForm(about=about, others=others_of(thing))


def _told(found: list[Reflection]) -> list[tuple[Reflection, str]]:
    return [(row, words.cause(row)) for row in found if not row.is_skipped]


def _offers(newest: Reflection | None, now: datetime) -> tuple[str, ...]:
    if newest is None or newest.is_skipped or not queries.is_fresh(newest, now):
        return ()
    return words.OFFERS[Reflection.Cause(newest.cause)]


def _partner(owner: PairingMember) -> PairingMember | None:
    """Whom a question would go to, while the pairing lasts."""
    if not owner.pairing.holds_seats:
        return None
    others = [member for member in owner.pairing.members.all() if member.pk != owner.pk]
    return others[0] if others else None
