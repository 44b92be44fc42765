"""What Maria and Omar bring to the check-in ahead, a question of Maria's that waits, one that she put
away, one of the time with Fred, and one of Nina's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from checkins import services
from checkins.models import SavedQuestion
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:brief": "check_in",
    "checkins:prepare_check_in": "check_in",
    "checkins:mark_question_asked": "saved_question",
    "checkins:put_away_question": "saved_question",
    "checkins:bring_back_question": "saved_question",
}


def add(world: World) -> None:
    for person, secret in (
        (world.maria, world.hidden("Ask him for a reference.")),
        (world.omar, ""),
    ):
        services.prepare_check_in(
            check_in=world["check_in[ahead]"],
            by=person,
            now=world.now - DAY,
            version=0,
            summary=world.words("Two talks held, one of them in front of the board."),
            private_note=secret,
        )
    put_away = _save(world, "active", world.maria, world.hidden("Should I leave?"))
    services.put_away_question(question=put_away, by=world.maria, now=world.now)
    _save(world, "active", world.omar, world.words("What did you notice?"))
    world.things |= {
        "saved_question[waiting]": _save(world, "active", world.maria, world.words("How loud?")),
        "saved_question[put away]": put_away,
        "saved_question[other]": _save(world, "other", world.nina, world.words("What next?")),
        "saved_question[former]": _row(world, "closed", world.maria, world.words("And now?")),
    }


def _save(world: World, label: str, by: Any, text: str) -> SavedQuestion:
    place = make.member_of(world[f"pairing[{label}]"], by)
    return services.save_question(
        place=place, text=text, by=by, now=world.now - DAY, client_token="p"
    )


def _row(world: World, label: str, by: Any, text: str, token: str = "r") -> SavedQuestion:
    place = make.member_of(world[f"pairing[{label}]"], by)
    facts = {"text": text, "client_token": token, "saved_at": world.now - 40 * DAY}
    return SavedQuestion.objects.create(author=place, **facts)


def sent_with(row: str, world: World) -> dict[str, Any]:
    return {
        "checkins:prepare_check_in": {"summary": "Something new.", "seen_version": "1"},
        "checkins:save_question": {"text": "What would you do?", "client_token": "s"},
    }.get(row.partition("[")[0], {})


def crowd(world: World, many: int) -> None:
    """Many questions of both that wait, were asked, and were put away."""
    for person in (world.maria, world.omar):
        for number in range(many):
            for state in SavedQuestion.State:
                row = _row(world, "active", person, "Why?", f"{state}-{number}")
                if state != "waiting":
                    held = world["check_in[held]"] if state == "asked" else None
                    row.state, row.ended_at, row.check_in = state, world.now, held
                    row.save()
