"""From rows to the matching of peers: who takes part, and what a group's reasons look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentorship.models import Cohort, Enrollment, Pairing, PairingMember

from .criteria import listed
from .heads import heads_of
from .matchmaking import (
    Names,
    engine,
    kept_apart,
    past_partners,
    person_of,
    rules_of,
    stored_parts,
)
from .places import closed_places, key_of, opened, places_of
from .score_parts import best_reasons, reason_rows, score_of_100

if TYPE_CHECKING:
    from mentorship.matching import PeerInputs, PeerPair, Rules
LEVELS_APART = 1  # between partners, unless a cohort says otherwise


def peer_inputs_of(
    cohort: Cohort,
    *,
    locked: Iterable[tuple[str, ...]] = (),
    together: Iterable[frozenset[str]] = (),
    places: Iterable[Enrollment] | None = None,
) -> PeerInputs:
    """Every peer who has nobody yet. `together`: who are to work together as mentor and mentee,
    so not as partners too. `places`: these alone, fetched with their people."""
    if places is None:
        alone = Enrollment.objects.in_cohort(cohort).peers().matchable().unpaired()
        people = opened(closed_places(alone))
    else:
        people = places_of(places)
    # Peers who work with somebody are not among them, and may have a place in another role.
    names, past, heads = Names(people), past_partners(cohort, together), heads_of(cohort)
    rules = peer_rules(rules_of(cohort), cohort.measures)
    apart = kept_apart(cohort, {} if rules.repeat_partners else past)
    found: PeerInputs = engine().PeerInputs(
        tuple(person_of(place, cohort, names, past, apart, heads) for place in people),
        rules,
        locked=tuple(locked),
        floor=cohort.floor,
    )
    return found


def peer_rules(rules: Rules, measures: Mapping[str, Any]) -> Rules:
    """The difference in level that suits people of one standing goes either way."""
    apart = measures.get("peer_gap", LEVELS_APART)
    return replace(rules, level_gap=(-apart, apart))


def drafted_together(cohort: Cohort, role: str, *, locked: bool = False) -> list[frozenset[str]]:
    """Whom the drafts of one kind bring together, as the engine names people."""
    drafts = Pairing.objects.in_cohort(cohort).proposed()
    if locked:
        drafts = drafts.locked()
    members = PairingMember.objects.filter(pairing__in=drafts, pairing__members__role=role)
    found: dict[int, set[str]] = {}
    for member in members.select_related("enrollment").distinct():
        found.setdefault(member.pairing_id, set()).add(key_of(member.enrollment))
    return [frozenset(people) for people in found.values()]


def stored_pairs(pairs: Iterable[PeerPair], hidden: frozenset[str]) -> list[dict[str, Any]]:
    """The parts of every two of a group, each saying between whom. What either finds in the other
    is kept apart, since each reads their own side of it."""
    found = []
    for pair in pairs:
        between = [int(pk) for pk in pair.people]
        ways = [
            {part["criterion"]: part["shared"] for part in stored_parts(way, hidden)}
            for way in pair.ways
        ]
        for part in stored_parts(pair.reasons, hidden):
            key = part["criterion"]
            found.append(part | {"between": between, "ways": [way.get(key, []) for way in ways]})
    return found


@dataclass(frozen=True)
class Two:
    """Two of a group, as the coordinator reads them."""

    names: str
    score: str
    best: list[str]
    rows: list[dict[str, Any]]


def twos_of(pairing: Pairing) -> list[Two]:
    """Every two of a group, fetched with its people: one for a pair, three for a trio."""
    people = {m.enrollment_id: m.enrollment.user for m in pairing.members.all()}
    return [
        Two(
            names=listed([str(people[one]), str(people[other])]),
            score=score_of_100(sum(part["part"] for part in parts)),
            best=best_reasons(parts),
            rows=reason_rows(parts),
        )
        for (one, other), parts in parts_between(pairing.parts).items()
        if {one, other} <= people.keys()
    ]


def parts_between(parts: Iterable[dict[str, Any]]) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """The parts of a group by the two they are about, in the order they were stored."""
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for part in parts:
        if "between" in part:
            one, other = part["between"]
            found.setdefault((one, other), []).append(part)
    return found
