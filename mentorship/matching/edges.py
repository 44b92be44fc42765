"""Few pairs instead of all: candidate lists, the solver on them, and the prices it implies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from .tables import TOP_SCORE, Ints, Ranks, Table, blocks

CANDIDATES = 24  # per mentee and per list
_ATTEMPTS = 3  # of solving with charges; the last one is without
_OPENING = 60  # rounds of asking to guess the first prices
_FRESH = 16  # pairs a mentee may add in one round of pricing


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
    parts, complete = [], True
    for lo, hi in blocks(table.rows, columns):
        rank = table.rank(lo, hi)
        if int(np.count_nonzero(rank >= 0, axis=1).max(initial=0)) <= 2 * CANDIDATES:
            row, column = np.nonzero(rank >= 0)
        else:
            complete = False
            row, column = _best(rank, lo, CANDIDATES if centre is not None else 2 * CANDIDATES)
            if centre is not None:
                more = _best(np.where(rank < 0, -1, rank - centre + TOP_SCORE), lo, CANDIDATES)
                row, column = np.concatenate([row, more[0]]), np.concatenate([column, more[1]])
        parts.append((lo + row, column, table.pairs(lo + row, column)))
    return Edges.collect(parts), complete


def _spread(rows: Ints, columns: int) -> tuple[Ints, int]:
    """A number per row to mix into column numbers, so that ties differ from row to row."""
    bits = columns.bit_length()
    return (rows * 2_654_435_761) & ((1 << bits) - 1), bits


def _best(rank: Ranks | Ints, lo: int, count: int) -> tuple[Ints, Ints]:
    """Rows (from lo) and columns of each row's highest ranks."""
    rows, columns = rank.shape
    mix, bits = _spread(np.arange(lo, lo + rows), columns)
    wide = np.arange(columns) ^ mix[:, None]
    key = (
        ((rank.astype(np.int64) << bits) | wide)
        if bits > 16
        else ((rank.astype(np.int32) << np.int32(bits)) | wide.astype(np.int32))
    )
    key.sort(axis=1)  # numpy sorts rows faster than it partitions them
    key = key[:, -count:]
    row, place = np.nonzero(key >= 0)
    return row, (key[row, place].astype(np.int64) & ((1 << bits) - 1)) ^ mix[row]


@dataclass(frozen=True)
class Priced:
    """What a look at all pairs found."""

    edges: Edges  # the pairs worth more than their prices, and some near ones
    found: int  # how many are worth more; 0 = nothing outside the edges can improve the result
    whole: bool  # whether the edges hold every pair without slack


def price_all(table: Table, price: Ints, surplus: Ints) -> Priced:
    """Reads every pair and collects those that beat their prices, or nearly do."""
    columns, parts, found, whole = len(table.capacity), [], 0, True
    for lo, hi in blocks(table.rows, columns):
        worth = table.block(lo, hi)
        gain = worth - price
        gain -= surplus[lo:hi, None]
        flat = np.flatnonzero(gain >= -table.unit)
        if len(flat) > 2 * _FRESH * (hi - lo):
            flat, whole = np.flatnonzero(gain > 0), False
        if not len(flat):
            continue
        more = gain.ravel()[flat]
        found += int(np.count_nonzero(more > 0))
        row, column = flat // columns, flat % columns
        keep = _leading(row, column, more, columns)
        whole &= np.count_nonzero(more >= 0) == np.count_nonzero(more[keep] >= 0)
        parts.append((lo + row[keep], column[keep], worth.ravel()[flat[keep]]))
    return Priced(Edges.collect(parts), found, whole)


def _leading(row: Ints, column: Ints, gain: Ints, columns: int) -> Ints:
    """Indices of each row's `_FRESH` largest gains."""
    mix, _ = _spread(row, columns)
    order = np.lexsort((column ^ mix, -gain, row))
    first = np.searchsorted(row[order], row[order])
    return order[np.arange(len(order)) - first < _FRESH]


def opening_prices(edges: Edges, table: Table) -> Ints:
    """A guess of seat prices (mentors,): whoever is asked by more mentees than seats gets dearer.

    Only speed depends on how good the guess is.
    """
    price = np.zeros(len(table.capacity))
    start = np.flatnonzero(np.diff(edges.row, prepend=-1))
    length = np.diff(start, append=len(edges.row))
    if not len(start):
        return price.astype(np.int64)
    for step in 3 * table.unit * 0.97 ** np.arange(_OPENING):
        gain = edges.worth - price[edges.column]
        best = np.flatnonzero(gain == np.repeat(np.maximum.reduceat(gain, start), length))
        choice = best[np.flatnonzero(np.diff(edges.row[best], prepend=-1))]
        load = np.bincount(edges.column[choice], minlength=len(price))
        price += step * np.clip(load - table.capacity, -1, 2)
        np.maximum(price, 0, out=price)
    return price.astype(np.int64)


def best_on(edges: Edges, seats: Ints, table: Table, price: Ints) -> Ints:
    """The best assignment on these pairs: a mentor per mentee (mentees,), -1 where none.

    Earlier prices make the solver some ten times faster: charging a mentor's price beforehand
    leaves it little to find out. The result is the best one wherever each mentor charged for is
    full; else it is tried again without the charges that were too high, at last without any.
    """
    charge = np.maximum(0, price - 5 * table.unit)
    for attempt in range(_ATTEMPTS):
        mentor_of = _solve(edges, seats, table, charge)
        load = np.bincount(mentor_of[mentor_of >= 0], minlength=len(seats))
        wrong = (charge > 0) & (load < _seats_in_use(edges, seats))
        if not wrong.any():
            break
        charge[wrong] = 0
        if attempt == _ATTEMPTS - 2:
            charge[:] = 0
    return mentor_of


def _seats_in_use(edges: Edges, seats: Ints) -> Ints:
    return np.minimum(seats, np.bincount(edges.column, minlength=len(seats)))


def _solve(edges: Edges, seats: Ints, table: Table, charge: Ints) -> Ints:
    """One column per seat, and one dummy column per mentee so that a full matching exists.

    scipy drops explicit zeros, so costs start at 1.
    """
    used = _seats_in_use(edges, seats)
    start = np.concatenate([[0], np.cumsum(used)])
    times = used[edges.column]
    first = np.cumsum(times) - times
    seat = np.repeat(start[edges.column] - first, times) + np.arange(times.sum())
    everyone = np.arange(table.rows)
    row = np.concatenate([np.repeat(edges.row, times), everyone])
    column = np.concatenate([seat, start[-1] + everyone])
    cost = np.repeat(table.top + 1 - edges.worth + charge[edges.column], times)
    cost = np.concatenate([cost, np.full(table.rows, table.top + 1)]).astype(np.float64)
    shape = (table.rows, int(start[-1]) + table.rows)
    rows, columns = min_weight_full_bipartite_matching(csr_array((cost, (row, column)), shape))
    owner = np.concatenate([np.repeat(np.arange(len(used)), used), np.full(table.rows, -1)])
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
