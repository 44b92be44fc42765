"""A goal that repeats: its owner starts the next one; none is ever made by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal
from goals.queries import wish_of
from goals.repeats import next_date
from goals.services.goals import create_goal
from goals.services.parts import check_owner, locked


@transaction.atomic
def start_next_goal(*, goal: Goal, by: User, now: datetime) -> Goal:
    """A private draft with the same words and the next date. A second press finds the first."""
    goal = locked(goal)
    check_owner(goal.owner, by)
    following = Goal.objects.filter(follows=goal).first()
    if following is not None:
        return following
    if goal.is_open:
        raise DomainError(_("This goal is still open. The next one starts when it is over."))
    if not goal.repeats:
        raise DomainError(_("This goal does not repeat. You can write a new one."))
    today = by.local_date(now)
    before = wish_of(goal)
    wish = replace(
        before,
        due_on=next_date(goal.due_on or by.local_date(goal.created_at), goal.repeats, today),
        measures=tuple(replace(measure, pk=None) for measure in before.measures),
    )
    return create_goal(owner=goal.owner, wish=wish, by=by, now=now, follows=goal)
