"""What other weights would change for the partners of a cohort. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mentorship.models import Cohort
from mentorship.queries.matchmaking import engine, rules_with
from mentorship.queries.peers import peer_rules

from .peers import propose_peers

if TYPE_CHECKING:
    from mentorship.matching import PeerProposal


def compare_peers(cohort: Cohort, asked: Mapping[str, Any]) -> dict[str, Any]:
    """As `weighing.compare_weights` tells it; with whom is a list, since it may be two."""
    today, before = propose_peers(cohort, ())
    measures = asked.get("measures")
    rules = rules_with(cohort, asked["weights"], asked["hard_rules"], measures)
    rules = peer_rules(rules, cohort.measures if measures is None else measures)
    then = replace(today, floor=asked["floor"]).with_rules(rules)
    after: PeerProposal = engine().pair_peers_for(then)
    old, new = _partners(before), _partners(after)
    return {
        "before": _counts(before),
        "after": _counts(after),
        "moved": [
            [int(person.id), old.get(person.id, []), new.get(person.id, [])]
            for person in today.peers
            if old.get(person.id) != new.get(person.id)
        ],
    }


def _partners(proposal: PeerProposal) -> dict[str, list[int]]:
    return {
        one: [int(pk) for pk in group.people if pk != one]
        for group in proposal.groups
        for one in group.people
    }


def _counts(proposal: PeerProposal) -> dict[str, int]:
    return {
        "matched": len(proposal.groups),
        "below_floor": proposal.below_floor,
        "points": round(proposal.total / 100),
    }


def together(sides: dict[str, Any], peers: dict[str, Any]) -> dict[str, Any]:
    """Both kinds of one cohort as one answer."""
    return {
        when: {name: count + peers[when][name] for name, count in sides[when].items()}
        for when in ("before", "after")
    } | {"moved": [*sides["moved"], *peers["moved"]]}
