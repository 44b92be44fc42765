"""Asking somebody for a first talk or to work together, and the answers to that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_messages
from mentorship.models import Cohort, Enrollment, PairingRequest
from mentorship.queries.choosing import (
    ASKS,
    candidates_of,
    fit_of,
    has_asked_enough,
    has_ended,
    may_choose,
)

from .choosing_pairs import pair_up
from .enrollments import accept_invitation
from .programs import check_living
from .request_endings import TO_THE_ASKED, end_request, request_mail

CLOSED = _("In this cohort nobody can be asked at the moment.")
Kind, State, Reason = PairingRequest.Kind, PairingRequest.State, PairingRequest.Reason


# -- Asking --------------------------------------------------------------------------------


@transaction.atomic
def request_pairing(
    *, sender: Enrollment, recipient: Enrollment, by: User, now: datetime, message: str = ""
) -> PairingRequest:
    """Asks to work together. The other person's yes publishes the pairing."""
    return _ask(sender, recipient, Kind.PAIRING, by, now, message)


@transaction.atomic
def ask_for_talk(
    *, sender: Enrollment, recipient: Enrollment, by: User, now: datetime, message: str = ""
) -> PairingRequest:
    """Asks for twenty minutes to see whether it fits. A yes binds nobody."""
    return _ask(sender, recipient, Kind.TALK, by, now, message)


def _ask(
    sender: Enrollment, recipient: Enrollment, kind: str, by: User, now: datetime, message: str
) -> PairingRequest:
    sender = check_sender(sender, now)
    if not may_choose(sender):
        raise DomainError(CLOSED)
    _check_recipient(sender, recipient)
    request = written_down(
        sender=sender, recipient=recipient, kind=kind, message=message.strip(), created_at=now
    )
    queue_messages([request_mail("request_received", request, recipient.user, now)])
    verb = "request.ask_for_talk" if kind == Kind.TALK else "request.request_pairing"
    record(by=by, verb=verb, about=request, scope=request.scope, now=now)
    return request


def written_down(*, sender: Enrollment, **facts: Any) -> PairingRequest:
    """A new request. Two who ask each other at the same moment meet in the database."""
    try:
        with transaction.atomic():
            return PairingRequest.objects.create(cohort=sender.cohort, sender=sender, **facts)
    except IntegrityError as crossed:
        raise DomainError(
            _("You two have just asked each other. Look among your requests.")
        ) from crossed


def check_sender(sender: Enrollment, now: datetime) -> Enrollment:
    """The place, locked, so that the same person cannot ask a fourth time at the same moment."""
    places = Enrollment.objects.select_for_update(of=("self",))
    sender = places.select_related("cohort__program", "user").get(pk=sender.pk)
    cohort = sender.cohort
    check_living(cohort.program)
    over = not cohort.may_change or cohort.is_over(local_date(now, cohort.zone))
    if over or sender.state != Enrollment.State.ACCEPTED:
        raise DomainError(CLOSED)
    if sender.seats_taken:
        raise DomainError(_("You work with somebody already, so there is nobody to ask."))
    if has_ended(sender):
        raise DomainError(
            _("Say first on the page of your last pairing that you would like somebody else.")
        )
    if has_asked_enough(sender):
        raise DomainError(
            _(
                "Three of your requests are open. Wait for an answer, or take one back first; that "
                "is easier for those you ask, too."
            )
        )
    return sender


def _check_recipient(sender: Enrollment, recipient: Enrollment) -> None:
    if sender.user_id == recipient.user_id:
        raise DomainError(_("This is you. Choose somebody else."))
    if sender.cohort_id != recipient.cohort_id or recipient.role != ASKS[sender.role]:
        raise DomainError(_("You can ask people of your own cohort only."))
    between = PairingRequest.objects.filter(cohort=sender.cohort_id)
    if between.open().shown().filter(sender=recipient, recipient=sender).exists():
        raise DomainError(_("They have asked you already. You find it among your requests."))
    if between.open().filter(sender=sender, recipient=recipient).exists():
        raise DomainError(_("You have asked them already. They have not answered yet."))
    if between.filter(sender=sender, recipient=recipient, state=State.DECLINED).exists():
        raise DomainError(_("They said “not now”. Let it rest, and ask somebody else."))
    if not candidates_of(sender).filter(pk=recipient.pk).exists():
        raise DomainError(_("All their places are taken by now. Somebody else may fit as well."))
    silent = between.open().filter(sender=recipient, recipient=sender).exists()
    if silent or fit_of(sender, recipient) is None:
        raise DomainError(_("They cannot be asked at the moment. Choose somebody else."))


