"""One of everything, made by the services themselves: what pages, mails and links are tried on.

Maria learns with Omar; Nina with Pavel, in the same cohort. Fred was Maria's mentor before. Ada
runs that cohort, Cleo another one of the same program, Dora another program as a whole, and is a
mentor there too. Eve is nobody's. Sam is staff.
"""

from __future__ import annotations

from datetime import datetime

from accounts.services.clockwork import tick
from tests.parts import PARTS

from .links import add_links, add_own_things
from .meetings import add_check_ins, add_feedback
from .pairs import add_agreements, add_pairings
from .people import MORE, add_people, add_programs, add_roster
from .promises import add_goals, add_promises, agreed_goal
from .rows import World, member

__all__ = ["MORE", "World", "agreed_goal", "make_world", "member"]


def make_world(now: datetime, **phrases: str) -> World:
    world = World(now, **phrases)
    add_people(world)
    add_programs(world)
    add_roster(world)
    add_pairings(world)
    add_agreements(world)
    add_goals(world)
    add_promises(world)
    add_check_ins(world)
    add_feedback(world)
    add_own_things(world)
    add_links(world)
    for part in PARTS:
        if hasattr(part, "add"):
            part.add(world)
    tick(now)  # check-ins are planned, reminders too, and what is due has left
    return world
