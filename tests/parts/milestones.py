"""Steps of goals, and goals that are known by more than one number."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goals import services as goals
from goals.models import Goal, Milestone

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "goals:add_milestone": "goal",
    "goals:drop_milestone": "milestone",
    "goals:reach_milestone": "milestone",
    "goals:reopen_milestone": "milestone",
}


def add(world: World) -> None:
    for label in ("private", "shared", "other", "former"):
        step = _step(world, world[f"goal[{label}]"], "Book a room")
        world.things[f"milestone[{label}]"] = step
    reached = _step(world, world["goal[shared]"], "Find a first audience")
    world.things["milestone[reached]"] = goals.reach_milestone(
        milestone=reached, by=world.maria, now=world.now - 2 * DAY
    )


def _step(world: World, goal: Goal, title: str) -> Milestone:
    title = world.hidden(title) if goal == world["goal[private]"] else world.owned(title)
    return Milestone.objects.create(
        goal=goal,
        title=title,
        due_on=(world.now + 20 * DAY).date(),
        created_at=world.now - 3 * DAY,
    )


def sent_with(row: str, world: World) -> dict[str, Any]:
    return {
        "goals:add_milestone": {"title": "Ask ten people", "due_on": f"{world.now:%Y-%m-%d}"},
        "goals:drop_milestone": {"reason": "It is not needed."},
    }.get(row.partition("[")[0], {})


def crowd(world: World, many: int) -> None:
    for number in range(2 * many):
        _step(world, world["goal[shared]"], f"Step {number}")
