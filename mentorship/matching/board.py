"""Scores of pairs of people: hard rules as bits, criteria as points, their weighted sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .criteria import UNKNOWN, Plane, places
from .lines import Lines
from .own import measure, plane
from .people import NEUTRAL, Person, Rules
from .picks import Block, Pairs, Pick, grid
from .results import Reason
from .tables import Ints, Scores, blocks

# Hard rules that hold whatever the coordinator sets: oneself, someone either does not want or must
# not have, and, unless allowed, a past partner and one's own reporting line. Hard criteria follow
# by their keys.
FIXED_RULES = ("self", "excluded", "past_partner", "reporting_line")
_LINE = FIXED_RULES.index("reporting_line")
Points = dict[str, NDArray[np.int8]]  # criterion -> points of every pair
_KEPT = 2**28  # bytes of points that are kept for other weights, one per pair and criterion


class Board:
    """Everything the rules say about the pairs of two groups of people."""

    def __init__(
        self,
        mentees: Sequence[Person],
        mentors: Sequence[Person],
        rules: Rules,
        known: Board | None = None,
    ):
        """known: a board of the same people under other rules, to take over what still holds."""
        self.mentees, self.mentors, self.rules = mentees, mentors, rules
        self.shape = (len(mentees), len(mentors))
        width = len(rules.criteria)
        weights = [rules.weights_for(person) for person in mentees]
        self.weights = np.array(weights, np.int16).reshape(-1, width)
        self._built = {} if known is None else known.still(rules)
        kept: Points = {} if known is None else known._kept
        self._kept: Points = {key: points for key, points in kept.items() if key in self._built}
        self.planes: dict[str, Plane] = {}
        for place, each in enumerate(rules.criteria):
            if each.hard or self.weights[:, place].any():
                if each.key not in self._built:
                    self._built[each.key] = plane(each.key, mentees, mentors, rules)
                self.planes[each.key] = self._built[each.key]
        self.rule_names = (*FIXED_RULES, *(each.key for each in rules.criteria if each.hard))
        self._forbidden: list[Any]
        if known is not None and known.rules.repeat_partners == rules.repeat_partners:
            self._forbidden = known._forbidden
        else:
            self._forbidden = [grid(cells, *self.shape) for cells in self._fixed()]
        self._lines: Lines = Lines(mentees, mentors) if known is None else known._lines
        self._heeds_lines = rules.reporting_line and bool(self._lines)

    def with_rules(self, rules: Rules) -> Board:
        """The same people under other rules; criteria that measure alike are not read anew."""
        return Board(self.mentees, self.mentors, rules, self)

    def still(self, rules: Rules) -> dict[str, Plane]:
        """The criteria built so far that say the same under these rules."""
        return {
            key: each
            for key, each in self._built.items()
            if measure(key, rules) == measure(key, self.rules)
        }

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
        return {key: self._points(key, pick) for key in self.planes}

    def _points(self, key: str, pick: Pick) -> NDArray[Any]:
        kept = self._kept.get(key)
        if kept is not None:
            return pick.cells(kept)
        return self.planes[key].points(pick).astype(np.int8, copy=False)

    def _hard_points(self, pick: Pick) -> dict[str, NDArray[Any]]:
        return {c.key: self._points(c.key, pick) for c in self.rules.criteria if c.hard}

    def broken(self, pick: Pick, points: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """The hard rules that forbid each pair, bit k for `rule_names[k]`; 0 = allowed."""
        bits = sum(pick.look(cells) << k for k, cells in enumerate(self._forbidden))
        if self._heeds_lines:  # nobody is in a line with themselves
            line = self._lines.shared(pick) & (pick.look(self._forbidden[0]) == 0)
            bits = bits | (line.astype(np.int64) << _LINE)
        hard = (each for each in self.rules.criteria if each.hard)
        for k, each in enumerate(hard, start=len(FIXED_RULES)):
            low = (points[each.key] != UNKNOWN) & (points[each.key] < each.at_least)
            bits = bits | (low.astype(np.int64) << k)
        return np.asarray(bits)

    def score(self, pick: Pick, points: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """Sum of weight x points, 0..10,000, whether the pair is allowed or not."""
        total = np.zeros(1, np.int16)
        for place, each in enumerate(self.rules.criteria):
            if each.key in points and self.weights[:, place].any():
                said = points[each.key]
                known = np.where(said == UNKNOWN, np.int8(NEUTRAL), said).astype(np.int16)
                known *= pick.left(self.weights[:, place])
                total = np.add(total, known, out=known)
        return total

    def _allowed(self, pick: Pick, points: dict[str, NDArray[Any]]) -> NDArray[np.bool_]:
        """Whether `broken` is 0, without counting which."""
        ok = np.ones(1, np.bool_)
        for cells in self._forbidden:
            if cells.nnz:
                ok = ok & (pick.look(cells) == 0)
        if self._heeds_lines:
            ok = ok & ~self._lines.shared(pick)
        for each in (each for each in self.rules.criteria if each.hard):
            said = points[each.key]
            ok = ok & ((said == UNKNOWN) | (said >= each.at_least))
        return ok

    @cached_property
    def scores(self) -> Scores:
        """All pairs, (mentees, mentors) int16, -1 = not allowed."""
        result = np.empty(self.shape, np.int16)
        new = [key for key in self.planes if key not in self._kept]
        room = _KEPT // max(1, result.size) - len(self._kept)
        fresh = {key: np.empty(self.shape, np.int8) for key in new} if len(new) <= room else {}
        for lo, hi in blocks(*self.shape, times=2):
            pick = Block(slice(lo, hi), slice(None))
            points = self.points(pick)
            for key, cells in fresh.items():
                cells[lo:hi] = points[key]
            allowed = self._allowed(pick, points)
            result[lo:hi] = np.where(allowed, self.score(pick, points), np.int16(-1))
        self._kept |= fresh
        return result

    def row(self, i: int) -> tuple[Ints, Ints]:
        """Of one mentee with everybody: scores, allowed or not, and rule bits; (mentors,) each."""
        pick = Block(slice(i, i + 1), slice(None))
        points, shape = self.points(pick), (1, self.shape[1])
        found = self.score(pick, points), self.broken(pick, points)
        score, bits = (np.broadcast_to(each, shape)[0].astype(np.int64) for each in found)
        return score, bits

    def blocked(self, rows: Ints, columns: Ints) -> Iterator[Ints]:
        """For each of `rows` the rule bits (columns,) of its pairs with `columns`."""
        for lo, hi in blocks(len(rows), len(columns)):
            pick = Block(rows[lo:hi], columns)
            yield from self.broken(pick, self._hard_points(pick))

    def blocked_mentors(self, columns: Ints, rows: Ints) -> Iterator[Ints]:
        """For each of `columns` the rule bits (rows,) of its pairs with `rows`."""
        for lo, hi in blocks(len(columns), len(rows)):
            pick = Block(rows, columns[lo:hi])
            yield from self.broken(pick, self._hard_points(pick)).T

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
    facts, question = this.facts(i, j), board.rules.question(key)
    return Reason(
        criterion=key,
        points=points,
        weight=weight,
        part=weight * points,
        silent=_silent(bool(this.said[0][i]), bool(this.said[1][j])) if neutral else "",
        shared=() if neutral else facts.shared,
        numbers={} if neutral else dict(facts.numbers),
        sensitive=board.rules.is_sensitive(key),
        label=question.label if question else "",
        compare=question.compare if question else "",
    )


def _silent(mentee: bool, mentor: bool) -> str:
    if mentee and mentor:
        return "question"
    if mentee:
        return "mentor"
    return "mentee" if mentor else "both"
