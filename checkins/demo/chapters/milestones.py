"""Maria's goal in three steps, and what colleagues say as a second way to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from checkins.demo.acting import Couple
from goals import services as promises
from goals.models import Goal
from goals.queries import wish_of
from goals.wishes import MeasureWish

DAY = timedelta(days=1)
STEPS = [
    ("A first talk to my own team", -24, -25),
    ("A talk to the department, without notes", 18, None),
    ("A talk to guests", 60, None),
]
RATED = MeasureWish(kind="rating", unit="how clear I was", start=Decimal(5), target=Decimal(8))
WHY = "Omar asked how I would know that the talks are any good. Now two colleagues tell me."


def tell(couples: Sequence[Couple], now: datetime) -> None:
    maria, owner = couples[0].maria, couples[0].mentee
    goal = Goal.objects.filter(owner=owner, state=Goal.State.AGREED).order_by("id").first()
    if goal is None:
        return
    for title, due, reached in STEPS:
        step = promises.add_milestone(
            goal=goal, by=maria, now=now - 30 * DAY, title=title, due_on=(now + due * DAY).date()
        )
        if reached is not None:
            promises.reach_milestone(milestone=step, by=maria, now=now + reached * DAY)
    wish = wish_of(goal)
    wish = replace(wish, measures=(*wish.measures, RATED))
    promises.edit_goal(goal=goal, wish=wish, by=maria, now=now - 20 * DAY, reason=WHY)
    rating = goal.measures.get(kind="rating")
    promises.log_progress(
        goal=goal,
        by=maria,
        now=now - 9 * DAY,
        value=Decimal(6),
        measure=rating,
        note="Iris and Ben both said 6: the middle part was long.",
        happened_on=(now - 9 * DAY).date(),
    )
