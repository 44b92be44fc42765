"""Pairs within one group of peers: both directions count the same, a trio for the odd one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from .blossom import best_pairs, peer_hashes, tie_hash
from .board import Board, PairView
from .people import MatchingError, Person, Rules
from .proposal import NEVER, blocked_whys, lock_refusal, told
from .results import PeerGroup, PeerPair, PeerProposal, Reason, Unmatched, Why
from .tables import Ints, Scores

Trio = tuple[int, int, int]


@dataclass(frozen=True)
class PeerInputs:
    """All that a proposal for peers depends on. Raises MatchingError where it contradicts itself.

    locked: groups of two or three ids that are set. floor: 0..100.
    """

    peers: tuple[Person, ...]
    rules: Rules
    locked: tuple[tuple[str, ...], ...] = ()
    floor: int = 40

    def __post_init__(self) -> None:
        if twice := [name for name, n in Counter(p.id for p in self.peers).items() if n > 1]:
            raise MatchingError("id_twice", *twice)
        if not 0 <= self.floor <= 100:
            raise MatchingError("floor_range")
        named = Counter(name for group in self.locked for name in group)
        if unknown := [name for name in named if name not in self.at]:
            raise MatchingError("lock_unknown", *unknown)
        if twice := [name for name, n in named.items() if n > 1]:
            raise MatchingError("lock_twice", *twice)
        for group in self.locked:
            if len(group) not in (2, 3):
                raise MatchingError("lock_size", *group)

    @cached_property
    def at(self) -> dict[str, int]:
        return {person.id: place for place, person in enumerate(self.peers)}

    @cached_property
    def board(self) -> Board:
        return Board(self.peers, self.peers, self.rules)

    @cached_property
    def scores(self) -> Scores:
        """Mean of both directions, rounded down; -1 where either is not allowed."""
        one = self.board.scores
        both = (one.astype(np.int32) + one.T) // 2
        return np.where((one < 0) | (one.T < 0), -1, both).astype(np.int16)

    @cached_property
    def groups_locked(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(sorted(self.at[name] for name in group)) for group in self.locked)

    def with_rules(self, rules: Rules) -> PeerInputs:
        """The same question under other rules; criteria that measure alike are not read anew."""
        changed = replace(self, rules=rules)
        changed.__dict__["board"] = self.board.with_rules(rules)
        return changed


def pair_peers(
    peers: Sequence[Person],
    rules: Rules,
    *,
    locked: Iterable[tuple[str, ...]] = (),
    floor: int = 40,
) -> PeerProposal:
    """The best pairs of one group. MatchingError where the input contradicts itself.

    Most people in a pair, then fewest pairs below the floor, then the highest total, then a hash
    of the ids. Where the number of people is odd, one of those left over joins the pair, not a
    locked one, with which the sum of the trio's scores is highest. Someone with capacity 0 is not
    placed. A lock may overrule hard criteria and past partners, never an exclusion.
    """
    return pair_peers_for(PeerInputs(tuple(peers), rules, tuple(locked), floor))


def pair_peers_for(inputs: PeerInputs) -> PeerProposal:
    """`pair_peers` for inputs that are kept, to explain or change them afterwards."""
    _check_locks(inputs)
    placed = {i for group in inputs.groups_locked for i in group}
    pool = np.array(
        [i for i, p in enumerate(inputs.peers) if i not in placed and p.capacity], np.int64
    )
    partner = best_pairs(
        inputs.scores[np.ix_(pool, pool)], 100 * inputs.floor, [inputs.peers[i].id for i in pool]
    )
    found = [
        (int(pool[k]), int(pool[other])) for k, other in enumerate(partner.tolist()) if k < other
    ]
    left = pool[partner < 0]
    trio = _trio(inputs, left, found) if len(pool) % 2 else None
    if trio is not None:
        found = [pair for pair in found if not set(pair) < set(trio)]
    groups = [*inputs.groups_locked, *found, *([trio] if trio else [])]
    return _proposal(inputs, sorted(groups))


def explain_peers(inputs: PeerInputs, one: str, other: str) -> PeerPair:
    """Any two different peers: their score, the reasons, and the hard rules that forbid them."""
    for name in (one, other):
        if name not in inputs.at:
            raise MatchingError("unknown", name)
    if one == other:
        raise MatchingError("same_person", one)
    i, j = sorted((inputs.at[one], inputs.at[other]))
    return _pairs(inputs, [(i, j)])[i, j]


def peer_alternatives(inputs: PeerInputs, one: str) -> tuple[PeerPair, ...]:
    """Everybody with whom this one may be paired, the highest scores first."""
    if one not in inputs.at:
        raise MatchingError("unknown", one)
    at = inputs.at[one]
    asked = [(min(at, j), max(at, j)) for j in range(len(inputs.peers)) if j != at]
    found = (pair for pair in _pairs(inputs, asked).values() if pair.allowed)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.people)))


def _check_locks(inputs: PeerInputs) -> None:
    asked = [pair for group in inputs.groups_locked for pair in combinations(group, 2)]
    for pair in _pairs(inputs, asked).values():
        if NEVER & set(pair.broken):
            raise MatchingError(lock_refusal(pair.broken), *pair.people)


def _trio(inputs: PeerInputs, left: Ints, found: list[tuple[int, int]]) -> Trio | None:
    """The best of the trios that one of those left over could make with a pair."""
    if not len(left) or not found:
        return None
    a, b = np.array(found, np.int64).T
    one, scores = left[:, None], inputs.scores
    fits = (scores[one, a] >= 0) & (scores[one, b] >= 0)
    total = scores[one, a].astype(np.int64) + scores[one, b] + scores[a, b]
    hashes = peer_hashes([person.id for person in inputs.peers])
    tie = tie_hash(hashes, one, a) + tie_hash(hashes, one, b)
    best = np.lexsort((tie.ravel(), np.where(fits, total, -1).ravel()))[-1]
    row, column = np.unravel_index(best, fits.shape)
    if not fits[row, column]:
        return None
    first, second, third = sorted((int(left[row]), *found[column]))
    return first, second, third


def _proposal(inputs: PeerInputs, groups: list[tuple[int, ...]]) -> PeerProposal:
    views = _pairs(inputs, [pair for group in groups for pair in combinations(group, 2)])
    locked = set(inputs.groups_locked)
    made = tuple(
        PeerGroup(
            people=tuple(inputs.peers[i].id for i in group),
            pairs=tuple(views[pair] for pair in combinations(group, 2)),
            locked=group in locked,
        )
        for group in groups
    )
    placed = {i for group in groups for i in group}
    alone = [i for i in range(len(inputs.peers)) if i not in placed]
    return PeerProposal(
        groups=made,
        unmatched=_unmatched(inputs, np.array(alone, np.int64)),
        total=sum(pair.score for pair in views.values()),
        floor=inputs.floor,
        below_floor=sum(pair.below_floor for pair in views.values()),
        certified=True,  # the solver verifies its proof and raises where it fails
        silent=inputs.board.silent(),
    )


def _unmatched(inputs: PeerInputs, rows: Ints) -> tuple[Unmatched, ...]:
    board, everybody = inputs.board, np.arange(len(inputs.peers))
    offers = np.array([person.capacity > 0 for person in inputs.peers], np.bool_)
    ways = zip(
        rows.tolist(),
        board.blocked(rows, everybody),
        board.blocked_mentors(rows, everybody),
        strict=True,
    )
    found = []
    for i, one, other in ways:
        bits = one | other
        fits = bits == 0
        whys = [
            Why("placed_elsewhere", int(np.count_nonzero(fits & offers))),
            Why("no_seat_offered", int(np.count_nonzero(fits & ~offers))),
            *blocked_whys(board, bits),
        ]
        if not inputs.peers[i].capacity:
            whys = [Why("capacity_zero")]
        elif len(everybody) == 1:
            whys = [Why("no_peers")]
        found.append(Unmatched(inputs.peers[i].id, told(whys)))
    return tuple(found)


def _pairs(inputs: PeerInputs, asked: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], PeerPair]:
    """What there is to tell about each of these pairs (i, j), i < j."""
    one, other = np.array(asked, np.int64).reshape(-1, 2).T
    views = zip(inputs.board.pairs(one, other), inputs.board.pairs(other, one), strict=True)
    return {(i, j): _pair(inputs, i, j, *both) for (i, j), both in zip(asked, views, strict=True)}


def _pair(inputs: PeerInputs, i: int, j: int, there: PairView, back: PairView) -> PeerPair:
    reasons = _together(inputs.rules, there.reasons, back.reasons)
    parts = {reason.criterion: reason.part for reason in reasons if reason.weight or reason.part}
    score = sum(parts.values())
    return PeerPair(
        people=(inputs.peers[i].id, inputs.peers[j].id),
        score=score,
        parts=parts,
        reasons=reasons,
        ways=(there.reasons, back.reasons),
        below_floor=score < 100 * inputs.floor,
        broken=tuple(dict.fromkeys((*there.broken, *back.broken))),
    )


def _together(rules: Rules, there: Sequence[Reason], back: Sequence[Reason]) -> tuple[Reason, ...]:
    """One reason per criterion. Of the halves every second is rounded up, so the sum is right."""
    ways = [{reason.criterion: reason for reason in way} for way in (there, back)]
    found, up = [], 0
    for key in (each.key for each in rules.criteria):
        both = [way[key] for way in ways if key in way]
        if not both:
            continue
        twice = sum(reason.part for reason in both)
        found.append(_merged(both, (twice + up) // 2))
        up ^= twice % 2
    return tuple(sorted(found, key=lambda reason: -reason.part))


def _merged(both: Sequence[Reason], part: int) -> Reason:
    based = [reason for reason in both if not reason.silent]
    return replace(
        both[0],
        points=sum(reason.points for reason in both) // len(both),
        weight=sum(reason.weight for reason in both) // 2,
        part=part,
        silent="" if based else both[0].silent,
        shared=tuple(dict.fromkeys(tag for reason in based for tag in reason.shared)),
        numbers=dict(based[0].numbers) if based else {},
    )
