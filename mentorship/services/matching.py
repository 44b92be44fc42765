"""Proposing pairs. Thought out first, then written in one transaction that replaces the drafts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
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
from mentorship.queries.peers import drafted_together
from mentorship.queries.whys import lock_problem

from .peers import Draft, drafts_of_peers, peer_inputs_record, peer_record, propose_peers, whys
from .programs import advance_cohort, check_pairs
from .room import clear_unlocked, complete, sides_of

if TYPE_CHECKING:
    from mentorship.matching import (
        Explanation,
        Inputs,
        Match,
        PeerInputs,
        PeerProposal,
        Proposal,
        Rules,
    )

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
    check_pairs(cohort)
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
    check_pairs(cohort)
    done = MatchingRun.objects.filter(job=job).first() if job is not None else None
    if done is not None:  # a first worker died after its commit
        return done
    thought = _think(cohort, progress)
    progress(70, _("Looking at other floors"))
    records = records_of(thought)
    progress(85, _("Writing down the proposal"))
    return _write(cohort, thought, records, by, now, job)


@dataclass(frozen=True)
class Thought:
    """What the engine was asked and what it answered: mentors with mentees, peers, or both."""

    sides: tuple[Inputs, Proposal] | None
    peers: tuple[PeerInputs, PeerProposal] | None

    def drafts(self) -> list[Draft]:
        """Those that are locked too; they stand already, so there is no room for them."""
        found = drafts_of_sides(self.sides[0], self.sides[1].matches) if self.sides else []
        return found + (drafts_of_peers(*self.peers) if self.peers else [])


def _think(cohort: Cohort, progress: Callable[..., None]) -> Thought:
    """Mentors with mentees first, since few can take a mentor's seat; then peers, and nobody is
    given the same person twice."""
    progress(5, _("Reading what everybody wrote"))
    sides = _sides_of(cohort) if cohort.pairs_mentors else None
    if sides is None and not cohort.pairs_peers:
        raise DomainError(_("There is nobody to pair: add people of both sides first."))
    progress(20, _("Comparing everybody with everybody"))
    answered = (sides, best_proposal(sides)) if sides is not None else None
    together = pairs_of(*answered) if answered else []
    peers = propose_peers(cohort, together) if cohort.pairs_peers else None
    if answered is None and (peers is None or len(peers[0].peers) < 2):
        raise DomainError(_("There is nobody to pair: add at least two partners first."))
    return Thought(answered, peers)


def _sides_of(cohort: Cohort) -> Inputs | None:
    inputs = inputs_today(cohort)
    return inputs if inputs.mentees and inputs.mentors else None


def locks_of(cohort: Cohort) -> list[tuple[str, str]]:
    """Locked drafts whose people are all still there: (mentee, mentor) as engine ids."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().locked().of_mentors().with_people()
    sides = [sides_of(draft) for draft in complete(cohort, drafts)]
    return [(str(mentee), str(mentor)) for mentee, mentor in sides]


def inputs_today(cohort: Cohort) -> Inputs:
    """Everybody who may be paired, with the locks of today; locks that cannot be are told."""
    try:
        partners = drafted_together(cohort, "peer", locked=True) if cohort.pairs_peers else []
        return inputs_of(cohort, locked=locks_of(cohort), together=partners)
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
    thought: Thought,
    records: tuple[dict[str, Any], dict[str, Any]],
    by: User | None,
    now: datetime,
    job: Job | None,
) -> MatchingRun:
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    inputs, result = records
    run = MatchingRun.objects.create(
        cohort=cohort,
        by=by,
        at=now,
        job=job,
        inputs=inputs,
        result=result,
        finished_at=now,
    )
    _replace_drafts(cohort, run, thought, now)
    advance_cohort(cohort, Cohort.State.MATCHING)
    record(
        by=by,
        verb="pairings.propose",
        about=cohort,
        scope=cohort.scope,
        now=now,
        run=run.pk,
        pairs=len(result.get("pairs", [])) + len(result.get("groups", [])),
        unmatched=len(result["unmatched"]),
    )
    return run


