"""Scores of pairs of people: hard rules as bits, criteria as points, their weighted sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .criteria import UNKNOWN, Plane, places, plane
from .people import NEUTRAL, SENSITIVE, Person, Rules
from .picks import Block, Pairs, Pick, grid
from .results import Reason
from .tables import Ints, Scores, blocks

# Hard rules that hold whatever the coordinator sets: oneself, someone either does not want or must
# not have, and, unless allowed, a past partner. Hard criteria follow by their keys.
FIXED_RULES = ("self", "excluded", "past_partner")


class Board:
    """Everything the rules say about the pairs of two groups of people."""

    def __init__(self, mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules):
        self.mentees, self.mentors, self.rules = mentees, mentors, rules
        self.shape = (len(mentees), len(mentors))
        width = len(rules.criteria)
        weights = [rules.weights_for(person) for person in mentees]
        self.weights = np.array(weights, np.int32).reshape(-1, width)
        self.planes: dict[str, Plane] = {
            each.key: plane(each.key, mentees, mentors, rules)
            for place, each in enumerate(rules.criteria)
            if each.hard or self.weights[:, place].any()
        }
        self.rule_names = (*FIXED_RULES, *(each.key for each in rules.criteria if each.hard))
        self._forbidden = [grid(cells, *self.shape) for cells in self._fixed()]

    def _fixed(self) -> list[dict[tuple[int, int], int]]:
        """Per fixed rule the (mentee, mentor) pairs it forbids."""
        keys: dict[str, list[int]] = {}
        for j, person in enumerate(self.mentors):
            keys.setdefault(person.key, []).append(j)
        own = {(i, j): 1 for i, p in enumerate(self.mentees) for j in keys.get(p.key, ())}
        past = [frozenset[str]()] * len(self.mentees), [frozenset[str]()] * len(self.mentors)
        if not self.rules.repeat_partners:
            past = [p.past_partners for p in self.mentees], [p.past_partners for p in self.mentors]
        sides = (self.mentees, self.mentors)
        unwanted = tuple([p.rather_not | p.excluded for p in side] for side in sides)
        return [own, self._named(*unwanted), self._named(*past)]

    def _named(
        self, by_mentees: Sequence[frozenset[str]], by_mentors: Sequence[frozenset[str]]
    ) -> dict[tuple[int, int], int]:
        """The pairs in which either names the other."""
        found: dict[tuple[int, int], int] = {}
        mentees, mentors = places(self.mentees), places(self.mentors)
        for i, names in enumerate(by_mentees):
            found.update(((i, j), 1) for name in names for j in mentors.get(name, ()))
        for j, names in enumerate(by_mentors):
            found.update(((i, j), 1) for name in names for i in mentees.get(name, ()))
        return found

    def points(self, pick: Pick) -> dict[str, NDArray[Any]]:
        """Criterion -> points of the picked pairs, UNKNOWN where it knows nothing."""
        return {key: each.points(pick) for key, each in self.planes.items()}

    def broken(self, pick: Pick, points: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """The hard rules that forbid each pair, bit k for `rule_names[k]`; 0 = allowed."""
        bits = sum(pick.look(cells) << k for k, cells in enumerate(self._forbidden))
        hard = (each for each in self.rules.criteria if each.hard)
        for k, each in enumerate(hard, start=len(FIXED_RULES)):
            low = (points[each.key] != UNKNOWN) & (points[each.key] < each.at_least)
            bits = bits | (low.astype(np.int64) << k)
        return np.asarray(bits)

    def score(self, pick: Pick, points: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """Sum of weight x points, 0..10,000, whether the pair is allowed or not."""
        total = np.zeros(1, np.int32)
        for place, each in enumerate(self.rules.criteria):
            if each.key in points and self.weights[:, place].any():
                known = np.where(points[each.key] == UNKNOWN, NEUTRAL, points[each.key])
                known *= pick.left(self.weights[:, place])
                total = np.add(total, known, out=known)
        return total

    @cached_property
    def scores(self) -> Scores:
        """All pairs, (mentees, mentors) int16, -1 = not allowed."""
        result = np.full(self.shape, -1, np.int16)
        for lo, hi in blocks(*self.shape, times=2):
            pick = Block(slice(lo, hi), slice(None))
            points = self.points(pick)
            allowed = self.broken(pick, points) == 0
            result[lo:hi] = np.where(allowed, self.score(pick, points), -1)
        return result

    def blocked(self, rows: Ints, columns: Ints) -> Iterator[Ints]:
        """For each of `rows` the rule bits (columns,) of its pairs with `columns`."""
        hard = {each.key for each in self.rules.criteria if each.hard}
        for lo, hi in blocks(len(rows), len(columns)):
            pick = Block(rows[lo:hi], columns)
            points = {key: p.points(pick) for key, p in self.planes.items() if key in hard}
            yield from self.broken(pick, points)

    def blocked_mentors(self, columns: Ints, rows: Ints) -> Iterator[Ints]:
        """For each of `columns` the rule bits (rows,) of its pairs with `rows`."""
        hard = {each.key for each in self.rules.criteria if each.hard}
        for lo, hi in blocks(len(columns), len(rows)):
            pick = Block(rows, columns[lo:hi])
            points = {key: p.points(pick) for key, p in self.planes.items() if key in hard}
            yield from self.broken(pick, points).T

    def names(self, bits: int) -> tuple[str, ...]:
        """The rules of some bits."""
        return tuple(name for k, name in enumerate(self.rule_names) if bits >> k & 1)

    def silent(self) -> tuple[str, ...]:
        """Criteria that count the same for every pair, since one side has said nothing."""
        return tuple(
            key
            for key, each in self.planes.items()
            if not (
                (each.said[0].any() or each.said[1].any())
                if each.either
                else (each.said[0].any() and each.said[1].any())
            )
        )

    def pairs(self, rows: Ints, columns: Ints) -> list[PairView]:
        """What there is to tell about rows[k] with columns[k]."""
        pick = Pairs(rows, columns)
        points = self.points(pick)
        broken = self.broken(pick, points).tolist()
        known = {key: values.tolist() for key, values in points.items()}
        return [
            PairView(self, i, j, {key: known[key][k] for key in known}, broken[k])
            for k, (i, j) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True))
        ]


class PairView:
    """One pair's score and the reasons for it."""

    def __init__(self, board: Board, i: int, j: int, points: dict[str, int], broken: int):
        self.broken = board.names(broken)
        self.reasons = tuple(
            sorted(
                (
                    _reason(board, i, j, each.key, weight, points[each.key])
                    for each, weight in zip(
                        board.rules.criteria, board.weights[i].tolist(), strict=True
                    )
                    if weight or each.hard
                ),
                key=lambda reason: -reason.part,
            )
        )
        self.parts = {reason.criterion: reason.part for reason in self.reasons if reason.weight}
        self.score = sum(self.parts.values())


def _reason(board: Board, i: int, j: int, key: str, weight: int, points: int) -> Reason:
    this = board.planes[key]
    neutral = points == UNKNOWN
    points = NEUTRAL if neutral else points
    facts = this.facts(i, j)
    return Reason(
        criterion=key,
        points=points,
        weight=weight,
        part=weight * points,
        silent=_silent(bool(this.said[0][i]), bool(this.said[1][j])) if neutral else "",
        shared=() if neutral else facts.shared,
        numbers={} if neutral else dict(facts.numbers),
        sensitive=key in SENSITIVE,
    )


def _silent(mentee: bool, mentor: bool) -> str:
    if mentee and mentor:
        return "question"
    if mentee:
        return "mentor"
    return "mentee" if mentor else "both"
