"""From people and rules to a proposal: locks first, then the best of the rest, then the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .board import Board
from .engine import Assignment, assign_table
from .people import MatchingError, Person, Rules
from .results import Gain, Match, Proposal, Seats, Unmatched, Why
from .tables import Extra, Ints, Scores, ScoreTable

Pair = tuple[str, str]  # ids of a mentee and a mentor
_UNCOUNTED = frozenset(("capacity_zero", "no_mentors", "no_mentees", "no_peers"))
NEVER = frozenset(("self", "excluded", "reporting_line"))  # no lock overrules these


@dataclass(frozen=True)
class Inputs:
    """All that a proposal depends on. Raises MatchingError where it contradicts itself.

    locked: pairs that are set; each takes one seat. keep: pairs to favour by the rules'
    stickiness; pairs of people who are gone are ignored. floor: 0..100.
    """

    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    rules: Rules
    locked: tuple[Pair, ...] = ()
    keep: tuple[Pair, ...] = ()
    floor: int = 40

    def __post_init__(self) -> None:
        for side in (self.mentees, self.mentors):
            twice = [name for name, n in Counter(p.id for p in side).items() if n > 1]
            if twice:
                raise MatchingError("id_twice", *twice)
            if wrong := [p.id for p in side if p.capacity < 0]:
                raise MatchingError("capacity_negative", *wrong)
        if not 0 <= self.floor <= 100:
            raise MatchingError("floor_range")
        for mentee, mentor in self.locked:
            if mentee not in self.mentee_at or mentor not in self.mentor_at:
                raise MatchingError("lock_unknown", mentee, mentor)
        twice = [name for name, n in Counter(m for m, _ in self.locked).items() if n > 1]
        if twice:
            raise MatchingError("lock_twice", *twice)
        for mentor, seats in Counter(m for _, m in self.locked).items():
            if seats > self.mentors[self.mentor_at[mentor]].capacity:
                raise MatchingError("lock_no_seat", mentor)

    @cached_property
    def mentee_at(self) -> dict[str, int]:
        return {person.id: place for place, person in enumerate(self.mentees)}

    @cached_property
    def mentor_at(self) -> dict[str, int]:
        return {person.id: place for place, person in enumerate(self.mentors)}

    @cached_property
    def board(self) -> Board:
        return Board(self.mentees, self.mentors, self.rules)

    def with_locks(self, locked: tuple[Pair, ...]) -> Inputs:
        """The same question with other locks; what was computed about the pairs is kept."""
        changed = replace(self, locked=locked)
        changed.__dict__["board"] = self.board
        return changed

    def with_rules(self, rules: Rules) -> Inputs:
        """The same people under other rules; criteria that measure alike are not read anew."""
        changed = replace(self, rules=rules)
        changed.__dict__["board"] = self.board.with_rules(rules)
        return changed


def propose(
    mentees: Sequence[Person],
    mentors: Sequence[Person],
    rules: Rules,
    *,
    locked: Iterable[Pair] = (),
    keep: Iterable[Pair] = (),
    floor: int = 40,
) -> Proposal:
    """The best proposal under the rules. MatchingError where the input contradicts itself.

    locked, keep: (mentee id, mentor id); floor: 0..100. A lock may overrule hard criteria and
    past partners (`Match.broken` names them), never an exclusion.
    """
    return propose_for(
        Inputs(tuple(mentees), tuple(mentors), rules, tuple(locked), tuple(keep), floor)
    )


def propose_for(inputs: Inputs) -> Proposal:
    """`propose` for inputs that are kept, to explain or change them afterwards."""
    board, free = inputs.board, free_of(inputs)
    mentor_of = free.locked
    best = _assign(inputs, free)
    mentor_of[free.pool] = best.mentor_of
    matches = _matches(inputs, mentor_of)
    return Proposal(
        matches=matches,
        unmatched=_unmatched(inputs, np.flatnonzero(mentor_of < 0)),
        seats=_seats(inputs, mentor_of, best),
        total=sum(match.score for match in matches),
        floor=inputs.floor,
        below_floor=sum(match.below_floor for match in matches),
        certified=best.certified,
        value=best.value,
        bound=best.bound,
        silent=board.silent(),
    )


@dataclass(frozen=True, eq=False)
class Free:
    """What is left to decide once the locks are set."""

    locked: Ints  # (mentees,) column of the mentor by a lock, -1 = none
    pool: Ints  # rows of the mentees to place
    room: Ints  # (mentors,) seats left
    scores: Scores  # (pool, mentors)


def free_of(inputs: Inputs) -> Free:
    locked = np.full(len(inputs.mentees), -1)
    for mentee, mentor in inputs.locked:
        locked[inputs.mentee_at[mentee]] = inputs.mentor_at[mentor]
    _check_locks(inputs, locked)
    room = np.array([person.capacity for person in inputs.mentors], np.int64)
    room -= np.bincount(locked[locked >= 0], minlength=len(room))
    wants = np.array([person.capacity > 0 for person in inputs.mentees], np.bool_)
    pool = np.flatnonzero((locked < 0) & wants)
    scores = inputs.board.scores
    return Free(locked, pool, room, scores if len(pool) == len(scores) else scores[pool])


def _check_locks(inputs: Inputs, mentor_of: Ints) -> None:
    rows = np.flatnonzero(mentor_of >= 0)
    for view, i, j in zip(
        inputs.board.pairs(rows, mentor_of[rows]), rows, mentor_of[rows], strict=True
    ):
        if NEVER & set(view.broken):
            ids = inputs.mentees[i].id, inputs.mentors[j].id
            raise MatchingError(lock_refusal(view.broken), *ids)


def lock_refusal(broken: Iterable[str]) -> str:
    """A reporting line may be named; whatever else no lock overrules may not."""
    return "lock_line" if NEVER.intersection(broken) == {"reporting_line"} else "lock_excluded"


def _assign(inputs: Inputs, free: Free) -> Assignment:
    extra = _extra(inputs, free.scores, free.pool)
    table = ScoreTable(free.scores, free.room, 100 * inputs.floor, extra)
    mentees = [inputs.mentees[i].id for i in free.pool]
    return assign_table(table, mentees, [person.id for person in inputs.mentors])


def _extra(inputs: Inputs, scores: Scores, pool: Ints) -> Extra | None:
    """The bonus of the pairs to keep that are still possible."""
    row_of = {inputs.mentees[i].id: row for row, i in enumerate(pool)}
    cells = sorted(
        {
            (row_of[mentee], inputs.mentor_at[mentor])
            for mentee, mentor in inputs.keep
            if mentee in row_of and mentor in inputs.mentor_at
        }
    )
    cells = [(i, j) for i, j in cells if scores[i, j] >= 0]
    if not cells or not inputs.rules.stickiness:
        return None
    row, column = np.array(cells, np.int64).T
    points = np.full(len(row), 100 * inputs.rules.stickiness)
    return Extra(row, column, points, scores.shape[1])


def _matches(inputs: Inputs, mentor_of: Ints) -> tuple[Match, ...]:
    locked, keep = set(inputs.locked), set(inputs.keep)
    rows = np.flatnonzero(mentor_of >= 0)
    found = []
    for i, view in zip(rows, inputs.board.pairs(rows, mentor_of[rows]), strict=True):
        pair = (inputs.mentees[i].id, inputs.mentors[mentor_of[i]].id)
        found.append(
            Match(
                *pair,
                score=view.score,
                parts=view.parts,
                reasons=view.reasons,
                locked=pair in locked,
                kept=pair in keep,
                below_floor=view.score < 100 * inputs.floor,
                broken=view.broken,
            )
        )
    return tuple(found)


def _unmatched(inputs: Inputs, rows: Ints) -> tuple[Unmatched, ...]:
    """Why each of these mentees has nobody. Seats are free only where the mentee does not fit."""
    offers = np.array([person.capacity > 0 for person in inputs.mentors], np.bool_)
    found = []
    for i, bits in zip(rows, inputs.board.blocked(rows, np.arange(len(offers))), strict=True):
        person, fits = inputs.mentees[i], bits == 0
        if not person.capacity:
            whys = [Why("capacity_zero")]
        elif not len(offers):
            whys = [Why("no_mentors")]
        else:
            whys = [
                Why("seats_taken", int(np.count_nonzero(fits & offers))),
                Why("no_seat_offered", int(np.count_nonzero(fits & ~offers))),
                *blocked_whys(inputs.board, bits),
            ]
        found.append(Unmatched(person.id, told(whys)))
    return tuple(found)


def blocked_whys(board: Board, bits: Ints) -> list[Why]:
    """How many others each single rule alone keeps away, the most frequent first."""
    kinds = Counter(board.names(each) for each in bits.tolist() if each)
    single = sorted(
        (Why("blocked_by", n, names[0]) for names, n in kinds.items() if len(names) == 1),
        key=lambda why: (-why.count, why.rule),
    )
    several = sum(n for names, n in kinds.items() if len(names) > 1)
    return [*single, Why("blocked_by_several", several)]


def told(whys: list[Why]) -> tuple[Why, ...]:
    """Without empty counts, and without "not oneself" where there is anything else to say."""
    counted = [why for why in whys if why.count or why.code in _UNCOUNTED]
    return tuple([why for why in counted if why.rule != "self"] or counted)


def _seats(inputs: Inputs, mentor_of: Ints, best: Assignment) -> tuple[Seats, ...]:
    taken = np.bincount(mentor_of[mentor_of >= 0], minlength=len(inputs.mentors))
    whys = _idle(inputs, np.flatnonzero(taken == 0))
    return tuple(
        Seats(person.id, person.capacity, seats, Gain(*gain), whys.get(j, ()))
        for j, (person, seats, gain) in enumerate(
            zip(inputs.mentors, taken.tolist(), best.gain.tolist(), strict=True)
        )
    )


def _idle(inputs: Inputs, columns: Ints) -> dict[int, tuple[Why, ...]]:
    """Why each of these mentors has nobody."""
    wants = [i for i, person in enumerate(inputs.mentees) if person.capacity]
    views = inputs.board.blocked_mentors(columns, np.array(wants, np.int64))
    found = {}
    for j, bits in zip(columns.tolist(), views, strict=True):
        if not inputs.mentors[j].capacity:
            whys = [Why("capacity_zero")]
        elif not wants:
            whys = [Why("no_mentees")]
        else:
            fitting = Why("placed_elsewhere", int(np.count_nonzero(bits == 0)))
            whys = [fitting, *blocked_whys(inputs.board, bits)]
        found[j] = told(whys)
    return found
