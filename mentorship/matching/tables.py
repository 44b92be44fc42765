"""What a pair is worth: the objective's levels folded into one integer per pair.

The levels are ordered by exchange rates so large that no sum of a lower level can outweigh one
step of a higher one. Everything is int64 and every worth stays below 2**53, so the solver's
float64 arithmetic on worths is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Ints = NDArray[np.int64]
Ranks = NDArray[np.int32]
Scores = NDArray[np.int16]
Hashes = NDArray[np.uint64]

TOP_SCORE = 10_000
FORBIDDEN = np.int64(-(2**62))  # worth of a pair that is not allowed
_CELLS = 2**16  # a block of rows is this many cells: its int64 copy stays in the cache
_HASH_BITS = 32


class Table(Protocol):
    """A block-wise view of the worth of every pair, as the prover reads it."""

    capacity: Ints  # (mentors,)
    rows: int
    top: int  # no worth is above this
    unit: int  # what counts as a small difference between two worths

    def block(self, lo: int, hi: int) -> Ints:
        """Worth of rows lo..hi, shape (hi - lo, mentors); FORBIDDEN where not allowed."""

    def pairs(self, row: Ints, column: Ints) -> Ints:
        """Worth of single pairs that are allowed, elementwise."""

    def rank(self, lo: int, hi: int) -> Ranks:
        """The same rows in 0..10,000, for choosing candidates; -1 where not allowed."""

    def centre(self) -> Ints | None:
        """Mean rank of each column (mentors,), or None where columns do not differ."""


def blocks(rows: int, columns: int, times: int = 1) -> Iterator[tuple[int, int]]:
    """Row ranges (lo, hi) of some 2**16 cells each, or `times` as many."""
    step = max(1, times * _CELLS // max(1, columns))
    for lo in range(0, rows, step):
        yield lo, min(rows, lo + step)


@dataclass(frozen=True)
class Worth:
    """The exchange rates. worth = matched + floor_worth * (score >= floor) + score + bonus."""

    matched: int
    floor_worth: int
    floor: int
    bonus: int  # the largest bonus of a single pair

    @classmethod
    def of(cls, pairs: int, floor: int, bonus: int = 0) -> Worth:
        """Rates for at most `pairs` matched pairs; 0 <= floor <= 10,000."""
        points = TOP_SCORE + bonus
        above = 2 * pairs * points + 1 if floor else 0
        return cls(2 * pairs * (above + points) + 1, above, floor, bonus)

    @property
    def top(self) -> int:
        return self.matched + self.floor_worth + TOP_SCORE + self.bonus

    def by_score(self) -> Ints:
        """Worth of score -1, 0, 1 … 10,000 without bonus, (10,002,)."""
        score = np.arange(-1, TOP_SCORE + 1)
        worth = self.matched + score + np.where(score >= self.floor, self.floor_worth, 0)
        worth[0] = FORBIDDEN
        return worth

    def split(self, price: Ints) -> Ints:
        """Prices as (mentors, 3): more people matched, more pairs above the floor, more points."""
        people = (price + self.matched // 2) // self.matched
        rest = price - people * self.matched
        above = np.zeros_like(price)
        if self.floor_worth:
            above = (rest + self.floor_worth // 2) // self.floor_worth
        return np.stack([people, above, rest - above * self.floor_worth], axis=1)


class ScoreTable:
    """The first three levels: people matched, pairs at or above the floor, points."""

    unit = 100

    def __init__(self, scores: Scores, capacity: Ints, floor: int, extra: Extra | None = None):
        self.scores, self.capacity, self.extra = scores, capacity, extra
        self.rows = len(scores)
        pairs = int(min(self.rows, capacity.sum() + 1))  # prices tell of one seat more
        self.worth = Worth.of(pairs, floor, extra.most if extra else 0)
        self.top = self.worth.top
        self._of_score = self.worth.by_score()

    def block(self, lo: int, hi: int) -> Ints:
        worth = self._of_score[self.scores[lo:hi] + 1]
        if self.extra:
            row, column, points = self.extra.within(lo, hi)
            worth[row, column] += points
        return worth

    def pairs(self, row: Ints, column: Ints) -> Ints:
        worth = self._of_score[self.scores[row, column] + 1]
        return worth + self.extra.of(row, column) if self.extra else worth

    def rank(self, lo: int, hi: int) -> Ranks:
        return self.scores[lo:hi].astype(np.int32)

    def centre(self) -> Ints | None:
        total = np.zeros(self.scores.shape[1], np.int64)
        count = np.zeros_like(total)
        for lo, hi in blocks(*self.scores.shape):
            score = self.scores[lo:hi]
            total += np.maximum(score, 0).sum(axis=0, dtype=np.int64)
            count += np.count_nonzero(score >= 0, axis=0)
        return total // np.maximum(count, 1)


@dataclass(frozen=True)
class Extra:
    """Bonus points of a few allowed pairs, sorted by row, then column; arrays of one length."""

    row: Ints
    column: Ints
    points: Ints
    columns: int  # mentors there are

    @property
    def most(self) -> int:
        return int(self.points.max(initial=0))

    def within(self, lo: int, hi: int) -> tuple[Ints, Ints, Ints]:
        """Those of rows lo..hi, their rows counted from lo."""
        span = slice(*np.searchsorted(self.row, [lo, hi]))
        return self.row[span] - lo, self.column[span], self.points[span]

    def of(self, row: Ints, column: Ints) -> Ints:
        """The bonus of these pairs, elementwise, 0 where none."""
        keys = np.append(self.row * self.columns + self.column, -1)
        asked = row * self.columns + column
        place = np.searchsorted(keys[:-1], asked)
        return np.where(keys[place] == asked, np.append(self.points, 0)[place], 0)


class TieTable:
    """The last level: among all best results, the one with the highest sum of pair hashes.

    Every best result uses only pairs without slack under any best prices, fills each mentor who
    has a price and places each mentee who has a surplus (complementary slackness). So this table
    allows just the pairs without slack and pays for the filling and placing above all hashes.
    """

    unit = 2**_HASH_BITS // 32

    def __init__(self, base: Table, price: Ints, surplus: Ints, hashes: tuple[Hashes, Hashes]):
        self.base, self.price, self.surplus = base, price, surplus
        self.rows, self.capacity = base.rows, base.capacity
        self._mentee, self._mentor = hashes
        pairs = int(min(self.rows, self.capacity.sum()))
        self._due = pairs * 2**_HASH_BITS + 1
        self.top = 2 * self._due + 2**_HASH_BITS

    def pairs(self, row: Ints, column: Ints) -> Ints:
        due = (self.surplus[row] > 0).astype(np.int64) + (self.price[column] > 0)
        worth: Ints = due * self._due + pair_hash(self._mentee[row], self._mentor[column])
        return worth

    def block(self, lo: int, hi: int) -> Ints:
        row, column = self._tight(lo, hi)
        worth = np.full((hi - lo, len(self.capacity)), FORBIDDEN)
        worth[row, column] = self.pairs(lo + row, column)
        return worth

    def rank(self, lo: int, hi: int) -> Ranks:
        row, column = self._tight(lo, hi)
        value = pair_hash(self._mentee[lo + row], self._mentor[column])
        rank = np.full((hi - lo, len(self.capacity)), -1, np.int32)
        rank[row, column] = value >> (_HASH_BITS - 13)
        return rank

    def _tight(self, lo: int, hi: int) -> tuple[Ints, Ints]:
        """Rows (from lo) and columns of the pairs without slack."""
        slack = self.base.block(lo, hi) - self.price
        row, column = np.nonzero(slack == self.surplus[lo:hi, None])
        return row, column

    def centre(self) -> Ints | None:
        return None


def stable_hash(ids: Sequence[object], side: str) -> Hashes:
    """64 bits per id, the same on every machine and in every process."""
    digests = (blake2b(f"{side}:{one}".encode(), digest_size=8).digest() for one in ids)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def pair_hash(mentee: Hashes, mentor: Hashes) -> Ints:
    """32 well mixed bits per pair (the finalizer of splitmix64), elementwise."""
    mixed: Hashes = mentee ^ (mentor * np.uint64(0x9E3779B97F4A7C15))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - _HASH_BITS)
    return mixed.astype(np.int64)
