"""SMART goals: private until shared, agreed by the other side, never rewritten without a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_message
from goals.access import partners
from goals.models import Goal, GoalRevision
from goals.queries import wish_of
from goals.services.consents import end_consent_of, offer_consent, replan_consent_of
from goals.services.measures import set_measures
from goals.services.parts import check_open, check_owner, check_pairing, locked, note
from goals.services.wins import record_achieved
from goals.wishes import GoalWish
from mentorship.models import PairingMember

State = Goal.State
WEIGHTY = ("due_on", "measures")  # changes of an agreed goal that need a reason


@transaction.atomic
def create_goal(
    *,
    owner: PairingMember,
    wish: GoalWish,
    by: User,
    now: datetime,
    client_token: str = "",
    follows: Goal | None = None,
) -> Goal:
    """A private draft; one sentence is enough. The owner is asked whether to be asked about it."""
    check_owner(owner, by)
    check_pairing(owner)
    facts = {
        "title": wish.title,
        "realistic": wish.realistic,
        "relevant": wish.relevant,
        "due_on": wish.due_on,
        "confidence": wish.confidence,
        "repeats": wish.repeats,
        "follows": follows,
        "created_at": now,
    }
    if client_token:
        goal, new = Goal.objects.get_or_create(
            owner=owner, client_token=client_token, defaults=facts
        )
    else:
        goal, new = Goal.objects.create(owner=owner, **facts), True
    if new:
        set_measures(goal, wish.measures)
        offer_consent(thing=goal, by=by, now=now)
        note("create", goal, by, now)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, wish: GoalWish, by: User, now: datetime, reason: str = "") -> Goal:
    """An agreed goal keeps what it said before; moving its target or date needs a reason."""
    goal = locked(goal)
    check_owner(goal.owner, by)
    check_open(goal)
    before, after = _facts_of(wish_of(goal)), _facts_of(wish)
    if before == after:
        return goal
    if goal.state == State.AGREED:
        _check_agreed_change(before, after, wish, reason)
        GoalRevision.objects.create(
            goal=goal, at=now, by=by, before=before, after=after, reason=reason
        )
    elif goal.state == State.PROPOSED and wish.due_on is None:
        raise DomainError(
            _("A goal that is waiting for an answer keeps a date. Which day is it?"),
            field="due_on",
        )
    goal.title, goal.realistic, goal.relevant = wish.title, wish.realistic, wish.relevant
    goal.due_on, goal.confidence, goal.repeats = wish.due_on, wish.confidence, wish.repeats
    goal.save()
    set_measures(goal, wish.measures)
    replan_consent_of(goal, now=now)
    changed = sorted(key for key in after if before[key] != after[key])
    note("edit", goal, by, now, changed=changed)
    return goal


def _check_agreed_change(
    before: dict[str, Any], after: dict[str, Any], wish: GoalWish, reason: str
) -> None:
    if wish.due_on is None:
        raise DomainError(
            _("You agreed on this goal together, so it keeps a date."), field="due_on"
        )
    if not reason.strip() and any(before[key] != after[key] for key in WEIGHTY):
        raise DomainError(
            _("You agreed on this goal together. Say in a few words why its target or date moves."),
            field="reason",
        )


@transaction.atomic
def propose_goal(*, goal: Goal, by: User, now: datetime) -> Goal:
    """Shares it with the others of the pairing, who are asked by mail to agree."""
    goal = locked(goal)
    check_owner(goal.owner, by)
    if goal.state == State.PROPOSED:
        return goal
    if goal.state != State.DRAFT:
        raise DomainError(_("This goal is shared already."))
    check_pairing(goal.owner)
    if goal.practice:
        raise DomainError(_("What you practice is yours alone. Write a goal to share one."))
    if goal.due_on is None:
        raise DomainError(_("Give it a date first: by when do you want to be there?"))
    goal.state, goal.shared_at, goal.proposed_at = State.PROPOSED, now, now
    goal.save()
    for person in partners(goal.owner):
        queue_message(
            kind="goals.goal_proposed",
            person=person,
            about=goal,
            scope=goal.scope,
            now=now,
            dedupe_key=f"goals.goal_proposed:{goal.pk}:{person.pk}",
        )
    note("propose", goal, by, now)
    return goal


@transaction.atomic
def agree_goal(*, goal: Goal, by: User, now: datetime) -> Goal:
    """Said by the other side. A second press finds it agreed already."""
    goal = locked(goal)
    if by not in partners(goal.owner):
        raise DomainError(_("Only somebody else of this pairing can agree to a goal."))
    if goal.state == State.AGREED:
        return goal
    if goal.state != State.PROPOSED:
        raise DomainError(_("This goal is not waiting for an answer any more."))
    goal.state, goal.agreed_at, goal.agreed_by = State.AGREED, now, by
    goal.save()
    cancel_messages(
        about=goal,
        reason=_("The goal was agreed before this left."),
        now=now,
        kinds=["goals.goal_proposed"],
    )
    queue_message(
        kind="goals.goal_agreed",
        person=goal.person,
        about=goal,
        scope=goal.scope,
        now=now,
        dedupe_key=f"goals.goal_agreed:{goal.pk}",
    )
    note("agree", goal, by, now)
    return goal


@transaction.atomic
def achieve_goal(*, goal: Goal, by: User, now: datetime, learned: str = "") -> Goal:
    goal = _end("achieve", goal, State.ACHIEVED, by, now, learned)
    record_achieved(goal=goal, now=now)
    return goal


@transaction.atomic
def drop_goal(*, goal: Goal, by: User, now: datetime, learned: str = "") -> Goal:
    """Let go, with what was learned. Nothing about it is called a failure."""
    return _end("drop", goal, State.DROPPED, by, now, learned)


def _end(verb: str, goal: Goal, state: Goal.State, by: User, now: datetime, learned: str) -> Goal:
    goal = locked(goal)
    check_owner(goal.owner, by)
    if goal.state == state:
        return goal
    check_open(goal)
    goal.state, goal.ended_at, goal.learned = state, now, learned
    goal.save()
    end_consent_of(goal, by=by, now=now)
    cancel_messages(
        about=goal,
        reason=_("The goal was over before this left."),
        now=now,
        kinds=["goals.goal_proposed"],
    )
    note(verb, goal, by, now)
    return goal


def _facts_of(wish: GoalWish) -> dict[str, Any]:
    """What a revision keeps: plain values that JSON holds, numbers as they are stored."""
    return {
        "title": wish.title,
        "realistic": wish.realistic,
        "relevant": wish.relevant,
        "due_on": wish.due_on.isoformat() if wish.due_on else None,
        "confidence": wish.confidence,
        "repeats": wish.repeats,
        "measures": [
            {
                "kind": found.kind,
                "unit": found.unit,
                "start": f"{found.start:.2f}",
                "target": None if found.target is None else f"{found.target:.2f}",
            }
            for found in wish.measures
        ],
    }