def _replace_drafts(cohort: Cohort, run: MatchingRun, thought: Thought, now: datetime) -> None:
    """Somebody may have been paired, locked or kept apart while the engine was thinking."""
    room = clear_unlocked(cohort)
    fresh = [draft for draft in thought.drafts() if room.take(*draft.places)]
    create_drafts(fresh, cohort, run, now)


def create_drafts(wanted: list[Draft], cohort: Cohort, run: MatchingRun, now: datetime) -> None:
    rhythm = {name: getattr(cohort, name) for name in RHYTHM}
    drafts = [
        Pairing(
            cohort=cohort,
            run=run,
            score=one.score,
            parts=one.parts,
            points=stored_points(one.parts),
            created_at=now,
            **rhythm,
        )
        for one in wanted
    ]
    Pairing.objects.bulk_create(drafts, batch_size=BATCH)
    members = [
        PairingMember(pairing=draft, enrollment_id=pk, role=role)
        for draft, one in zip(drafts, wanted, strict=True)
        for role, pk in one.members
    ]
    PairingMember.objects.bulk_create(members, batch_size=BATCH)


def drafts_of_sides(inputs: Inputs, matches: Iterable[Match | Explanation]) -> list[Draft]:
    hidden = sensitive_words(inputs)
    return [
        Draft(
            match.score,
            stored_parts(match.reasons, hidden),
            (("mentee", int(match.mentee)), ("mentor", int(match.mentor))),
        )
        for match in matches
    ]


def pairs_of(inputs: Inputs, proposal: Proposal) -> list[frozenset[str]]:
    """Whom a proposal brings together, as people and not as places."""
    keys = {person.id: person.key for person in (*inputs.mentees, *inputs.mentors)}
    return [frozenset({keys[m.mentee], keys[m.mentor]}) for m in proposal.matches]


def records_of(thought: Thought) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a run keeps: of peers beside what it keeps of mentors and mentees."""
    inputs: dict[str, Any] = {}
    result: dict[str, Any] = {"unmatched": [], "certified": True}
    if thought.sides is not None:
        inputs = inputs_record(thought.sides[0])
        result = result_record(*thought.sides) | insights_record(*thought.sides)
    if thought.peers is not None:
        asked, answer = peer_inputs_record(thought.peers[0]), peer_record(*thought.peers)
        inputs |= asked if thought.sides is None else {"peers": asked}
        result["unmatched"] += answer.pop("unmatched")
        result["certified"] = answer.pop("certified") and result["certified"]
        result |= answer
    return inputs, result


def inputs_record(inputs: Inputs) -> dict[str, Any]:
    """Ids and criteria, nobody's name or words; the digest tells whether inputs were the same."""
    told = {
        "weights": {each.key: each.weight for each in inputs.rules.criteria},
        "hard": [each.key for each in inputs.rules.criteria if each.hard],
        "repeat_partners": inputs.rules.repeat_partners,
        "reporting_line": inputs.rules.reporting_line,
        "floor": inputs.floor,
        "measures": measures_record(inputs.rules),
        "questions": [asdict(each) for each in inputs.rules.own],
        "mentees": [person.id for person in inputs.mentees],
        "mentors": [[person.id, person.capacity] for person in inputs.mentors],
        "locked": [list(pair) for pair in inputs.locked],
    }
    return told | {"digest": _digest(told, inputs)}


def measures_record(rules: Rules) -> dict[str, Any]:
    """What criteria were measured against."""
    return {
        "enough_hours": rules.enough_hours,
        "level_gap": list(rules.level_gap),
        "stickiness": rules.stickiness,
        "asked": {each.key: each.asked for each in rules.criteria if each.asked},
        "at_least": {each.key: each.at_least for each in rules.criteria if each.hard},
    }


def _digest(told: dict[str, Any], inputs: Inputs) -> str:
    people = [vars(person) for person in (*inputs.mentees, *inputs.mentors)]
    everything = json.dumps([told, people], sort_keys=True, default=sorted)
    return hashlib.sha256(everything.encode()).hexdigest()


def result_record(inputs: Inputs, proposal: Proposal) -> dict[str, Any]:
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
            {"enrollment": int(each.person), "reasons": whys(each.reasons, inputs.rules)}
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
