"""Notes of Maria's and Omar's in each ink, and a line back from Omar about what she wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from checkins import services
from checkins.models import Note
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:correct_note": "note",
    "checkins:history": "pairing",
    "checkins:note_check_in": "check_in",
    "checkins:note_pairing": "pairing",
    "checkins:notes_told": "cohort",
    "checkins:put_right_close_out": "close_out",
    "checkins:share_note": "note",
}
MAIL_KINDS = {
    "checkins.close_out_put_right": ("service", True, "stream", "hold"),
    "checkins.note_to_program": ("service", True, "stream", "hold"),
}


def add(world: World) -> None:
    """Also one that Maria wrote when she worked with Fred."""
    from tests.world import member

    maria, omar, now = member(world, "maria"), member(world, "omar"), world.now - 2 * DAY
    hers = {"author": maria, "by": world.maria, "now": now}
    his = {"author": omar, "by": world.omar, "now": now}
    held = world["check_in[held]"]
    former = make.member_of(world["pairing[closed]"], world.maria)
    world.things |= {
        "note[private]": services.write_note(
            ink="private", text=world.hidden("I was tired."), check_in=held, **hers
        ),
        "note[shared]": services.write_note(
            ink="shared", text=world.words("The book is at the desk."), **his
        ),
        "note[program]": Note.objects.create(
            author=maria, ink="program", text="May we go on longer?", written_at=now
        ),
        "note[former]": Note.objects.create(
            author=former, ink="private", text="It was a start.", written_at=now - 40 * DAY
        ),
    }
    Note.objects.create(author=former, ink="program", text="It was good.", written_at=now)


def sent_with(row: str, world: World) -> dict[str, Any]:
    note = {"text": "One more thing.", "ink": "shared", "client_token": "n"}
    return {
        "checkins:correct_note": note,
        "checkins:note_check_in": note,
        "checkins:note_pairing": note,
        "checkins:put_right_close_out": {"text": "Two slides, I think.", "client_token": "b"},
        "checkins:share_note": note,
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    """Pavel answers what Nina wrote; Maria writes to the program."""
    from tests.world import member

    next_week = now + 8 * DAY  # in this one her three mails have come
    services.put_right_close_out(
        close_out=world["close_out[other]"],
        by=world.pavel,
        text=world.words("Two slides."),
        now=next_week,
    )
    services.write_note(
        author=member(world, "maria"),
        by=world.maria,
        ink="program",
        text=world.hidden("Please call me."),
        now=now,
    )


def crowd(world: World, many: int) -> None:
    """Many notes of both, about a talk and about none, in every ink."""
    for name in ("maria", "omar"):
        for number in range(many):
            for ink in Note.Ink:
                facts = {"ink": ink, "text": f"Note {number}", "written_at": world.now - 400 * DAY}
                author = world[f"member[{name}]"]
                Note.objects.create(author=author, **facts)
                Note.objects.create(author=author, check_in=world["check_in[held]"], **facts)
