"""Check-ins, what came of them, and feedback."""

from __future__ import annotations

from django.db.models import Model

from accounts.models import User
from checkins import services as checkins
from checkins.models import CheckIn, CloseOut, Feedback
from checkins.services import NewPromise
from checkins.tests.make import make_check_in
from mentorship.models import PairingMember

from .rows import DAY, HOUR, World, member


def _check_in(world: World, label: str, days: float) -> CheckIn:
    starts_at = world.now + days * DAY
    return make_check_in(world[f"pairing[{label}]"], starts_at=starts_at, created_at=starts_at)


def add_check_ins(world: World) -> None:
    """One held and written down by Maria, one whose time has come, one ahead."""
    held, past, ahead = (_check_in(world, "active", days) for days in (-8, -1, 6))
    other = _check_in(world, "other", -8)
    theirs = _close(world, "other", other, world.nina)
    mine = _close(world, "active", held, world.maria)
    for check_in in (held, past, ahead, other):
        check_in.refresh_from_db()
    world.things |= {
        "check_in[held]": held,
        "check_in[past]": past,
        "check_in[ahead]": ahead,
        "check_in[other]": other,
        "close_out[marias]": mine,
        "close_out[other]": theirs,
    }


def _close(world: World, label: str, check_in: CheckIn, by: User) -> CloseOut:
    owners = list(PairingMember.objects.with_person().filter(pairing=world[f"pairing[{label}]"]))
    return checkins.close_out_check_in(
        check_in=check_in,
        by=by,
        now=check_in.starts_at + HOUR,
        summary=world.words("We looked at the first slides."),
        thanks=world.words("Thank you for the time."),
        private_note=world.hidden("I was nervous."),
        promises=[
            NewPromise(
                owner=owner,
                text=world.owned("Try the new opening"),
                due_on=(world.now + 6 * DAY).date(),
            )
            for owner in owners
        ],
    )


def _give(world: World, by: str, to: str, token: str, **about: Model) -> Feedback:
    return checkins.give_feedback(
        to=member(world, to),
        by=world.people[by],
        kind="observe",
        text=world.words("You paused before the numbers."),
        skill=world.words("Presenting"),
        client_token=token,
        now=world.now - 2 * DAY,
        **about,
    )


def add_feedback(world: World) -> None:
    answered = _give(world, "omar", "maria", "first", goal=world["goal[shared]"])
    checkins.answer_feedback(
        feedback=answered,
        by=world.maria,
        answer="will_try",
        text=world.words("I will pause twice."),
        now=world.now - DAY,
    )
    world.things |= {
        "feedback[answered]": answered,
        "feedback[to maria]": _give(world, "omar", "maria", "second"),
        "feedback[to omar]": _give(world, "maria", "omar", "third"),
        "feedback[other]": _give(world, "pavel", "nina", "fourth"),
    }
