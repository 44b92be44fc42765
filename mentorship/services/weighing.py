"""Other weights: what they would change, thought out by a job; and saving them, which changes no
proposal by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort
from mentorship.queries.matchmaking import engine, rules_with
from mentorship.queries.weighing import (
    COMPARE,
    default_hard_rules,
    default_measures,
    default_weights,
)

from .matching import best_proposal, inputs_today
from .peer_weighing import compare_peers, together
from .programs import check_pairs

if TYPE_CHECKING:
    from mentorship.matching import Inputs, Proposal


@transaction.atomic
def start_comparison(
    *,
    cohort: Cohort,
    by: User,
    now: datetime,
    weights: Mapping[str, int],
    hard_rules: list[str],
    floor: int,
    measures: Mapping[str, Any] | None = None,
) -> Job:
    """`measures` as in `weigh_cohort`."""
    check_weights(cohort, weights)
    check_measures(measures or {})
    asked = {"weights": dict(weights), "hard_rules": hard_rules, "floor": floor}
    asked["measures"] = cohort.measures if measures is None else dict(measures)
    retry = reverse("mentorship:weigh_cohort", args=[cohort.slug])
    return start_job(
        kind=COMPARE,
        by=by,
        about=cohort,
        scope=cohort.scope,
        now=now,
        input=asked | {"retry": retry},
    )


def compare_weights(
    *, cohort: Cohort, asked: Mapping[str, Any], progress: Callable[..., None]
) -> dict[str, Any]:
    """What would be proposed today, and what with these weights: counts, and who would move.
    Nothing is written."""
    progress(5, _("Reading what everybody wrote"))
    found = _compare_sides(cohort, asked, progress)
    return together(found, compare_peers(cohort, asked)) if cohort.pairs_peers else found


def _compare_sides(
    cohort: Cohort, asked: Mapping[str, Any], progress: Callable[..., None]
) -> dict[str, Any]:
    today = inputs_today(cohort)
    if not today.mentees or not today.mentors:
        return {"before": _EMPTY, "after": _EMPTY, "moved": []}
    progress(20, _("Proposing with the weights of today"))
    before = best_proposal(today)
    progress(60, _("Proposing with the new weights"))
    after = best_proposal(_with(today, cohort, asked))
    difference = engine().compare(before, after)
    return {
        "before": _counts(before),
        "after": _counts(after),
        "moved": [[int(pk or 0) for pk in row] for row in difference.moved],
    }


_EMPTY = {"matched": 0, "below_floor": 0, "points": 0}


def _with(inputs: Inputs, cohort: Cohort, asked: Mapping[str, Any]) -> Inputs:
    """The same people; what was read about them is not read anew."""
    measures = asked.get("measures")
    rules = rules_with(cohort, asked["weights"], asked["hard_rules"], measures)
    return replace(inputs, floor=asked["floor"]).with_rules(rules)


def _counts(proposal: Proposal) -> dict[str, int]:
    """Points count to 100 for each pair."""
    return {
        "matched": len(proposal.matches),
        "below_floor": proposal.below_floor,
        "points": round(proposal.total / 100),
    }


@transaction.atomic
def weigh_cohort(
    *,
    cohort: Cohort,
    by: User,
    now: datetime,
    weights: Mapping[str, int],
    hard_rules: list[str],
    floor: int,
    measures: Mapping[str, Any] | None = None,
) -> Cohort:
    """For the next proposal. What is the default is not stored, so that it stays the default.
    `measures`: see `Cohort.measures`; None leaves them as they are."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    check_weights(cohort, weights)
    check_measures(measures or {})
    told = {key: weight for key, weight in weights.items() if weight}
    ours = {key: weight for key, weight in default_weights().items() if weight}
    cohort.weights = {} if told == ours else told
    cohort.hard_rules = None if set(hard_rules) == set(default_hard_rules()) else hard_rules
    cohort.floor = floor
    if measures is not None:
        ours = default_measures()
        cohort.measures = {key: said for key, said in measures.items() if said != ours[key]}
    cohort.save(update_fields=["weights", "hard_rules", "floor", "measures"])
    record(
        by=by,
        verb="cohort.weigh",
        about=cohort,
        scope=cohort.scope,
        now=now,
        weights=told,
        hard_rules=hard_rules,
        floor=floor,
        measures=cohort.measures,
    )
    return cohort


def check_weights(cohort: Cohort, weights: Mapping[str, int]) -> None:
    check_pairs(cohort)
    if sum(weights.values()) != 100:
        raise DomainError(_("The weights have to add up to 100."))


def check_measures(measures: Mapping[str, Any]) -> None:
    """What the engine would not take."""
    low, high = measures.get("level_gap", (0, 0))
    asked = sum(measures.get("asked", {}).values())
    if low > high or measures.get("enough_hours", 1) < 1 or measures.get("peer_gap", 0) < 0:
        raise DomainError(_("These numbers contradict each other: look at levels and hours again."))
    if asked > 100:
        raise DomainError(_("What people may ask for can weigh 100 together, not more."))
