"""Maria's 90 days grow from her goal; she shares them, and looked back on day 30 yesterday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from checkins.demo.acting import Couple
from goals import services
from goals.models import Goal
from goals.wishes import PlanWish, ReviewWish, ThemeWish

THEMES = (
    ("Watch how others do it", "Sit in on three meetings and note what keeps the room listening."),
    ("Speak in small rooms", "The team update without slides, every second week."),
    ("Speak where it counts", "The monthly review, with one question back to the room."),
)


def tell(couples: Sequence[Couple], now: datetime) -> None:
    maria = couples[0].mentee
    begun, yesterday = now - timedelta(days=32), now - timedelta(days=1)
    goals = Goal.objects.filter(owner=maria).open().values_list("pk", flat=True)
    plan = services.start_plan(
        owner=maria,
        by=maria.person,
        now=begun,
        wish=PlanWish(
            point_a="I read my slides aloud, and questions make me nervous.",
            point_b="I speak to the room without notes, and I like the questions.",
            starts_on=begun.date(),
            themes=tuple(
                ThemeWish(position=number, title=title, about=about)
                for number, (title, about) in enumerate(THEMES, start=1)
            ),
            goals=tuple(goals[:2]),
        ),
    )
    services.share_plan(plan=plan, by=maria.person, now=begun)
    services.write_plan_review(
        plan=plan,
        day=30,
        by=maria.person,
        now=yesterday,
        wish=ReviewWish(
            moved="I gave the first update without slides. Nobody minded the pauses.",
            surprised="That people ask more when I show less.",
            change="One meeting a week to watch is enough; the rest of the time goes into practice.",
            asking="same",
        ),
    )
