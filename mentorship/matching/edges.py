"""Few pairs instead of all: candidate lists, the solver on them, and the prices it implies."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from .tables import TOP_SCORE, Ints, Ranks, Table, blocks

CANDIDATES = 24  # per mentee and per list
_SAMPLED = 8  # one column of so many is sorted to see what a high rank is
_ATTEMPTS = 5  # of solving with charges; the last one is without
_BIDS = 300  # rounds of bidding to guess the first prices, at most
_LEFT = 100  # bidding ends once fewer than one mentee of so many has no seat
_FEW = 8  # pairs per mentee that the solver is done with before prices are guessed
FRESH = 16  # pairs a mentee may add in one round of pricing, the first rounds


class NotOptimal(RuntimeError):
    """The solver's answer is not the best on the pairs it was given: a defect, not an input."""


@dataclass(frozen=True)
class Edges:
    """Pairs as three arrays of one length, sorted by row, then column, each pair once."""

    row: Ints
    column: Ints
    worth: Ints

    @classmethod
    def collect(cls, parts: list[tuple[Ints, Ints, Ints]]) -> Edges:
        if not parts:
            none = np.zeros(0, np.int64)
            return cls(none, none, none)
        row, column, worth = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        width = int(column.max(initial=0)) + 1
        _, first = np.unique(row * width + column, return_index=True)
        return cls(row[first], column[first], worth[first])

    def tight(self, price: Ints, surplus: Ints) -> tuple[Ints, Ints]:
        """Rows and columns of the pairs worth exactly their prices."""
        keep = self.worth == price[self.column] + surplus[self.row]
        return self.row[keep], self.column[keep]

    def joined(self, other: Edges) -> Edges:
        return Edges.collect(
            [(self.row, self.column, self.worth), (other.row, other.column, other.worth)]
        )


def candidates(table: Table) -> tuple[Edges, bool]:
    """The pairs to start from, and whether they are all the allowed pairs there are.

    Per mentee the best by score and the best by score minus the mentor's mean: the first list
    alone asks for the same popular mentors and leaves people out.
    """
    centre, columns = table.centre(), len(table.capacity)
    lift = None if centre is None else (TOP_SCORE - centre).astype(np.int32)
    parts, complete = [], True
    for lo, hi in blocks(table.rows, columns):
        rank = table.rank(lo, hi)
        if int(np.count_nonzero(rank >= 0, axis=1).max(initial=0)) <= 2 * CANDIDATES:
            row, column = np.nonzero(rank >= 0)
        else:
            complete = False
            row, column = _best(rank, lo, CANDIDATES if lift is not None else 2 * CANDIDATES)
            if lift is not None:
                more = _best(np.where(rank < 0, np.int32(-1), rank + lift), lo, CANDIDATES)
                row, column = np.concatenate([row, more[0]]), np.concatenate([column, more[1]])
        parts.append((lo + row, column, table.pairs(lo + row, column)))
    return Edges.collect(parts), complete


def _spread(rows: Ints, columns: int) -> tuple[Ints, int]:
    """A number per row to mix into column numbers, so that ties differ from row to row."""
    bits = columns.bit_length()
    return (rows * 2_654_435_761) & ((1 << bits) - 1), bits


