"""Proposing pairs. Thought out first, then written in one transaction that replaces the drafts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, MatchingRun, Pairing, PairingMember
from mentorship.queries.matchmaking import (
    engine,
    inputs_of,
    sensitive_words,
    stored_parts,
    stored_points,
)
from mentorship.queries.whys import lock_problem

from .programs import advance_cohort
from .room import clear_unlocked, is_complete, sides_of

if TYPE_CHECKING:
    from mentorship.matching import Inputs, Match, Proposal

BATCH = 500
RHYTHM = ("every", "weekday", "monthday", "nth", "at", "zone")
KIND = "mentorship.propose_pairings"
FLOORS = range(0, 81, 10)
DRAWN_CELLS = 10_000_000  # pairs up to which other floors are tried (nine more solutions)


def _quiet(percent: int, note: object = "") -> None:
    return None


@transaction.atomic
def start_proposal(*, cohort: Cohort, by: User, now: datetime) -> Job:
    """The job of a proposal; pressed twice, the one that is under way."""
    _check_open(cohort)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    running = Job.objects.filter(
        kind=KIND, subject_id=cohort.pk, by=by, state__in=[Job.State.WAITING, Job.State.RUNNING]
    ).first()
    if running is not None:
        return running
    retry = reverse("mentorship:cohort", args=[cohort.slug])
    return start_job(
        kind=KIND, by=by, about=cohort, scope=cohort.scope, now=now, input={"retry": retry}
    )


def propose_pairings(
    *,
    cohort: Cohort,
    by: User | None,
    now: datetime,
    job: Job | None = None,
    progress: Callable[..., None] = _quiet,
) -> MatchingRun:
    """The best drafts for everybody without a pair. Those that are locked stay as they are."""
    _check_open(cohort)
    done = MatchingRun.objects.filter(job=job).first() if job is not None else None
    if done is not None:  # a first worker died after its commit
        return done
    progress(5, _("Reading what everybody wrote"))
    inputs = inputs_today(cohort)
    if not inputs.mentees or not inputs.mentors:
        raise DomainError(_("There is nobody to pair: add people of both sides first."))
    progress(20, _("Comparing everybody with everybody"))
    proposal = best_proposal(inputs)
    progress(70, _("Looking at other floors"))
    result = result_record(proposal) | insights_record(inputs, proposal)
    progress(85, _("Writing down the proposal"))
    return _write(cohort, inputs, proposal, result, by, now, job)


def locks_of(cohort: Cohort) -> list[tuple[str, str]]:
    """Locked drafts whose people are all still there: (mentee, mentor) as engine ids."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().locked().with_people()
    sides = [sides_of(draft) for draft in drafts if is_complete(draft)]
    return [(str(mentee), str(mentor)) for mentee, mentor in sides]


def inputs_today(cohort: Cohort) -> Inputs:
    """Everybody who may be paired, with the locks of today; locks that cannot be are told."""
    try:
        return inputs_of(cohort, locked=locks_of(cohort))
    except engine().MatchingError as wrong:
        raise DomainError(lock_problem(wrong)) from wrong


def best_proposal(inputs: Inputs) -> Proposal:
    try:
        proposal: Proposal = engine().propose_for(inputs)
    except engine().MatchingError as wrong:
        raise DomainError(lock_problem(wrong)) from wrong
    return proposal


@transaction.atomic
def _write(
    cohort: Cohort,
    inputs: Inputs,
    proposal: Proposal,
    result: dict[str, Any],
    by: User | None,
    now: datetime,
    job: Job | None,
) -> MatchingRun:
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    run = MatchingRun.objects.create(
        cohort=cohort,
        by=by,
        at=now,
        job=job,
        inputs=inputs_record(inputs),
        result=result,
        finished_at=now,
    )
    _replace_drafts(cohort, run, inputs, proposal, now)
    advance_cohort(cohort, Cohort.State.MATCHING)
    record(
        by=by,
        verb="pairings.propose",
        about=cohort,
        scope=cohort.scope,
        now=now,
        run=run.pk,
        pairs=len(proposal.matches),
        unmatched=len(proposal.unmatched),
    )
    return run


