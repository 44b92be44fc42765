"""Wins: Maria's own and shared ones, one that she hid, one of the time with Fred, one of Omar's and
one of Nina's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goals import services
from goals.models import Cheer, Win
from goals.tests.make import make_commitment
from mentorship.models import PairingMember
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "goals:cheer_win": "win",
    "goals:hide_win": "win",
    "goals:show_win": "win",
}


def add(world: World) -> None:
    made = {
        "shared": _win(world, "maria", "us", world.owned("I spoke first in the meeting.")),
        "thanked": _win(world, "maria", "thanks", world.owned("The talk is written.")),
        "private": _win(world, "maria", "me", world.hidden("I was not nervous at all.")),
        "hidden": _win(world, "maria", "us", world.hidden("I asked for a raise.")),
        "omars": _win(world, "omar", "us", world.owned("I listened for ten minutes.")),
        "other": _win(world, "nina", "us", world.owned("They said yes.")),
        "former": Win.objects.create(
            owner=world["member[maria before]"],
            words=world.owned("Fred liked my plan."),
            reach="thanks",
            on=(world.now - 35 * DAY).date(),
            at=world.now - 35 * DAY,
        ),
    }
    services.hide_win(win=made["hidden"], by=world.maria, now=world.now)
    services.cheer_win(win=made["thanked"], by=world.omar, now=world.now)
    world.things |= {f"win[{label}]": win for label, win in made.items()}


def _win(world: World, name: str, reach: str, words: str) -> Win:
    owner = PairingMember.objects.with_person().get(pk=world[f"member[{name}]"].pk)
    when = world.now - 3 * DAY
    return services.add_win(owner=owner, words=words, by=world.people[name], now=when, reach=reach)


def sent_with(row: str, world: World) -> dict[str, Any]:
    return {
        "goals:add_win": {"words": "I asked.", "reach": "us", "client_token": "x"},
        "checkins:print_story": {"keep": [f"win-{world['win[shared]'].pk}"]},
    }.get(row.partition("[")[0], {})


def crowd(world: World, many: int) -> None:
    """Many wins of both, cheered; and enough answers for patterns."""
    pair = [make.member_of(world["pairing[active]"], world.people[n]) for n in ("maria", "omar")]
    for member, other in (pair, pair[::-1]):
        for number in range(many):
            _of_a_member(world, member, other, number)


def _of_a_member(world: World, member: PairingMember, other: PairingMember, number: int) -> None:
    day = world.now - number * DAY
    promise = make_commitment(
        member,
        state="done",
        due_on=day.date(),
        cue="If it rains" if number % 2 else "",
        answered_at=day,
    )
    promise.answers.create(
        answer="done" if number % 2 else "moved",
        moved_to=day.date(),
        due_on=day.date(),
        at=day,
        on=day.date(),
    )
    early = {"kind": "early", "about": f"promise:{promise.pk}", "commitment": promise}
    by_hand = {
        "kind": "hand",
        "words": "A good day.",
        "hidden_at": world.now if number < 9 else None,
    }
    for facts in (early, by_hand):
        win = Win.objects.create(owner=member, on=day.date(), at=day, **facts)
        Cheer.objects.create(win=win, by=other, at=day)