def _best(rank: Ranks, lo: int, count: int) -> tuple[Ints, Ints]:
    """Rows (from lo) and columns of each row's highest ranks: `count`, rarely fewer.

    Every eighth column tells how high a rank has to be to be looked at; the few that are get
    sorted. Sorting whole rows would take most of the time of a whole matching.
    """
    rows, columns = rank.shape
    mix, bits = _spread(np.arange(lo, lo + rows), columns)
    whole: Any = np.int32 if bits <= 16 else np.int64
    key: NDArray[Any] = rank.astype(whole) << whole(bits)
    key |= np.arange(columns, dtype=whole) ^ mix.astype(whole)[:, None]
    sample = np.sort(key[:, ::_SAMPLED], axis=1)
    enough = min(sample.shape[1], 2 * count // _SAMPLED + 1)
    high = np.maximum(sample[:, -enough, None], 0)
    found = np.flatnonzero(key >= high)
    chosen = np.sort((found // columns << 48) | key.ravel()[found])
    row, key = chosen >> 48, chosen & ((1 << 48) - 1)
    after = np.searchsorted(row, np.arange(rows), side="right")[row] - np.arange(len(row))
    row, key = row[after <= count], key[after <= count]
    return row, (key & ((1 << bits) - 1)) ^ mix[row]


@dataclass(frozen=True)
class Priced:
    """What a look at all pairs found."""

    edges: Edges  # the pairs worth more than their prices, and some near ones
    found: int  # how many are worth more; 0 = nothing outside the edges can improve the result
    whole: bool  # whether the edges hold every pair without slack


def price_all(table: Table, price: Ints, surplus: Ints, fresh: int) -> Priced:
    """Reads every pair and collects those that beat their prices, or nearly do; of each mentee at
    most `fresh`."""
    columns, parts, found, whole = len(table.capacity), [], 0, True
    for lo, hi in blocks(table.rows, columns):
        worth = table.block(lo, hi)
        gain = worth - price
        gain -= surplus[lo:hi, None]
        flat = np.flatnonzero(gain >= -table.unit)
        if len(flat) > 2 * fresh * (hi - lo):
            flat, whole = np.flatnonzero(gain > 0), False
        if not len(flat):
            continue
        more = gain.ravel()[flat]
        found += int(np.count_nonzero(more > 0))
        row, column = flat // columns, flat % columns
        keep = _leading(row, column, more, columns, fresh)
        whole &= np.count_nonzero(more >= 0) == np.count_nonzero(more[keep] >= 0)
        parts.append((lo + row[keep], column[keep], worth.ravel()[flat[keep]]))
    return Priced(Edges.collect(parts), found, whole)


def _leading(row: Ints, column: Ints, gain: Ints, columns: int, count: int) -> Ints:
    """Indices of each row's `count` largest gains."""
    mix, _ = _spread(row, columns)
    order = np.lexsort((column ^ mix, -gain, row))
    first = np.searchsorted(row[order], row[order])
    return order[np.arange(len(order)) - first < count]


def opening_prices(edges: Edges, table: Table) -> Ints:
    """A guess of seat prices (mentors,) by an auction: whoever has no seat bids for the one they
    gain most from, as much as it is better than their second choice, and a little more; each mentor
    keeps the highest bids. Only speed depends on how good the guess is, so it stops early.
    """
    price = np.zeros(len(table.capacity), np.int64)
    if len(edges.row) < _FEW * table.rows:
        return price
    step = table.unit // 3
    bound = np.searchsorted(edges.row, np.arange(table.rows + 1))
    free = np.flatnonzero(np.diff(bound))
    kept = np.zeros((3, 0), np.int64)  # row, column and amount of the bids that hold a seat
    for _ in range(_BIDS):
        if len(free) <= table.rows // _LEFT:
            break
        bids = _bids(edges, price, step, bound, free)
        asked = np.zeros(len(price), np.bool_)
        asked[bids[1]] = True
        again = asked[kept[1]]
        bids = np.concatenate([kept[:, again], bids], axis=1)
        bids = bids[:, np.lexsort((bids[0], -bids[2], bids[1]))]
        place = np.arange(bids.shape[1]) - np.searchsorted(bids[1], bids[1])
        seats = table.capacity[bids[1]]
        free = bids[0, place >= seats]
        lowest = bids[:, place == seats - 1]
        price[lowest[1]] = np.maximum(price[lowest[1]], lowest[2])
        kept = np.concatenate([kept[:, ~again], bids[:, place < seats]], axis=1)
    guess: Ints = np.maximum(0, price - 2 * step)
    return guess


def _bids(edges: Edges, price: Ints, step: int, bound: Ints, rows: Ints) -> Ints:
    """Row, column and amount, (3, bids), of what each of `rows` offers; none where nothing gains."""
    edge, times = _ranges(bound, rows)
    column = edges.column[edge]
    gain = edges.worth[edge] - price[column]
    start = np.cumsum(times) - times
    best = np.maximum.reduceat(gain, start)
    ties = np.flatnonzero(gain == np.repeat(best, times))
    first = ties[np.searchsorted(ties, start)]
    gain[first] = 0
    second = np.maximum(0, np.maximum.reduceat(gain, start))
    amount = price[column[first]] + best - second + step
    offers: Ints = np.stack([rows, column[first], amount])[:, best > 0]
    return offers


def best_on(edges: Edges, seats: Ints, table: Table, price: Ints) -> Ints:
    """The best assignment on these pairs: a mentor per mentee (mentees,), -1 where none.

    Earlier prices make the solver some ten times faster: charging a mentor's price beforehand
    leaves it little to find out. The result is the best one wherever each mentor charged for is
    full; else it is tried again, with the prices found and without the charges that were too high,
    at last without any.
    """
    few = table.unit // 3
    charge, uncharged = np.maximum(0, price - few), np.zeros(len(seats), np.bool_)
    for attempt in range(_ATTEMPTS):
        mentor_of = _solve(edges, seats, table, charge)
        load = np.bincount(mentor_of[mentor_of >= 0], minlength=len(seats))
        wrong = (charge > 0) & (load < _seats_in_use(edges, seats))
        if not wrong.any():
            break
        if attempt < _ATTEMPTS - 2:
            left = Edges(edges.row, edges.column, edges.worth - charge[edges.column])
            charge = np.maximum(0, charge + least_prices(left, mentor_of, len(seats))[0] - few)
            uncharged |= wrong
            charge[uncharged] = 0
        else:
            charge[:] = 0
    return mentor_of


def _seats_in_use(edges: Edges, seats: Ints) -> Ints:
    return np.minimum(seats, np.bincount(edges.column, minlength=len(seats)))


def _solve(edges: Edges, seats: Ints, table: Table, charge: Ints) -> Ints:
    """One column per seat. Where not everybody can have one, also a dummy column per mentee, since
    the solver wants a full matching.

    Where everybody can, every best answer places everybody: one more pair is worth more than
    anything else, and answers that break ties are best ones. The solver is quicker without dummies.
    """
    used = _seats_in_use(edges, seats)
    if used.sum() >= table.rows:
        with suppress(ValueError):  # there is no full matching
            return _solve_with(edges, used, table, charge, dummies=0)
    return _solve_with(edges, used, table, charge, dummies=table.rows)


def _solve_with(edges: Edges, used: Ints, table: Table, charge: Ints, *, dummies: int) -> Ints:
    """scipy drops explicit zeros, so costs start at 1."""
    start = np.concatenate([[0], np.cumsum(used)])
    times = used[edges.column]
    first = np.cumsum(times) - times
    seat = np.repeat(start[edges.column] - first, times) + np.arange(times.sum())
    everyone = np.arange(dummies)
    row = np.concatenate([np.repeat(edges.row, times), everyone])
    column = np.concatenate([seat, start[-1] + everyone])
    cost = np.repeat(table.top + 1 - edges.worth + charge[edges.column], times)
    cost = np.concatenate([cost, np.full(dummies, table.top + 1)]).astype(np.float64)
    shape = (table.rows, int(start[-1]) + dummies)
    rows, columns = min_weight_full_bipartite_matching(csr_array((cost, (row, column)), shape))
    owner = np.concatenate([np.repeat(np.arange(len(used)), used), np.full(dummies, -1)])
    mentor_of = np.full(table.rows, -1)
    mentor_of[rows] = owner[columns]
    return mentor_of


def least_prices(edges: Edges, mentor_of: Ints, mentors: int) -> tuple[Ints, Ints]:
    """The lowest seat prices (mentors,) and mentee surpluses (mentees,) that support the result.

    The lowest price of a seat is what one more seat of that mentor would gain. Found as longest
    paths from free seats and unmatched mentees; only what changed is followed further.
    """
    mentees = len(mentor_of)
    bound = np.searchsorted(edges.row, np.arange(mentees + 1))
    own = np.zeros(mentees, np.int64)
    hit = edges.column == mentor_of[edges.row]
    own[edges.row[hit]] = edges.worth[hit]
    order = np.argsort(mentor_of, kind="stable")
    group = np.searchsorted(mentor_of[order], np.arange(mentors + 1))
    price, rows = np.zeros(mentors, np.int64), np.arange(mentees)
    for _ in range(mentors + 2):
        paid = np.append(price, 0)[mentor_of[rows]]  # nobody, -1, costs nothing
        edge, times = _ranges(bound, rows)
        higher = price.copy()
        offer = np.repeat(paid - own[rows], times) + edges.worth[edge]
        np.maximum.at(higher, edges.column[edge], offer)
        changed = np.flatnonzero(higher > price)
        price = higher
        if not len(changed):
            return price, own - np.append(price, 0)[mentor_of]
        rows = order[_ranges(group, changed)[0]]
    raise NotOptimal("seat prices keep rising")


def _ranges(bound: Ints, which: Ints) -> tuple[Ints, Ints]:
    """Positions bound[w]..bound[w + 1] of each w in `which`, in a row, and how many of each."""
    times = bound[which + 1] - bound[which]
    shift = np.repeat(bound[which] - (np.cumsum(times) - times), times)
    return shift + np.arange(len(shift)), times
