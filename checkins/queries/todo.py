"""One thing that waits for somebody: a card on the home page, or a mentor's line about a pairing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from accounts.models.people import short_name

MOST_OF_A_SORT = 3
MOST = {
    "agreement to begin": 1,
    "close_out": 1,
    "fit check": 1,
    "win": 1,
}  # the next one comes when this one is done


class Row(NamedTuple):
    """`pairing` is 0 where it is about none; `member` is the other's place in it, where one writes
    to them; `name` and `email` are theirs."""

    what: str
    pk: int
    pairing: int
    member: int
    name: str
    email: str

    @property
    def by(self) -> dict[str, str]:
        return {"name": short_name(self.name, self.email)}


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """`kind` chooses the part of the template that draws it; of each `sort` a few are shown at a
    time. `pairing` is the key of the one that it is about, 0 for none."""

    kind: str = "link"
    title: str
    sort: str
    text: str = ""
    url: str = ""
    label: str = ""
    pairing: int = 0
    thing: Any = None


def a_few(todos: Iterable[ToDo]) -> Iterator[ToDo]:
    shown: Counter[str] = Counter()
    for todo in todos:
        shown[todo.sort] += 1
        if shown[todo.sort] <= MOST.get(todo.sort, MOST_OF_A_SORT):
            yield todo
