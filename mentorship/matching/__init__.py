"""Who fits whom: the best pairs under stated rules, proven and explained.

Pure Python with numpy and scipy; no Django, no database, no clock, no chance. People, rules and
results load at once; numpy and scipy only when something is computed, so `from mentorship import
matching` and `matching.propose(…)` costs a web process nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .people import (
    CRITERIA,
    DEFAULT_CRITERIA,
    NEUTRAL,
    SENSITIVE,
    Criterion,
    MatchingError,
    OwnQuestion,
    Person,
    Rules,
)
from .results import (
    Difference,
    Explanation,
    FloorPoint,
    Gain,
    Match,
    PeerGroup,
    PeerPair,
    PeerProposal,
    Preference,
    Proposal,
    Reason,
    Seats,
    Unmatched,
    Why,
    for_members,
)
from .week import offset_minutes, utc_week

if TYPE_CHECKING:
    from .engine import Assignment, assign
    from .peers import PeerInputs, explain_peers, pair_peers, pair_peers_for, peer_alternatives
    from .proposal import Inputs, propose, propose_for
    from .questions import (
        alternatives,
        both_prefer,
        compare,
        explain,
        explain_pairs,
        forced,
        trade_off,
    )
    from .ranked import Agreement, agree

__all__ = [
    "CRITERIA",
    "DEFAULT_CRITERIA",
    "NEUTRAL",
    "SENSITIVE",
    "Agreement",
    "Assignment",
    "Criterion",
    "Difference",
    "Explanation",
    "FloorPoint",
    "Gain",
    "Inputs",
    "Match",
    "MatchingError",
    "OwnQuestion",
    "PeerGroup",
    "PeerInputs",
    "PeerPair",
    "PeerProposal",
    "Person",
    "Preference",
    "Proposal",
    "Reason",
    "Rules",
    "Seats",
    "Unmatched",
    "Why",
    "agree",
    "alternatives",
    "assign",
    "both_prefer",
    "compare",
    "explain",
    "explain_pairs",
    "explain_peers",
    "for_members",
    "forced",
    "offset_minutes",
    "pair_peers",
    "pair_peers_for",
    "peer_alternatives",
    "propose",
    "propose_for",
    "trade_off",
    "utc_week",
]

_LATER = {
    "Assignment": "engine",
    "assign": "engine",
    "PeerInputs": "peers",
    "explain_peers": "peers",
    "pair_peers": "peers",
    "peer_alternatives": "peers",
    "pair_peers_for": "peers",
    "Agreement": "ranked",
    "agree": "ranked",
    "Inputs": "proposal",
    "propose": "proposal",
    "propose_for": "proposal",
    "alternatives": "questions",
    "both_prefer": "questions",
    "compare": "questions",
    "explain": "questions",
    "explain_pairs": "questions",
    "forced": "questions",
    "trade_off": "questions",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATER[name]}", __name__), name)
