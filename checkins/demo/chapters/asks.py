"""Maria has asked for something and got an answer, and something from the shelf of her mentor."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins.demo.acting import Couple
from goals import services
from goals.wishes import ShelfWish

BOOK = ShelfWish(
    kind="book",
    title="Talk like a person",
    note="For the week before a presentation: how to find the one sentence that stays.",
    skip="everything about slides",
)
COURSE = ShelfWish(
    kind="link",
    title="Numbers for people who do not like numbers",
    url="https://example.org/numbers",
    note="Two evenings, then a budget is readable.",
)


def tell(couples: list[Couple], now: datetime) -> None:
    couple = couples[0]
    maria, omar = couple.maria, couple.omar
    days = [now - timedelta(days=ago) for ago in (9, 6, 5, 1)]
    book = services.add_shelf_item(wish=BOOK, by=omar, now=days[0], client_token=BOOK.title[:36])
    services.add_shelf_item(wish=COURSE, by=omar, now=days[0], client_token=COURSE.title[:36])
    ask = services.write_ask(
        to=couple.mentor,
        kind="resource",
        text="My first minute is always shaky. Is there one thing you would read?",
        by=maria,
        now=days[1],
        client_token=str(days[1]),
    )
    answer = "This one. Read it with a pencil, and skip what it says about slides."
    services.answer_ask(ask=ask, by=omar, now=days[2], text=answer, item=book)
    services.write_ask(
        to=couple.mentor,
        kind="introduction",
        text="Do you know somebody who leads a small team and would talk to me for half an hour?",
        by=maria,
        now=days[3],
        client_token=str(days[3]),
    )
