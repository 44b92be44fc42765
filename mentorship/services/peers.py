"""Proposing groups of peers: pairs, and a trio for the odd one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from accounts.errors import DomainError
from mentorship.models import Cohort, Pairing
from mentorship.queries.matchmaking import engine, private_words
from mentorship.queries.peers import peer_inputs_of, stored_pairs
from mentorship.queries.whys import Why, lock_problem, without_secrets

from .room import complete

if TYPE_CHECKING:
    from mentorship.matching import PeerInputs, PeerProposal, Rules


@dataclass(frozen=True)
class Draft:
    """A pairing to write down: its members as (role, place)."""

    score: int
    parts: list[dict[str, Any]]
    members: tuple[tuple[str, int], ...]

    @property
    def places(self) -> list[int]:
        return [pk for _role, pk in self.members]


def propose_peers(
    cohort: Cohort, together: Iterable[frozenset[str]]
) -> tuple[PeerInputs, PeerProposal]:
    """`together`: who are to work together as mentor and mentee."""
    try:
        inputs = peer_inputs_of(cohort, locked=peer_locks_of(cohort), together=together)
        return inputs, engine().pair_peers_for(inputs)
    except engine().MatchingError as wrong:
        raise DomainError(lock_problem(wrong)) from wrong


def peer_locks_of(cohort: Cohort) -> list[tuple[str, ...]]:
    """Locked groups whose people are all still there and free."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().locked().of_peers().with_people()
    return [
        tuple(str(member.enrollment_id) for member in draft.members.all())
        for draft in complete(cohort, drafts)
    ]


def drafts_of_peers(inputs: PeerInputs, proposal: PeerProposal) -> list[Draft]:
    hidden = private_words(inputs.peers, inputs.rules)
    return [
        Draft(
            group.score,
            stored_pairs(group.pairs, hidden),
            tuple(("peer", int(pk)) for pk in group.people),
        )
        for group in proposal.groups
    ]


def peer_inputs_record(inputs: PeerInputs) -> dict[str, Any]:
    """Ids and criteria, nobody's name or words."""
    told = {
        "weights": {each.key: each.weight for each in inputs.rules.criteria},
        "hard": [each.key for each in inputs.rules.criteria if each.hard],
        "reporting_line": inputs.rules.reporting_line,
        "floor": inputs.floor,
        "measures": {"peer_gap": inputs.rules.level_gap[1]},
        "questions": [asdict(each) for each in inputs.rules.own],
        "peers": [person.id for person in inputs.peers],
        "locked": [list(group) for group in inputs.locked],
    }
    people = [asdict(person) for person in inputs.peers]
    everything = json.dumps([told, people], sort_keys=True, default=sorted)
    return told | {"digest": hashlib.sha256(everything.encode()).hexdigest()}


def peer_record(inputs: PeerInputs, proposal: PeerProposal) -> dict[str, Any]:
    """Proven best are the pairs; which of them the odd one joins is looked at afterwards."""
    odd = any(len(group.people) > 2 and not group.locked for group in proposal.groups)
    return {
        "groups": [
            {
                "peers": [int(pk) for pk in group.people],
                "score": group.score,
                "pairs": [{"score": pair.score, "parts": dict(pair.parts)} for pair in group.pairs],
            }
            for group in proposal.groups
        ],
        "unmatched": [
            {"enrollment": int(each.person), "reasons": whys(each.reasons, inputs.rules)}
            for each in proposal.unmatched
        ],
        "peer_total": proposal.total,
        "peer_below_floor": proposal.below_floor,
        "certified": proposal.certified and not odd,
    }


def whys(reasons: Sequence[Any], rules: Rules) -> list[Why]:
    """Why somebody has nobody, as it is stored: without what was said in secret or is private."""
    told = [{"code": why.code, "count": why.count, "rule": why.rule} for why in reasons]
    private = {why.rule for why in reasons if rules.is_sensitive(why.rule)}
    return without_secrets(told, private)
