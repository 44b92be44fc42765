"""The log of a goal: Maria has delivered something and shows it; thirty and more entries of hers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goals import services as goals
from goals.models import ProgressEntry

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "goals:journal": "goal",
    "goals:progress_csv": "goal",
    "goals:progress_pdf": "goal",
}


def add(world: World) -> None:
    goals.log_progress(
        goal=world["goal[shared]"],
        by=world.maria,
        now=world.now - timedelta(days=2),
        note=world.owned("The slides are out."),
        link="https://example.org/slides",
        outcome="delivered",
    )


def crowd(world: World, many: int) -> None:
    for number in range(2 * many):
        ProgressEntry.objects.create(
            goal=world["goal[former]"] if number % 2 else world["goal[shared]"],
            by=world.maria,
            happened_on=(world.now - timedelta(days=number)).date(),
            note="One more.",
            outcome="learned",
            client_token=f"log-{number}",
            logged_at=world.now,
        )
