"""A person's answer to having been entered: yes, no, or remove me."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import AuditEntry, User
from accounts.models.subjects import about_fields
from accounts.services.outbox import cancel_messages
from mentorship.models import ApplicationDraft, Cohort, Enrollment, Pairing
from mentorship.models.enrollments import OPEN_STATES

from .forgetting import forget_reasons

State = Enrollment.State


@transaction.atomic
def accept_invitation(*, enrollment: Enrollment, by: User, now: datetime) -> Enrollment:
    enrollment = _locked(enrollment)
    if enrollment.state == State.ACCEPTED:
        return enrollment
    check_takes_answers(enrollment.cohort)
    if enrollment.state != State.INVITED:
        raise DomainError(
            _("This invitation is no longer open. Write to your program if you would like a place.")
        )
    return _answer(enrollment, State.ACCEPTED, "enrollment.accept", by, now)


def check_takes_answers(cohort: Cohort) -> None:
    over = cohort.state in (Cohort.State.CLOSING, Cohort.State.CLOSED)
    if over or cohort.program.is_archived:
        raise DomainError(_("This round is over, so there is no place to take any more."))


@transaction.atomic
def decline_invitation(*, enrollment: Enrollment, by: User, now: datetime) -> Enrollment:
    enrollment = _locked(enrollment)
    if enrollment.state == State.DECLINED:
        return enrollment
    if enrollment.state != State.INVITED:
        raise DomainError(_("You have answered this invitation already. “Remove me” still works."))
    _drop_drafts(enrollment)
    _drop_application(enrollment)
    return _answer(enrollment, State.DECLINED, "enrollment.decline", by, now)


@transaction.atomic
def remove_enrollment(*, enrollment: Enrollment, by: User, now: datetime) -> Enrollment:
    """What the person was entered with goes; the bare place stays, so that the next import of the
    same file does not enter them again."""
    enrollment = _locked(enrollment)
    bare = enrollment.state not in OPEN_STATES and not enrollment.answers
    if bare and (enrollment.state != State.WITHDRAWN or _left_by_themselves(enrollment)):
        return enrollment
    if Pairing.objects.holding_seats().with_enrollment(enrollment).exists():
        raise DomainError(
            _("You are working with somebody at the moment. Close that pairing first, then leave.")
        )
    _drop_drafts(enrollment)
    _drop_application(enrollment)
    enrollment.answers, enrollment.external_id = {}, ""
    enrollment.save(update_fields=["answers", "external_id"])
    forget_reasons(places=Enrollment.objects.filter(pk=enrollment.pk))
    cancel_messages(about=enrollment, reason=_("They asked to be removed."), now=now)
    return _answer(enrollment, State.WITHDRAWN, "enrollment.remove", by, now)


def _answer(enrollment: Enrollment, state: str, verb: str, by: User, now: datetime) -> Enrollment:
    enrollment.state = state
    enrollment.answered_at = now
    enrollment.save(update_fields=["state", "answered_at"])
    scope = enrollment.cohort.scope
    record(by=by, verb=verb, about=enrollment, scope=scope, now=now)
    return enrollment


def _left_by_themselves(enrollment: Enrollment) -> bool:
    """Else those who run the cohort ended this place; that they do not want it counts from now."""
    told = AuditEntry.objects.filter(verb__startswith="enrollment.", **about_fields(enrollment))
    return told.order_by("-pk").values_list("verb", flat=True).first() == "enrollment.remove"


def _drop_drafts(enrollment: Enrollment) -> None:
    Pairing.objects.proposed().with_enrollment(enrollment).delete()


def _drop_application(enrollment: Enrollment) -> None:
    """What they had begun to write goes too."""
    mine = ApplicationDraft.objects.in_cohort(enrollment.cohort).of(enrollment.user)
    mine.filter(role=enrollment.role).delete()


def _locked(enrollment: Enrollment) -> Enrollment:
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related(
        "cohort__program", "user"
    )
    return rows.get(pk=enrollment.pk)
