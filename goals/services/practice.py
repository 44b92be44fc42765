"""What a mentor or a partner practices for themselves: private always, without date or number."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal
from goals.services.parts import check_open, check_owner, check_pairing, locked, note
from mentorship.models import Enrollment, PairingMember


@transaction.atomic
def start_practice(
    *,
    owner: PairingMember,
    title: str,
    by: User,
    now: datetime,
    relevant: str = "",
    client_token: str = "",
) -> Goal:
    """No mail ever asks about it, so no consent is offered: a question stands after each check-in."""
    check_owner(owner, by)
    check_pairing(owner)
    if owner.role == Enrollment.Role.MENTEE:
        raise DomainError(_("Practice is for mentors and partners. Write a goal instead."))
    facts = {"title": title, "relevant": relevant, "practice": True, "created_at": now}
    if client_token:
        goal, new = Goal.objects.get_or_create(
            owner=owner, client_token=client_token, defaults=facts
        )
    else:
        goal, new = Goal.objects.create(owner=owner, **facts), True
    if new:
        note("practice", goal, by, now)
    return goal


@transaction.atomic
def edit_practice(*, goal: Goal, title: str, relevant: str, by: User, now: datetime) -> Goal:
    goal = locked(goal)
    check_owner(goal.owner, by)
    check_open(goal)
    if not goal.practice:
        raise DomainError(_("This goal is not one that you practice."))
    if (goal.title, goal.relevant) != (title, relevant):
        goal.title, goal.relevant = title, relevant
        goal.save(update_fields=["title", "relevant"])
        note("edit", goal, by, now)
    return goal
