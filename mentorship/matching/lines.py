"""Reporting lines: who reports to whom, asked of any pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from numpy.typing import NDArray

from .people import Person
from .picks import Counts, Pick


class Lines:
    """Two people are in one line where either reports to the other, or both to the same person.

    Everybody somebody reports to is worth three features, so that one product asks all three
    questions: both report there; the mentee does and it is the mentor; the other way round.
    """

    def __init__(self, mentees: Sequence[Person], mentors: Sequence[Person]):
        heads = {name for each in (*mentees, *mentors) for name in each.reports_to}
        self.place = {name: 3 * k for k, name in enumerate(sorted(heads))}
        self._left = self._counts(mentees, (0, 1), 2)
        self._right = self._counts(mentors, (0, 2), 1)

    def __bool__(self) -> bool:
        return bool(self.place)

    def _counts(self, people: Sequence[Person], told: Iterable[int], own: int) -> Counts:
        place, told = self.place, tuple(told)
        rows = [
            [
                *((place[name] + k, 1) for name in person.reports_to for k in told),
                *((place[name] + own, 1) for name in person.names if name in place),
            ]
            for person in people
        ]
        return Counts(rows, 3 * len(place))

    def shared(self, pick: Pick) -> NDArray[Any]:
        """Whether the picked pairs are in one line."""
        return pick.dot(self._left, self._right) > 0
