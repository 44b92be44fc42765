"""The best assignment with its proof: solve on few pairs, price all, until none is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .edges import (
    FRESH,
    Edges,
    Priced,
    best_on,
    candidates,
    least_prices,
    opening_prices,
    price_all,
)
from .tables import TOP_SCORE, Ints, ScoreTable, TieTable, Worth, blocks, stable_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from .tables import Table

_MANY = 8  # missing pairs per mentee after which earlier prices are of no use


@dataclass(frozen=True, eq=False)
class Assignment:
    """Who goes to whom, and the proof that no other answer is better.

    The proof: no pair is worth more than mentee_price + seat_price, and all prices together
    (each mentee's, and capacity times each seat's) are what the chosen pairs are worth. Prices
    are in units of worth, see `rates`; `gain` reads a seat's price level by level.
    """

    mentor_of: Ints  # (mentees,) column of the mentor, -1 = unmatched
    total: int  # sum of the scores, 0..10,000 each
    certified: bool
    seat_price: Ints  # (mentors,) what one more seat of this mentor would gain
    mentee_price: Ints  # (mentees,)
    matched: int
    below_floor: int
    value: int  # worth of the chosen pairs together
    bound: int  # worth that no assignment can exceed; equal to value when certified
    rates: Worth
    rounds: int  # how often all pairs were priced

    @property
    def gain(self) -> Ints:
        """What one more seat gains, (mentors, 3): people matched, pairs above the floor, points."""
        return self.rates.split(self.seat_price)


def assign(
    scores: ArrayLike,
    capacity: ArrayLike,
    *,
    floor: int = 0,
    mentee_ids: Sequence[object] | None = None,
    mentor_ids: Sequence[object] | None = None,
) -> Assignment:
    """Most mentees matched, then fewest pairs below the floor, then the highest total score.

    scores: integers (mentees, mentors), 0..10,000, -1 = not allowed. capacity: integers (mentors,).
    floor: 0..10,000. Equally good answers are told apart by a hash of the ids (row numbers where
    none are given), so the same people get the same answer in any order. ValueError on bad input.
    """
    table = _checked(scores, capacity, floor)
    return assign_table(table, *_hash_ids(table, mentee_ids, mentor_ids))


def assign_table(
    table: ScoreTable, mentee_ids: Sequence[object], mentor_ids: Sequence[object]
) -> Assignment:
    """`assign` for a table that is already checked; the table may hold bonuses."""
    best = prove(table)
    hashes = (stable_hash(mentee_ids, "mentee"), stable_hash(mentor_ids, "mentor"))
    ties = TieTable(table, best.price, best.surplus, hashes)
    start = None
    if best.tight is not None:
        start = Edges(*best.tight, ties.pairs(*best.tight))
    mentor_of = prove(ties, start).mentor_of
    return certify(table, mentor_of, best.price, best.surplus, best.rounds)


@dataclass(frozen=True, eq=False)
class Optimum:
    """An optimal answer for a table with its lowest prices."""

    mentor_of: Ints
    price: Ints
    surplus: Ints
    rounds: int
    tight: tuple[Ints, Ints] | None  # all pairs without slack, None = too many to list


def prove(table: Table, every: Edges | None = None) -> Optimum:
    """Solves on candidates, adds the pairs that beat their prices, until there are none.

    `every`: all allowed pairs, where they are known to be few. Large capacities are opened step by
    step too: a mentor gets more seats only while they have a price.
    """
    edges, complete = candidates(table) if every is None else (every, True)
    offering = max(1, int(np.count_nonzero(table.capacity)))
    limit = np.minimum(table.capacity, table.rows)
    seats = np.minimum(limit, max(4, 2 * -(-table.rows // offering)))
    price, rounds = opening_prices(edges, table), 0
    while True:
        rounds += 1
        mentor_of = best_on(edges, seats, table, price)
        price, surplus = least_prices(edges, mentor_of, len(limit))
        seen = Priced(edges, 0, True)
        if not complete:
            seen = price_all(table, price, surplus, FRESH << max(0, rounds - 2))
        wanted = (price > 0) & (seats < limit)
        if not seen.found and not wanted.any():
            tight = seen.edges.tight(price, surplus) if seen.whole else None
            return Optimum(mentor_of, price, surplus, rounds, tight)
        seats = np.where(wanted, np.minimum(limit, 2 * seats), seats)
        if not complete:
            edges = edges.joined(seen.edges)
        if rounds == 1 and seen.found > _MANY * table.rows:  # so many that these prices say little
            price = opening_prices(edges, table)


def certify(
    table: ScoreTable, mentor_of: Ints, price: Ints, surplus: Ints, rounds: int = 0
) -> Assignment:
    """Checks an answer and its prices against every pair, trusting nothing that led to them."""
    row = np.flatnonzero(mentor_of >= 0)
    column = mentor_of[row]
    worth, supported = _supported(table, mentor_of, price, surplus)
    load = np.bincount(column, minlength=len(price))
    legal = bool((worth[row] >= 0).all() and (load <= table.capacity).all())
    score = table.scores[row, column].astype(np.int64)
    value = _exact_sum(worth)
    seats = zip(price.tolist(), table.capacity.tolist(), strict=True)
    bound = _exact_sum(surplus) + sum(each * count for each, count in seats)
    return Assignment(
        mentor_of=mentor_of,
        total=int(score.sum()),
        certified=legal and supported and value == bound,
        seat_price=price,
        mentee_price=surplus,
        matched=len(row),
        below_floor=int(np.count_nonzero(score < table.worth.floor)),
        value=value,
        bound=bound,
        rates=table.worth,
        rounds=rounds,
    )


def _supported(table: ScoreTable, mentor_of: Ints, price: Ints, surplus: Ints) -> tuple[Ints, bool]:
    """Worth of each mentee's pair (mentees,), 0 = none; and whether the prices cover every pair."""
    worth, covered = np.zeros(table.rows, np.int64), bool((price >= 0).all())
    for lo, hi in blocks(table.rows, len(price)):
        block = table.block(lo, hi)
        covered &= bool((block - price <= surplus[lo:hi, None]).all())
        mine = lo + np.flatnonzero(mentor_of[lo:hi] >= 0)
        worth[mine] = block[mine - lo, mentor_of[mine]]
    return worth, covered and bool((surplus >= 0).all())


