"""What becomes of promises: Maria moved one, split another into smaller ones, and said what she saw
when she finished a third (to herself) and a fourth (to Omar too). One of her goals is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goals import services
from goals.wishes import PromiseWish

if TYPE_CHECKING:
    from goals.models import Commitment, Goal
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "goals:block_hour": "promise",
    "goals:reflect_on_commitment": "promise",
    "goals:reflect_on_goal": "goal",
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
    _look_back(world, "Rehearse alone", world.hidden("I was proud."), share=False)
    _look_back(world, "Rehearse together", world.owned("Somebody listened."), share=True)
    world.things |= {
        "promise[moved]": moved,
        "promise[split]": large,
        "goal[over]": _goal_that_is_over(world),
        "token[reflect]": _asked_by_mail(world),
    }


def _look_back(world: World, text: str, said: str, *, share: bool) -> None:
    promise = _promise(world, text)
    row = services.answer_commitment(
        commitment=promise, answer="done", by=world.maria, now=world.now - DAY
    )
    services.reflect_on_commitment(
        answer=row, by=world.maria, now=world.now - DAY, cause="people", text=said, share=share
    )


def _goal_that_is_over(world: World) -> Goal:
    from tests.world import agreed_goal, member

    when = world.now - 20 * DAY
    goal = agreed_goal(world, member(world, "maria"), world.omar, "Chair a meeting", when)
    return services.achieve_goal(goal=goal, by=world.maria, now=world.now - DAY)


def _asked_by_mail(world: World) -> str:
    promise = _promise(world, "Thank the team")
    services.answer_commitment(
        commitment=promise, answer="let_go", by=world.maria, now=world.now - DAY, via="mail"
    )
    token = services.reflect_token(promise, world.now - DAY)
    assert token is not None
    return token.raw


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
        "goals:reflect_on_commitment": {"cause": "time", "text": "So."},
        "goals:reflect_on_goal": {"cause": "time", "text": "So."},
        "goals:replan_commitment": {"cue": "lunch is over"},
        "goals:split_commitment": parts,
        "accounts:answer": {"cause": "time"} if row.endswith("[reflect]") else {},
    }.get(row.partition("[")[0], {})
