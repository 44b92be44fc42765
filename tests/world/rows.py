"""What the world is made of: its people, and its rows by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from mentorship.models import PairingMember

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class World:
    """`things` are rows by their name in the table, such as "goal[private]"."""

    now: datetime
    # Words to look for on pages where they must not be: in what a pair writes to each other, in
    # goals, promises and progress, and in what Maria keeps to herself.
    shared: str = ""
    own: str = ""
    secret: str = ""
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def words(self, text: str) -> str:
        return f"{text} {self.shared}".strip()

    def owned(self, text: str) -> str:
        return f"{text} {self.own}".strip()

    def hidden(self, text: str) -> str:
        return f"{text} {self.secret}".strip()


def member(world: World, name: str) -> PairingMember:
    return PairingMember.objects.with_person().get(pk=world[f"member[{name}]"].pk)