def _exact_sum(worth: Ints) -> int:
    """The sum as a Python int; the parts stay far from 2**63 even where the sum would not."""
    low = worth & (2**32 - 1)
    return (int((worth >> 32).sum()) << 32) + int(low.sum())


def _checked(scores: ArrayLike, capacity: ArrayLike, floor: int) -> ScoreTable:
    score, seats = np.asarray(scores), np.asarray(capacity)
    if score.ndim != 2 or seats.shape != (score.shape[1],):
        raise ValueError("scores must be (mentees, mentors) and capacity (mentors,)")
    for name, array in (("scores", score), ("capacity", seats)):
        if array.size and array.dtype.kind not in "iu":
            raise ValueError(f"{name} must be integers")
    if score.size and not (score.min() >= -1 and score.max() <= TOP_SCORE):
        raise ValueError("scores must be between -1 and 10,000")
    if seats.size and seats.min() < 0:
        raise ValueError("capacity must not be negative")
    if not 0 <= floor <= TOP_SCORE:
        raise ValueError("floor must be between 0 and 10,000")
    return ScoreTable(score.astype(np.int16, copy=False), seats.astype(np.int64), floor)


def _hash_ids(
    table: ScoreTable, mentee_ids: Sequence[object] | None, mentor_ids: Sequence[object] | None
) -> tuple[Sequence[object], Sequence[object]]:
    mentees, mentors = table.scores.shape
    ids = (
        range(mentees) if mentee_ids is None else mentee_ids,
        range(mentors) if mentor_ids is None else mentor_ids,
    )
    for name, given, length in zip(
        ("mentee_ids", "mentor_ids"), ids, (mentees, mentors), strict=True
    ):
        if len(given) != length or len({str(one) for one in given}) != length:
            raise ValueError(f"{name} must be {length} different ids")
    return ids
