"""What becomes of promises: Maria moved one, and split another into smaller ones."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goals import services
from goals.wishes import PromiseWish

if TYPE_CHECKING:
    from goals.models import Commitment
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "goals:block_hour": "promise",
    "goals:replan_commitment": "promise",
    "goals:split_commitment": "promise",
}


def add(world: World) -> None:
    moved = _promise(world, "Read the report")
    services.answer_commitment(
        commitment=moved, answer="moved", by=world.maria, now=world.now - DAY
    )
    large = _promise(world, "Write the talk")
    parts = [
        PromiseWish(text=world.owned(text), due_on=(world.now + 9 * DAY).date())
        for text in ("Write the opening", "Write the end")
    ]
    services.split_commitment(
        commitment=large, parts=parts, left_as="partly", by=world.maria, now=world.now - DAY
    )
    world.things |= {"promise[moved]": moved, "promise[split]": large}


def _promise(world: World, text: str) -> Commitment:
    from tests.world import member

    return services.make_commitment(
        owner=member(world, "maria"),
        text=world.owned(text),
        cue=world.owned("the room is quiet"),
        due_on=(world.now + 4 * DAY).date(),
        by=world.maria,
        now=world.now - 2 * DAY,
    )


def sent_with(row: str, world: World) -> dict[str, Any]:
    soon = f"{world.now + 9 * DAY:%Y-%m-%d}"
    parts = {"left_as": "let_go", "ask": "dont"}
    for number in (1, 2):
        parts |= {f"part_{number}-text": f"Part {number}", f"part_{number}-due_on": soon}
    return {
        "goals:replan_commitment": {"cue": "lunch is over"},
        "goals:split_commitment": parts,
    }.get(row.partition("[")[0], {})
