"""How many of the last due things got an answer: any answer, so that a hard week is no failure.

Pure Python: no Django, no database, no clock. It moves by one thing at a time and never starts
from nothing again, however long somebody was away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LAST = 8
FEWEST = 3  # below this a share says nothing


@dataclass(frozen=True, order=True)
class Due:
    on: date
    answered: bool


@dataclass(frozen=True)
class Momentum:
    answered: int
    of: int

    @property
    def waiting(self) -> int:
        return self.of - self.answered


def momentum(dues: Iterable[Due]) -> Momentum | None:
    """Of the last eight by their day; None while there are fewer than three."""
    last = sorted(dues)[-LAST:]
    if len(last) < FEWEST:
        return None
    return Momentum(sum(due.answered for due in last), len(last))
