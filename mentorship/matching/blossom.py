"""The best pairs within one group: a maximum-weight matching, on the few pairs that can matter.

A general matching on all pairs takes the cube of their number. The same question with everybody
on both sides at once is an assignment, which is solved fast, and its prices bound what any pairs
can be worth: whatever a pair falls short of its prices is lost. A pair that alone loses more than
the best pairs known so far lose together is in no best answer and need not be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .engine import prove
from .tables import Hashes, Ints, Scores, ScoreTable, blocks, pair_hash, stable_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HASH_BITS = 32
_NEAR = 12  # pairs per person in the first guess
_ALL = 60  # people; so few are solved at once


@dataclass(frozen=True)
class _Links:
    """Possible pairs, one < other, with what they are worth and what they lose (twice)."""

    one: Ints
    other: Ints
    worth: Ints
    loss: Ints

    def where(self, keep: NDArray[np.bool_]) -> _Links:
        return _Links(self.one[keep], self.other[keep], self.worth[keep], self.loss[keep])


def best_pairs(scores: Scores, floor: int, ids: Sequence[object]) -> Ints:
    """Each person's partner (people,), -1 = nobody.

    scores: (people, people), symmetric, 0..10,000, -1 = not allowed, as is the diagonal. Most
    people in a pair, then fewest pairs below the floor, then the highest total, then a hash.
    """
    hashes = peer_hashes(ids)
    links, top = _links(scores, floor)
    if len(scores) > _ALL:
        partner = _solve(links.where(_nearest(links, len(scores))), hashes, len(scores))
        lost = top - 2 * _worth(links, partner)
        links = links.where(links.loss <= lost)
    partner = _solve(links, hashes, len(scores))[: len(scores)]
    return np.where(partner < len(scores), partner, -1)


def peer_hashes(ids: Sequence[object]) -> Hashes:
    return stable_hash(ids, "peer")


def tie_hash(hashes: Hashes, one: Ints, other: Ints) -> Ints:
    """32 bits per pair, whoever is named first."""
    a, b = hashes[one], hashes[other]
    return pair_hash(np.minimum(a, b), np.maximum(a, b))


def _links(scores: Scores, floor: int) -> tuple[_Links, int]:
    """All allowed pairs, and a bound: twice what no pairs together can exceed.

    An odd number cannot all be in pairs, but the assignment would let three share three halves.
    So one stand-in joins, whom everybody may have for as much as a pair can be worth without
    score; leaving someone to it changes nothing for the others.
    """
    people = len(scores)
    size = people + people % 2
    padded = np.full((size, size), -1, np.int16)
    padded[:people, :people] = scores
    if size > people:
        padded[people, :people] = padded[:people, people] = floor
    table = ScoreTable(padded, np.ones(size, np.int64), floor)
    best = prove(table)
    both = best.price + best.surplus
    parts = []
    for lo, hi in blocks(size, size):
        worth = table.block(lo, hi)
        row, column = np.nonzero((worth >= 0) & (np.arange(lo, hi)[:, None] < np.arange(size)))
        value = worth[row, column]
        parts.append((lo + row, column, value, both[lo + row] + both[column] - 2 * value))
    if not parts:
        none = np.zeros(0, np.int64)
        return _Links(none, none, none, none), 0
    columns = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return _Links(*columns), int(both.sum())


def _nearest(links: _Links, people: int) -> NDArray[np.bool_]:
    """The pairs that lose least, some per person."""
    keep = np.zeros(len(links.one), np.bool_)
    for end in (links.one, links.other):
        order = np.lexsort((links.loss, end))
        first = np.searchsorted(end[order], np.arange(people + 2))
        place = np.arange(len(order)) - first[end[order]]
        keep[order[place < _NEAR]] = True
    return keep


def _worth(links: _Links, partner: Ints) -> int:
    return int(links.worth[partner[links.one] == links.other].sum())


def _solve(links: _Links, hashes: Hashes, people: int) -> Ints:
    """Partners by rustworkx, which verifies its own proof of optimality and stops if it fails."""
    import rustworkx  # noqa: PLC0415  only a cohort of peers needs it

    size = people + people % 2
    partner = np.full(size, -1)
    known = links.other < people
    tie = np.zeros(len(links.one), np.int64)
    tie[known] = tie_hash(hashes, links.one[known], links.other[known])
    shift = _HASH_BITS + size.bit_length()  # above the sum of all hashes
    graph: rustworkx.PyGraph[int | None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    columns = [each.tolist() for each in (links.one, links.other, links.worth, tie)]
    graph.extend_from_weighted_edge_list(
        [(a, b, (worth << shift) + h) for a, b, worth, h in zip(*columns, strict=True)]
    )
    for a, b in rustworkx.max_weight_matching(graph, weight_fn=int, verify_optimum=True):
        partner[a], partner[b] = b, a
    return partner
