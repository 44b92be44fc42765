"""A pairing that ended: Maria and Fred."""

from __future__ import annotations

from decimal import Decimal

from checkins import services as checkins
from checkins.services import NewPromise
from checkins.tests.make import make_check_in
from goals import services as goals
from goals.queries import consent_of
from mentorship.models import Pairing
from mentorship.tests import make

from .promises import agreed_goal
from .rows import DAY, HOUR, World


def add_former_life(world: World, former: Pairing) -> None:
    """What Maria and Fred did together before their pairing closed."""
    when = world.now - 37 * DAY
    maria = make.member_of(former, world.maria)
    goal = agreed_goal(world, maria, world.fred, "Speak once a week", when)
    promise = goals.make_commitment(
        owner=maria,
        text=world.owned("Write the first page"),
        due_on=when.date() + 3 * DAY,
        by=world.maria,
        now=when,
        goal=goal,
    )
    check_in = make_check_in(former, starts_at=when + DAY, created_at=when)
    close_out = checkins.close_out_check_in(
        check_in=check_in,
        by=world.maria,
        now=when + DAY + HOUR,
        summary=world.words("We began."),
        promises=[
            NewPromise(
                owner=maria,
                text=world.owned("Read one book"),
                due_on=when.date() + 5 * DAY,
            )
        ],
    )
    feedback = checkins.give_feedback(
        to=maria,
        by=world.fred,
        kind="affirm",
        text=world.words("You asked a good question."),
        client_token="former",
        now=when + DAY + 2 * HOUR,
        goal=goal,
    )
    entry = goals.log_progress(
        goal=goal, by=world.maria, now=when, value=Decimal(1), note=world.owned("It went well.")
    )
    world.things |= {
        "goal[former]": goal,
        "promise[former]": promise,
        "check_in[former]": check_in,
        "close_out[former]": close_out,
        "feedback[former]": feedback,
        "entry[former]": entry,
        "consent[former]": consent_of(goal),
    }
