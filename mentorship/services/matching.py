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
from mentorship.models import Cohort, Enrollment, MatchingRun, Pairing, PairingMember
from mentorship.queries.matchmaking import engine, inputs_of, sensitive_words, stored_parts

from .programs import advance_cohort

if TYPE_CHECKING:
    from mentorship.matching import Inputs, Match, Proposal

BATCH = 500
RHYTHM = ("every", "weekday", "monthday", "nth", "at", "zone")
KIND = "mentorship.propose_pairings"


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
    """The best drafts for everybody without a pair. Those made by hand stay as they are."""
    _check_open(cohort)
    done = MatchingRun.objects.filter(job=job).first() if job is not None else None
    if done is not None:  # a first worker died after its commit
        return done
    progress(5, _("Reading what everybody wrote"))
    inputs = inputs_of(cohort, locked=locks_of(cohort))
    if not inputs.mentees or not inputs.mentors:
        raise DomainError(_("There is nobody to pair: add people of both sides first."))
    progress(20, _("Comparing everybody with everybody"))
    proposal = best_proposal(inputs)
    progress(85, _("Writing down the proposal"))
    return _write(cohort, inputs, proposal, by, now, job)


def locks_of(cohort: Cohort) -> list[tuple[str, str]]:
    """Drafts made by hand whose people are all still there: (mentee, mentor) as engine ids."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().made_by_hand().with_people()
    found = []
    for draft in drafts:
        sides = {member.role: member.enrollment for member in draft.members.all()}
        if len(sides) == 2 and all(_may_be_drafted(place) for place in sides.values()):
            found.append((str(sides["mentee"].pk), str(sides["mentor"].pk)))
    return found


def _may_be_drafted(place: Enrollment) -> bool:
    here = place.state in (Enrollment.State.ACCEPTED, Enrollment.State.INVITED)
    return here and place.has_room


def best_proposal(inputs: Inputs) -> Proposal:
    try:
        proposal: Proposal = engine().propose_for(inputs)
    except engine().MatchingError as wrong:
        raise DomainError(
            _(
                "Two of the pairs that were set by hand contradict each other or a wish. Swap them "
                "back, then propose again."
            )
        ) from wrong
    return proposal


@transaction.atomic
def _write(
    cohort: Cohort,
    inputs: Inputs,
    proposal: Proposal,
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
        result=result_record(proposal),
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
    drafts = Pairing.objects.in_cohort(cohort).proposed()
    kept = {(a, b) for a, b in inputs.locked}
    drafts.exclude(pk__in=_kept_ids(drafts, kept)).delete()
    free = _still_free(proposal.matches)
    fresh = [m for m in proposal.matches if not m.locked and {m.mentee, m.mentor} <= free]
    _create_drafts(fresh, inputs, cohort, run, now)


def _kept_ids(drafts: Any, kept: set[tuple[str, str]]) -> list[int]:
    """Hand-made drafts that took part as locks; other hand-made ones lost somebody."""
    found = []
    for draft in drafts.made_by_hand().with_people():
        sides = {member.role: str(member.enrollment_id) for member in draft.members.all()}
        if (sides.get("mentee"), sides.get("mentor")) in kept:
            found.append(draft.pk)
    return found


def _still_free(matches: Iterable[Match]) -> set[str]:
    """While the engine was thinking somebody may have been paired or have left."""
    ids = [int(pk) for match in matches for pk in (match.mentee, match.mentor)]
    here: set[str] = set()
    for start in range(0, len(ids), BATCH):
        places = (
            Enrollment.objects.matchable().with_room().filter(pk__in=ids[start : start + BATCH])
        )
        here.update(str(pk) for pk in places.values_list("pk", flat=True))
    return here


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
            parts=stored_parts(match.reasons, hidden),
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
        "total": proposal.total,
        "below_floor": proposal.below_floor,
        "certified": proposal.certified,
        "value": proposal.value,
        "bound": proposal.bound,
        "silent": list(proposal.silent),
    }


def _whys(reasons: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"code": why.code, "count": why.count, "rule": why.rule} for why in reasons]


def _check_open(cohort: Cohort) -> None:
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed, so nobody can be paired in it any more."))
