"""The door of 90-day plans, and who may do what with them."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from goals.models import Plan

from .doors import found


def get_plan(user: User, pk: int) -> Plan:
    return found(Plan.objects.visible_to(user).with_people().with_contents(), pk=pk)


def plan_rights(user: User, plan: Plan) -> frozenset[str]:
    """What this person may ever do with this plan. The others read it."""
    if plan.owner.enrollment.user_id != user.pk:
        return frozenset()
    return frozenset({"edit", "share", "write_review", "start_next"})


def plan_actions(user: User, plan: Plan, today: date) -> frozenset[str]:
    """What the page offers now. Whoever wrote the last review goes on from it, even where
    they worked with somebody else by then."""
    if not plan_rights(user, plan):
        return frozenset()
    steps = set()
    if plan.owner.pairing.holds_seats:
        steps |= {"edit"} | (set() if plan.shared_at else {"share"})
        steps |= {"write_review"} if plan.days_to_review(today) else set()
    if not hasattr(plan, "followed_by") and any(review.is_last for review in plan.reviews.all()):
        steps |= {"start_next"}
    return frozenset(steps)
