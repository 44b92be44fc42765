"""Asks and shelves: one that Maria asked Omar, one that is answered, one of the time with Fred, one of
Nina's; a book on Omar's shelf that Maria has."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from goals import services
from goals.models import Ask, ShelfItem
from goals.wishes import ShelfWish
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "goals:answer_ask": "ask",
    "goals:withdraw_ask": "ask",
    "goals:edit_shelf_item": "shelf_item",
    "goals:share_shelf_item": "shelf_item",
    "goals:archive_shelf_item": "shelf_item",
}
MAIL_KINDS = {
    "goals.ask_written": ("service", True, "stream", "hold"),
    "goals.ask_answered": ("service", True, "stream", "hold"),
    "goals.shelf_shared": ("service", True, "stream", "hold"),
}


def add(world: World) -> None:
    active, former = world["pairing[active]"], world["pairing[closed]"]
    omar = make.member_of(active, world.omar)
    asked = {
        "open": _ask(world, omar, world.maria, "Which book on talks would you read first?"),
        "answered": _ask(world, omar, world.maria, "Who could show me a budget?"),
        "former": Ask.objects.create(
            asker=make.member_of(former, world.maria),
            to=make.member_of(former, world.fred),
            kind="advice",
            text=world.owned("How did you begin?"),
            client_token="f",
            asked_at=world.now - 40 * DAY,
        ),
    }
    book = services.add_shelf_item(
        wish=ShelfWish(kind="book", title=world.words("Talking"), note=world.words("Short.")),
        by=world.omar,
        now=world.now - DAY,
        client_token="book",
    )
    page = services.add_shelf_item(
        wish=ShelfWish(kind="link", title=world.words("A page")),
        by=world.maria,
        now=world.now - DAY,
        client_token="page",
    )
    page.shares.create(member=omar, shared_at=world.now - DAY)
    services.answer_ask(
        ask=asked["answered"],
        by=world.omar,
        now=world.now - DAY,
        text=world.words("Ask Lena."),
        item=book,
    )
    world.things |= {f"ask[{label}]": ask for label, ask in asked.items()}
    world.things["shelf_item[omars]"] = book


def _ask(world: World, to: Any, by: Any, text: str) -> Ask:
    return services.write_ask(
        to=to,
        kind="advice",
        text=world.words(text),
        by=by,
        now=world.now - 2 * DAY,
        client_token=text[:36],
    )


def sent_with(row: str, world: World) -> dict[str, Any]:
    thing = {"kind": "link", "title": "A page", "client_token": "t"}
    return {
        "goals:write_ask": {"kind": "advice", "text": "What now?", "client_token": "w"},
        "goals:answer_ask": {"text": "Begin small."},
        "goals:add_shelf_item": thing,
        "goals:edit_shelf_item": thing,
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    nina = make.member_of(world["pairing[other]"], world.nina)
    item = services.add_shelf_item(
        wish=ShelfWish(kind="link", title="A list", url="https://example.org/list", skip="the end"),
        by=world.pavel,
        now=now,
        client_token="o",
    )
    services.share_shelf_item(item=item, member=nina, by=world.pavel, now=now)


def crowd(world: World, many: int) -> None:
    """Many asks both ways, many things on the shelf, and all of them shared."""
    pair = [make.member_of(world["pairing[active]"], world.people[n]) for n in ("maria", "omar")]
    for asker, to in (pair, pair[::-1]):
        for number in range(many):
            facts = {"kind": "advice", "text": f"Ask {number}", "asked_at": world.now}
            Ask.objects.create(asker=asker, to=to, client_token=f"c{number}", **facts)
            item = ShelfItem.objects.create(
                owner=to.enrollment.user,
                kind="link",
                title=f"Thing {number}",
                client_token=f"c{number}",
                created_at=world.now,
            )
            item.shares.create(member=asker, shared_at=world.now)
