"""Promising a line now and then, and ending that promise."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import FeedbackRhythm
from mentorship.models import Pairing, PairingMember

from .feedback import NOT_WORKING

LONGEST = timedelta(days=366)


@transaction.atomic
def promise_feedback_rhythm(
    *, to: PairingMember, by: User, now: datetime, skill: str, every: int, until_on: date
) -> FeedbackRhythm:
    """One's own promise to somebody one works with. Nothing is mailed about it."""
    to = PairingMember.objects.with_person().get(pk=to.pk)
    if to.pairing.state != Pairing.State.ACTIVE:
        raise DomainError(NOT_WORKING)
    member = to.pairing.members.filter(enrollment__user=by).first()
    if member is None or member.pk == to.pk:
        raise DomainError(_("Feedback goes to somebody you work with."))
    list(PairingMember.objects.select_for_update().filter(pk=member.pk))
    today, skill = by.local_date(now), " ".join(skill.split())
    if not skill:
        raise DomainError(_("Name the skill that your lines will be about."))
    if not today < until_on <= today + LONGEST:
        raise DomainError(_("Choose a day after today and within a year."))
    going = FeedbackRhythm.objects.filter(member=member, to=to, skill__iexact=skill, ended_at=None)
    before = going.first()
    if before is not None and before.until_on >= today:
        raise DomainError(_("You have promised lines on this skill already. End that one first."))
    going.update(ended_at=now)  # its last day is over: this one goes on from it
    rhythm = FeedbackRhythm.objects.create(
        member=member,
        to=to,
        skill=skill,
        every=every,
        begins_on=today,
        until_on=until_on,
        promised_at=now,
    )
    _note("promise", rhythm, by, now)
    return rhythm


@transaction.atomic
def end_feedback_rhythm(*, rhythm: FeedbackRhythm, by: User, now: datetime) -> None:
    """Any time, without a reason."""
    FeedbackRhythm.objects.select_for_update().filter(pk=rhythm.pk).first()
    rhythm = FeedbackRhythm.objects.with_people().get(pk=rhythm.pk)
    if rhythm.member.enrollment.user_id != by.pk:
        raise DomainError(_("Only who promised this can end it."))
    if rhythm.ended_at is None:
        rhythm.ended_at = now
        rhythm.save(update_fields=["ended_at"])
        _note("end", rhythm, by, now)


def _note(verb: str, rhythm: FeedbackRhythm, by: User, now: datetime) -> None:
    record(by=by, verb=f"feedback_rhythm.{verb}", about=rhythm, scope=rhythm.scope, now=now)