# -- Answers -------------------------------------------------------------------------------


@transaction.atomic
def accept_request(*, asked: PairingRequest, by: User, now: datetime) -> PairingRequest:
    """A talk: both have each other's address. Working together: published in this transaction."""
    request = locked(asked)
    if request.state == State.ACCEPTED:
        return request
    expect_open(request)
    if request.recipient.state == Enrollment.State.INVITED:
        request.recipient = accept_invitation(enrollment=request.recipient, by=by, now=now)
    request.state, request.ended_at = State.ACCEPTED, now
    request.save(update_fields=["state", "ended_at"])
    cancel_messages(
        about=request, reason=_("They have answered already."), now=now, kinds=TO_THE_ASKED
    )
    if request.is_talk:
        queue_messages([request_mail("request_answered", request, request.sender.user, now)])
    else:
        request.pairing = pair_up(request, by, now)
        request.save(update_fields=["pairing"])
    record(by=by, verb="request.accept", about=request, scope=request.scope, now=now)
    return request


@transaction.atomic
def decline_request(
    *, asked: PairingRequest, by: User, now: datetime, reason: str = ""
) -> PairingRequest:
    """`reason` is one of PairingRequest.DECLINING or empty; nobody reads more than “not now”."""
    request = locked(asked)
    if request.state == State.DECLINED:
        return request
    expect_open(request)
    if reason and reason not in PairingRequest.DECLINING:
        raise DomainError(_("Choose one of the reasons, or none."))
    _decline_place(request, now)
    queue_messages(end_request(request, State.DECLINED, now, reason=reason))
    record(by=by, verb="request.decline", about=request, scope=request.scope, now=now)
    return request


def _decline_place(request: PairingRequest, now: datetime) -> None:
    """No to a friend's invitation is no to the cohort: nobody there asks them again."""
    if request.recipient.state != Enrollment.State.INVITED:
        return
    Enrollment.objects.filter(pk=request.recipient_id).update(
        state=Enrollment.State.DECLINED, answered_at=now
    )


@transaction.atomic
def withdraw_request(*, asked: PairingRequest, by: User, now: datetime) -> PairingRequest:
    request = locked(asked)
    if request.state == State.WITHDRAWN:
        return request
    expect_open(request)
    queue_messages(end_request(request, State.WITHDRAWN, now))
    record(by=by, verb="request.withdraw", about=request, scope=request.scope, now=now)
    return request


def locked(request: PairingRequest) -> PairingRequest:
    """The cohort first, as publishing does: all wait for each other there, in one order."""
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("program")
    check_living(rows.get(pk=request.cohort_id).program)
    return PairingRequest.objects.with_people().select_for_update(of=("self",)).get(pk=request.pk)


def expect_open(request: PairingRequest) -> None:
    if request.is_open:
        return
    name = {"name": request.sender.user.short_name}
    sentences = {
        (State.WITHDRAWN, Reason.PAIRED): _("%(name)s has found somebody in the meantime."),
        (State.EXPIRED, Reason.NO_SEAT): _(
            "Your last place went to somebody else, so this request has ended."
        ),
        (State.EXPIRED, Reason.TIME): _(
            "This request ended after fourteen days without an answer."
        ),
        (State.EXPIRED, Reason.LEFT): _("One of you is not in the cohort any more."),
        (State.WITHDRAWN, ""): _("%(name)s has taken this request back."),
    }
    said = sentences.get((State(request.state), request.reason))
    raise DomainError((said or _("This request has been answered already.")) % name)
