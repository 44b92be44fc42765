"""Maria subscribes to her calendar and wants it to say more; Omar does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkins import services

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {"checkins:calendar_feed": "calendar"}
WISHES = {"says_more": True, "shows_promises": True, "names_in_subjects": True}


def add(world: World) -> None:
    services.save_calendar(by=world.maria, now=world.now, **WISHES)
    token = services.make_calendar_address(by=world.maria, now=world.now).token
    world.things |= {
        "calendar[marias]": token,
        "calendar[wrong]": token[:-1] + ("A" if token[-1] != "A" else "B"),
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    return {"says_more": "on"} if row == "checkins:calendar" else {}
