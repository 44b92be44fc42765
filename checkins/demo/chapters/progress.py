"""What Maria's first goal has to show: something delivered, what others said, what she learned."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins.demo.acting import Couple
from goals import services
from goals.models import Goal

LATELY = (
    (
        16,
        "The outline is with the team.",
        "https://example.org/outline",
        "delivered",
    ),
    (9, "Jon said that the second half was the first time he could follow.", "", "said"),
    (3, "Fewer slides leave more room for questions.", "", "learned"),
)


def tell(couples: list[Couple], now: datetime) -> None:
    maria = couples[0].mentee
    goal = Goal.objects.filter(owner=maria, state=Goal.State.AGREED).order_by("id").first()
    if goal is None:
        return
    for days, note, link, outcome in LATELY:
        services.log_progress(
            goal=goal,
            by=maria.person,
            now=now - timedelta(days=days),
            note=note,
            link=link,
            outcome=outcome,
            client_token=f"demo-{outcome}",
        )