def _replace_drafts(
    cohort: Cohort, run: MatchingRun, inputs: Inputs, proposal: Proposal, now: datetime
) -> None:
    """Somebody may have been paired, locked or kept apart while the engine was thinking."""
    room = clear_unlocked(cohort)
    fresh = [m for m in proposal.matches if room.take(int(m.mentee), int(m.mentor))]
    _create_drafts(fresh, inputs, cohort, run, now)


def _create_drafts(
    matches: list[Match], inputs: Inputs, cohort: Cohort, run: MatchingRun, now: datetime
) -> None:
    hidden = sensitive_words(inputs)
    rhythm = {name: getattr(cohort, name) for name in RHYTHM}
    drafts = [
        Pairing(
            cohort=cohort,
            run=run,
            score=match.score,
            parts=(parts := stored_parts(match.reasons, hidden)),
            points=stored_points(parts),
            created_at=now,
            **rhythm,
        )
        for match in matches
    ]
    Pairing.objects.bulk_create(drafts, batch_size=BATCH)
    members = [
        PairingMember(pairing=draft, enrollment_id=int(pk), role=role)
        for draft, match in zip(drafts, matches, strict=True)
        for role, pk in (("mentee", match.mentee), ("mentor", match.mentor))
    ]
    PairingMember.objects.bulk_create(members, batch_size=BATCH)


def inputs_record(inputs: Inputs) -> dict[str, Any]:
    """Ids and criteria, nobody's name or words; the digest tells whether inputs were the same."""
    told = {
        "weights": {each.key: each.weight for each in inputs.rules.criteria},
        "hard": [each.key for each in inputs.rules.criteria if each.hard],
        "floor": inputs.floor,
        "mentees": [person.id for person in inputs.mentees],
        "mentors": [[person.id, person.capacity] for person in inputs.mentors],
        "locked": [list(pair) for pair in inputs.locked],
    }
    return told | {"digest": _digest(told, inputs)}


def _digest(told: dict[str, Any], inputs: Inputs) -> str:
    people = [asdict(person) for person in (*inputs.mentees, *inputs.mentors)]
    everything = json.dumps([told, people], sort_keys=True, default=sorted)
    return hashlib.sha256(everything.encode()).hexdigest()


def result_record(proposal: Proposal) -> dict[str, Any]:
    return {
        "pairs": [
            {
                "mentee": int(m.mentee),
                "mentor": int(m.mentor),
                "score": m.score,
                "parts": dict(m.parts),
            }
            for m in proposal.matches
        ],
        "unmatched": [
            {"enrollment": int(each.person), "reasons": _whys(each.reasons)}
            for each in (*proposal.unmatched, *proposal.unmatched_mentors)
        ],
        "overruled": [
            {"mentee": int(m.mentee), "mentor": int(m.mentor), "rules": list(m.broken)}
            for m in proposal.matches
            if m.broken
        ],
        "total": proposal.total,
        "below_floor": proposal.below_floor,
        "certified": proposal.certified,
        "value": proposal.value,
        "bound": proposal.bound,
        "silent": list(proposal.silent),
    }


def insights_record(inputs: Inputs, proposal: Proposal) -> dict[str, Any]:
    """What may be learned from a proposal beside its pairs. Ids and numbers only."""
    cells = len(inputs.mentees) * len(inputs.mentors)
    points = engine().trade_off(inputs, FLOORS) if cells <= DRAWN_CELLS else ()
    gains = [
        (int(s.mentor), [s.gain.people, s.gain.above_floor, s.gain.points]) for s in proposal.seats
    ]
    return {
        "matched": len(proposal.matches),
        "left_over": len(proposal.unmatched),
        "seats": [{"mentor": pk, "gain": gain} for pk, gain in gains if any(gain)],
        "floors": [asdict(point) for point in points],
        "both_prefer": [
            asdict(each) | {"mentee": int(each.mentee), "mentor": int(each.mentor)}
            for each in engine().both_prefer(inputs, proposal)
        ],
    }


def _whys(reasons: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"code": why.code, "count": why.count, "rule": why.rule} for why in reasons]


def _check_open(cohort: Cohort) -> None:
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed, so nobody can be paired in it any more."))
