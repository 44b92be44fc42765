"""What the drafts of today have in common with the proposal they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import AuditEntry
from accounts.models.subjects import label_of
from mentorship.models import Cohort, Enrollment, MatchingRun, Pairing, PairingMember

# Changes by hand after a proposal. Without one of these nothing is compared.
MOVES = ("pairing.swap", "pairing.draft", "peer.regroup", "run.restore")
With = dict[int, frozenset[int]]


@dataclass(frozen=True)
class Since:
    """How many people have somebody else than was proposed, or nobody; partners count each."""

    people: int


def since_run(cohort: Cohort, run: MatchingRun | None) -> Since | None:
    """None where everything is as it was proposed; of a run from `last_run`, which tells whether
    anybody was moved, so that nothing is asked where nobody was."""
    if run is None or not getattr(run, "was_moved", False):
        return None
    then, (now, drafted) = _proposed(run), _today(cohort)
    people = sum(then.get(pk) != now.get(pk) for pk in then.keys() | drafted)
    return Since(people) if people else None


def moved_since(cohort: Cohort) -> Exists:
    """For an annotation of the cohort's runs."""
    since = AuditEntry.objects.filter(scope=cohort.scope, verb__in=MOVES, at__gte=OuterRef("at"))
    return Exists(since)


def brought_back_at() -> Subquery:
    """For an annotation of runs: when the drafts of each were brought back last."""
    told = AuditEntry.objects.filter(
        verb="run.restore", subject_label=label_of(MatchingRun), subject_id=OuterRef("pk")
    )
    return Subquery(told.order_by("-at").values("at")[:1])


def _proposed(run: MatchingRun) -> With:
    """Who was to be with whom: mentees with a mentor, partners with each other."""
    result: dict[str, Any] = MatchingRun.objects.values_list("result", flat=True).get(pk=run.pk)
    found = {each["mentee"]: frozenset([each["mentor"]]) for each in result.get("pairs", [])}
    for group in result.get("groups", []):
        found |= _together(group["peers"])
    return found


def _together(peers: Iterable[int]) -> With:
    everybody = frozenset(peers)
    return {pk: everybody - {pk} for pk in everybody}


def _today(cohort: Cohort) -> tuple[With, set[int]]:
    """Who is with whom, and which of them by a draft: a pair that was published before the
    proposal is not of it. In one query."""
    pairings = Pairing.objects.in_cohort(cohort)
    rows = PairingMember.objects.filter(pairing__in=pairings.proposed() | pairings.holding_seats())
    sides: dict[tuple[int, str], dict[int, str]] = {}
    for pairing, state, role, place in rows.values_list(
        "pairing", "pairing__state", "role", "enrollment"
    ):
        sides.setdefault((pairing, state), {})[place] = role
    found: With = {}
    drafted: set[int] = set()
    for (_pairing, state), people in sides.items():
        seekers = {pk for pk, role in people.items() if role != Enrollment.Role.MENTOR}
        found |= {pk: frozenset(people) - {pk} for pk in seekers}
        drafted |= seekers if state == Pairing.State.PROPOSED else set()
    return found, drafted
