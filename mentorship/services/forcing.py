"""Setting a pair by hand: what the whole would lose by it, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember
from mentorship.queries.matchmaking import (
    engine,
    prepared,
    stored_parts,
    stored_points,
)
from mentorship.queries.whynot import FORCE, WhyNot
from mentorship.queries.whys import apart_sentence, is_secret, lock_problem, not_a_mentor

from .matching import RHYTHM, best_proposal, inputs_today


@transaction.atomic
def start_forcing(*, mentee: Enrollment, mentor_id: int, by: User, now: datetime) -> Job:
    """Asks what the whole would lose if these two were paired. Nothing is changed by it."""
    mentor = _mentor(mentee.cohort, mentor_id)
    if mentor.user_id == by.pk and WhyNot(mentee, None, by).candidate(mentor_id) is None:
        raise DomainError(not_a_mentor(mentee.cohort.program.words))
    back = reverse("mentorship:why_not", args=[mentee.cohort.slug, mentee.pk])
    asked = {"mentor": mentor.pk, "retry": f"{back}?mentor={mentor.pk}"}
    return start_job(
        kind=FORCE, by=by, about=mentee, scope=mentee.cohort.scope, now=now, input=asked
    )


def force_pair(
    *, mentee: Enrollment, mentor_id: int, progress: Callable[..., None]
) -> dict[str, int]:
    """People matched, pairs above the floor and points, more or less, and how many others move.
    Nothing is written."""
    progress(5, _("Reading what everybody wrote"))
    today = inputs_today(mentee.cohort)
    progress(20, _("Looking for the best pairs without this wish"))
    before = best_proposal(today)
    progress(60, _("Looking for the best pairs with it"))
    try:
        after = engine().forced(today, str(mentee.pk), str(mentor_id))
    except engine().MatchingError as wrong:
        raise DomainError(lock_problem(wrong)) from wrong
    found = engine().compare(before, after)
    others = [row for row in found.moved if row[0] != str(mentee.pk)]
    return {
        "matched": found.matched,
        "above_floor": found.above_floor,
        "points": round(found.total / 100),
        "others": len(others),
    }


@transaction.atomic
def draft_pairing(*, mentee: Enrollment, mentor_id: int, by: User, now: datetime) -> Pairing:
    """A locked draft of a mentee without one. Where the mentor has no seat left, the draft there
    with the lowest score gives its seat up."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=mentee.cohort_id)
    mentor = _mentor(cohort, mentor_id)
    waiting = Enrollment.objects.in_cohort(cohort).mentees().without_pair()
    if not waiting.filter(pk=mentee.pk).exists():
        raise DomainError(_("This person has a pair already. Swap it instead."))
    preparation = prepared(cohort)
    told = engine().explain(preparation.inputs, str(mentee.pk), str(mentor.pk))
    if is_secret(told.blocked_by, by, mentee, mentor):
        raise DomainError(not_a_mentor(cohort.program.words))
    if told.blocked_by:
        raise DomainError(apart_sentence(told.blocked_by, preparation.inputs.rules))
    displaced = _make_room(cohort, mentor)
    parts = stored_parts(told.reasons, preparation.hidden)
    draft = Pairing.objects.create(
        cohort=cohort,
        score=told.score,
        parts=parts,
        points=stored_points(parts),
        by_hand=True,
        locked=True,
        created_at=now,
        **{name: getattr(cohort, name) for name in RHYTHM},
    )
    for role, place in (("mentee", mentee), ("mentor", mentor)):
        PairingMember.objects.create(pairing=draft, enrollment=place, role=role)
    details: dict[str, Any] = {"mentee": mentee.pk, "mentor": mentor.pk, "displaced": displaced}
    record(by=by, verb="pairing.draft", about=draft, scope=cohort.scope, now=now, **details)
    return draft


def _mentor(cohort: Cohort, pk: int) -> Enrollment:
    mentors = Enrollment.objects.in_cohort(cohort).mentors().matchable()
    mentor = mentors.select_related("user").filter(pk=pk).first()
    if mentor is None:
        raise DomainError(not_a_mentor(cohort.program.words))
    return mentor


def _make_room(cohort: Cohort, mentor: Enrollment) -> int | None:
    """The id of the draft that went for it, if one had to."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().with_enrollment(mentor)
    if drafts.count() < mentor.capacity - mentor.seats_taken:
        return None
    weakest = drafts.exclude(locked=True).sorted_by("weakest").first()
    if weakest is None:
        raise DomainError(
            _("All seats of %(name)s are taken by pairs that are working or locked.")
            % {"name": mentor.user}
        )
    pk: int = weakest.pk
    weakest.delete()
    return pk
