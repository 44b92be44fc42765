"""Saved runs: a name for one, and its drafts brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, MatchingRun, Pairing, PairingMember
from mentorship.queries.matchmaking import (
    PAST_PARTNER,
    REPORTING_LINE,
    engine,
    inputs_of,
    rules_with,
)

from .matching import create_drafts, drafts_of_sides
from .programs import check_pairs
from .room import clear_unlocked

RESTORE = "mentorship.restore_run"  # the kind of the job


@transaction.atomic
def name_run(*, run: MatchingRun, name: str, by: User, now: datetime) -> MatchingRun:
    """The one thing about a run that changes. Empty takes the name away."""
    run.name = " ".join(name.split())
    run.save(update_fields=["name"])
    record(by=by, verb="run.name", about=run, scope=run.cohort.scope, now=now)
    return run


@transaction.atomic
def start_restoring(*, run: MatchingRun, by: User, now: datetime) -> Job:
    check_restorable(run)
    page = reverse("mentorship:run", args=[run.cohort.slug, run.pk])
    return start_job(
        kind=RESTORE, by=by, about=run, scope=run.cohort.scope, now=now, input={"retry": page}
    )


def check_restorable(run: MatchingRun) -> None:
    check_pairs(run.cohort)
    if run.result.get("groups"):
        raise DomainError(_("Runs that brought partners together cannot be brought back."))


def restore_run(
    *, run: MatchingRun, by: User | None, now: datetime, progress: Callable[..., None]
) -> dict[str, int]:
    """Its pairs become the drafts again, beside those that are locked: where both are still free
    and no rule forbids it. Those that are locked or published anyway are counted by themselves.
    Points are those of the run's weights, by what people say today."""
    check_restorable(run)
    progress(5, _("Reading what everybody wrote"))
    inputs = inputs_of(run.cohort)
    named = list(run.inputs.get("hard", []))
    named += [] if run.inputs.get("repeat_partners") else [PAST_PARTNER]
    named += [REPORTING_LINE] if run.inputs.get("reporting_line", True) else []
    pairs = [(str(each["mentee"]), str(each["mentor"])) for each in run.result.get("pairs", [])]
    try:
        measures = run.inputs.get("measures")
        rules = rules_with(run.cohort, run.inputs.get("weights", {}), named, measures)
        progress(30, _("Looking at each of its pairs again"))
        told = engine().explain_pairs(inputs.with_rules(rules), pairs)
    except engine().MatchingError as wrong:
        raise DomainError(
            _("What counted then is not asked any more, so this run cannot be brought back.")
        ) from wrong
    progress(80, _("Writing down the drafts"))
    with transaction.atomic():
        cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=run.cohort_id)
        room = clear_unlocked(cohort)
        wanted = drafts_of_sides(inputs, [each for each in told if each.allowed])
        fresh = [draft for draft in wanted if room.take(*draft.places)]
        there = pairs_there(cohort).intersection(pairs)
        create_drafts(fresh, cohort, run, now)
        left_out = len(pairs) - len(fresh) - len(there)
        outcome = {"pairs": len(fresh), "there": len(there), "left_out": left_out}
        record(by=by, verb="run.restore", about=run, scope=cohort.scope, now=now, **outcome)
    return outcome


def pairs_there(cohort: Cohort) -> set[tuple[str, str]]:
    """Who works together, or is to by a draft: (mentee, mentor) as engine ids."""
    pairings = Pairing.objects.in_cohort(cohort).of_mentors()
    rows = PairingMember.objects.filter(
        pairing__in=pairings.proposed() | pairings.holding_seats()
    ).values_list("pairing", "role", "enrollment")
    sides: dict[int, dict[str, str]] = {}
    for pairing, role, place in rows:
        sides.setdefault(pairing, {})[role] = str(place)
    return {(both["mentee"], both["mentor"]) for both in sides.values()}
