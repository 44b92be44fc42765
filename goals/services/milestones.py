"""Steps of a goal: added, reached with one press, reopened where that was a mistake, dropped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal, GoalRevision, Milestone
from goals.services.consents import replan_consent_of
from goals.services.parts import check_open, check_owner, check_pairing, locked
from goals.services.wins import record_reached, retract_reached

MOST_MILESTONES = 20


@transaction.atomic
def add_milestone(
    *, goal: Goal, by: User, now: datetime, title: str, due_on: date, client_token: str = ""
) -> Milestone:
    """The same form sent twice is one step."""
    goal = _open_goal(goal, by)
    if client_token:
        known = goal.milestones.filter(client_token=client_token).first()
        if known is not None:
            return known
    if not title.strip():
        raise DomainError(_("Which step is it? A few words are enough."))
    if goal.milestones.count() >= MOST_MILESTONES:
        raise DomainError(_("Twenty steps are plenty. Which of them could be one?"))
    milestone = Milestone.objects.create(
        goal=goal, title=title.strip(), due_on=due_on, created_at=now, client_token=client_token
    )
    _note("add", milestone, goal, by, now)
    return milestone


@transaction.atomic
def reach_milestone(*, milestone: Milestone, by: User, now: datetime) -> Milestone:
    """A second press finds it reached already."""
    goal, milestone = _both(milestone, by)
    if milestone.is_reached:
        return milestone
    milestone.reached_at, milestone.reached_on = now, by.local_date(now)
    milestone.save()
    replan_consent_of(goal, now=now)
    record_reached(milestone=milestone, goal=goal, now=now)
    _note("reach", milestone, goal, by, now)
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, by: User, now: datetime) -> Milestone:
    """A correction: it had not been reached. The audit keeps the day that it said before."""
    goal, milestone = _both(milestone, by)
    if not milestone.is_reached:
        return milestone
    said = str(milestone.reached_on)
    milestone.reached_at = milestone.reached_on = None
    milestone.save()
    retract_reached(milestone=milestone, goal=goal, now=now)
    _note("reopen", milestone, goal, by, now, said_before=said)
    return milestone


@transaction.atomic
def drop_milestone(*, milestone: Milestone, by: User, now: datetime, reason: str = "") -> None:
    """What was reached stays. An agreed goal keeps what it said, with the reason."""
    goal, milestone = _both(milestone, by)
    if milestone.is_reached:
        raise DomainError(_("This step was reached, so it stays. Reopen it if that was a mistake."))
    if goal.state == Goal.State.AGREED:
        if not reason.strip():
            raise DomainError(
                _("You agreed on this goal together. Say in a few words why this step goes."),
                field="reason",
            )
        GoalRevision.objects.create(
            goal=goal,
            at=now,
            by=by,
            before={"milestones": [_facts(milestone)]},
            after={"milestones": []},
            reason=reason,
        )
    _note("drop", milestone, goal, by, now)
    milestone.delete()


def _open_goal(goal: Goal, by: User) -> Goal:
    goal = locked(goal)
    check_owner(goal.owner, by)
    check_open(goal)
    check_pairing(goal.owner)
    return goal


def _both(milestone: Milestone, by: User) -> tuple[Goal, Milestone]:
    """The goal first, always: so two presses never wait for each other."""
    goal = _open_goal(milestone.goal, by)
    found = Milestone.objects.filter(pk=milestone.pk, goal=goal).first()
    if found is None:
        raise DomainError(_("This step is gone."))
    return goal, found


def _facts(milestone: Milestone) -> dict[str, str]:
    return {"title": milestone.title, "due_on": milestone.due_on.isoformat()}


def _note(
    verb: str, milestone: Milestone, goal: Goal, by: User, now: datetime, **details: Any
) -> None:
    name = f"milestone.{verb}"
    record(by=by, verb=name, about=milestone, scope=goal.scope, now=now, **details)
