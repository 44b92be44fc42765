"""Questions about pairs that were not proposed, and about changes to a proposal."""

from __future__ import annotations

import numpy as np

from .people import MatchingError
from .proposal import Inputs, propose_for
from .results import Difference, Explanation, Proposal
from .tables import Ints


def explain(inputs: Inputs, mentee: str, mentor: str) -> Explanation:
    """Any pair of the inputs: its score, the reasons, and the hard rules that forbid it.

    MatchingError where an id is unknown. The preparation is kept in `inputs`: ask several
    questions of the same object.
    """
    return _explained(inputs, _place(inputs, mentee), np.array([_at(inputs, mentor)]))[0]


def alternatives(inputs: Inputs, mentee: str, limit: int = 5) -> tuple[Explanation, ...]:
    """The mentors with the highest scores among those allowed, whether or not they have room."""
    i, columns = _place(inputs, mentee), np.arange(len(inputs.mentors))
    allowed = columns[next(inputs.board.blocked(np.array([i]), columns)) == 0]
    found = _explained(inputs, i, allowed)
    return tuple(sorted(found, key=lambda each: (-each.score, each.mentor))[:limit])


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
