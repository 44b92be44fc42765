"""Questions about pairs that were not proposed, and about changes to a proposal."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .engine import prove
from .people import MatchingError
from .proposal import Inputs, Pair, free_of, propose_for
from .results import Difference, Explanation, FloorPoint, Preference, Proposal
from .tables import Ints, ScoreTable, blocks

_OUT = 10**6  # more than any score: nothing is better than what they have


def explain(inputs: Inputs, mentee: str, mentor: str) -> Explanation:
    """Any pair of the inputs: its score, the reasons, and the hard rules that forbid it.

    MatchingError where an id is unknown. The preparation is kept in `inputs`: ask several
    questions of the same object.
    """
    return _explained(inputs, _place(inputs, mentee), np.array([_at(inputs, mentor)]))[0]


def explain_pairs(inputs: Inputs, pairs: Iterable[Pair]) -> tuple[Explanation, ...]:
    """`explain` for many pairs at once, without those in which an id is unknown."""
    known = [(a, b) for a, b in pairs if a in inputs.mentee_at and b in inputs.mentor_at]
    rows = np.array([inputs.mentee_at[mentee] for mentee, _mentor in known], np.int64)
    columns = np.array([inputs.mentor_at[mentor] for _mentee, mentor in known], np.int64)
    views = inputs.board.pairs(rows, columns)
    return tuple(
        Explanation(*pair, view.score, view.parts, view.reasons, view.broken)
        for pair, view in zip(known, views, strict=True)
    )


def trade_off(inputs: Inputs, floors: Iterable[int]) -> tuple[FloorPoint, ...]:
    """What other floors (0..100) would lead to: the same for every best proposal of a floor."""
    free = free_of(inputs)
    rows = np.flatnonzero(free.locked >= 0)
    views = inputs.board.pairs(rows, free.locked[rows])
    kept = np.array([view.score for view in views], np.int64)
    found = []
    for floor in floors:
        chosen = prove(ScoreTable(free.scores, free.room, 100 * floor)).mentor_of
        placed = np.flatnonzero(chosen >= 0)
        scores = np.concatenate([kept, free.scores[placed, chosen[placed]].astype(np.int64)])
        below = int(np.count_nonzero(scores < 100 * floor))
        found.append(FloorPoint(floor, len(scores), below, int(scores.sum())))
    return tuple(found)


def alternatives(inputs: Inputs, mentee: str, limit: int = 5) -> tuple[Explanation, ...]:
    """The mentors with the highest scores among those allowed, whether or not they have room."""
    i, board = _place(inputs, mentee), inputs.board
    scores, bits = board.row(i)
    allowed = np.flatnonzero(bits == 0).tolist()
    best = sorted(allowed, key=lambda j: (-scores[j], inputs.mentors[j].id))[:limit]
    return tuple(_explained(inputs, i, np.array(best, np.int64)))


def forced(inputs: Inputs, mentee: str, mentor: str) -> Proposal:
    """The best proposal with this pair in it. What it costs: `compare` with the one without."""
    others = tuple(pair for pair in inputs.locked if pair[0] != mentee)
    return propose_for(inputs.with_locks((*others, (mentee, mentor))))


def compare(before: Proposal, after: Proposal) -> Difference:
    """What changes from one proposal to another, in the order of the objective."""
    old = {match.mentee: match.mentor for match in before.matches}
    new = {match.mentee: match.mentor for match in after.matches}
    mentees = dict.fromkeys((*old, *new))
    above = [len(p.matches) - p.below_floor for p in (before, after)]
    return Difference(
        matched=len(new) - len(old),
        above_floor=above[1] - above[0],
        total=after.total - before.total,
        moved=tuple(
            (mentee, old.get(mentee, ""), new.get(mentee, ""))
            for mentee in mentees
            if old.get(mentee) != new.get(mentee)
        ),
    )


def both_prefer(inputs: Inputs, proposal: Proposal, limit: int = 10) -> tuple[Preference, ...]:
    """Allowed pairs that are not proposed and in which both score higher than in what they have.

    A free seat, and having nobody, count as 0; what is locked stays out of it. The pairs in which
    the one who gains less gains most come first. `forced` tells what one of them costs the rest.
    """
    has, least, worst = _what_they_have(inputs, proposal)
    gains, rows, columns = _common_gains(inputs, has, least, limit)
    named = sorted(
        (-gain, inputs.mentees[i].id, inputs.mentors[j].id, i, j)
        for gain, i, j in zip(gains.tolist(), rows.tolist(), columns.tolist(), strict=True)
    )
    mentor_of = {match.mentee: match.mentor for match in proposal.matches}
    return tuple(
        Preference(
            mentee=mentee,
            mentor=mentor,
            score=(score := int(inputs.board.scores[i, j])),
            mentee_has=mentor_of.get(mentee, ""),
            mentor_has=worst.get(mentor, ""),
            mentee_gain=score - int(has[i]),
            mentor_gain=score - int(least[j]),
        )
        for _, mentee, mentor, i, j in named[:limit]
    )


def _what_they_have(inputs: Inputs, proposal: Proposal) -> tuple[Ints, Ints, dict[str, str]]:
    """Scores per mentee and, of the seat easiest to give up, per mentor; and who has that seat."""
    has = np.array([0 if person.capacity else _OUT for person in inputs.mentees], np.int64)
    least, worst = np.full(len(inputs.mentors), _OUT), dict[str, str]()
    for match in sorted(proposal.matches, key=lambda match: (match.score, match.mentee)):
        i, j = inputs.mentee_at[match.mentee], inputs.mentor_at[match.mentor]
        has[i] = _OUT if match.locked else match.score
        if not match.locked and match.mentor not in worst:
            least[j], worst[match.mentor] = match.score, match.mentee
    for seats in proposal.seats:
        if seats.free > 0:
            least[inputs.mentor_at[seats.mentor]] = 0
            worst.pop(seats.mentor, None)
    return has, least, worst


def _common_gains(inputs: Inputs, has: Ints, least: Ints, limit: int) -> tuple[Ints, Ints, Ints]:
    """The `limit` largest gains, and all as large as the last of them, with rows and columns."""
    none = np.zeros(0, np.int64)
    gains, rows, columns = none, none, none
    for lo, hi in blocks(*inputs.board.shape):
        score = inputs.board.scores[lo:hi].astype(np.int64)
        gain = np.minimum(score - has[lo:hi, None], score - least)
        row, column = np.nonzero(gain > 0)
        gains = np.concatenate([gains, gain[row, column]])
        rows, columns = np.concatenate([rows, lo + row]), np.concatenate([columns, column])
        if len(gains) > limit > 0:
            keep = gains >= np.partition(gains, -limit)[-limit]
            gains, rows, columns = gains[keep], rows[keep], columns[keep]
    return gains, rows, columns


def _explained(inputs: Inputs, i: int, columns: Ints) -> list[Explanation]:
    views = inputs.board.pairs(np.full(len(columns), i), columns)
    return [
        Explanation(
            inputs.mentees[i].id,
            inputs.mentors[j].id,
            view.score,
            view.parts,
            view.reasons,
            view.broken,
        )
        for j, view in zip(columns.tolist(), views, strict=True)
    ]


def _place(inputs: Inputs, mentee: str) -> int:
    if mentee not in inputs.mentee_at:
        raise MatchingError("unknown", mentee)
    return inputs.mentee_at[mentee]


def _at(inputs: Inputs, mentor: str) -> int:
    if mentor not in inputs.mentor_at:
        raise MatchingError("unknown", mentor)
    return inputs.mentor_at[mentor]
