"""How a request ends other than by a yes, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Message, User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import Enrollment, PairingRequest

from .seats import batches

State, Reason = PairingRequest.State, PairingRequest.Reason
TO_THE_ASKED = (
    "mentorship.request_received",
    "mentorship.request_reminder",
    "mentorship.peer_invitation",
)


def end_request(
    request: PairingRequest, state: str, now: datetime, *, reason: str = ""
) -> list[Message]:
    """Ends a request that the caller holds. Returns the mails about it, to be queued."""
    request.state, request.reason, request.ended_at = state, reason, now
    request.save(update_fields=["state", "reason", "ended_at"])
    unread = cancel_messages(
        about=request, reason=_("The request has ended."), now=now, kinds=TO_THE_ASKED
    )
    _let_go_of_guest(request, now)
    if state == State.WITHDRAWN:
        # Who was asked twice already got the first mail, whatever became of the reminder.
        heard = not request.silent and (not unread or request.reminders > 0)
        return [_mail("request_taken_back", request, request.recipient, now)] if heard else []
    return [_mail("request_answered", request, request.sender, now)]


def settle_requests(places: Iterable[int], now: datetime) -> list[PairingRequest]:
    """After seats were taken: what can no longer come true ends at once, and who waits is told."""
    ids = list(places)
    full = {pk for some in batches(ids) for pk in _full(some)}
    open_requests = PairingRequest.objects.open()
    touched = {
        pk
        for some in batches(sorted(full))
        for pk in open_requests.touching(some).values_list("pk", flat=True)
    }
    ended: list[PairingRequest] = []
    mails: list[Message] = []
    if not touched:
        return ended
    waiting = open_requests.filter(pk__in=touched).with_people()
    for request in waiting.select_for_update(of=("self",)).order_by("pk"):
        if request.sender_id in full:
            mails += end_request(request, State.WITHDRAWN, now, reason=Reason.PAIRED)
        else:
            mails += end_request(request, State.EXPIRED, now, reason=Reason.NO_SEAT)
        ended.append(request)
    queue_messages(mails)
    return ended


def _full(places: Iterable[int]) -> Iterable[int]:
    return Enrollment.objects.filter(pk__in=places, seats_taken__gte=F("capacity")).values_list(
        "pk", flat=True
    )


def _let_go_of_guest(request: PairingRequest, now: datetime) -> None:
    """Whoever was invited by a friend and has not answered is in the cohort no longer."""
    if request.state == State.DECLINED or not request.is_invitation:
        return
    guest = Enrollment.objects.filter(
        pk=request.recipient_id,
        state=Enrollment.State.INVITED,
        origin=Enrollment.Origin.INVITATION,
        entered_by=request.sender.user_id,
    )
    if not PairingRequest.objects.open().filter(recipient=request.recipient_id).exists():
        guest.update(state=Enrollment.State.WITHDRAWN)


def _mail(kind: str, request: PairingRequest, to: Enrollment, now: datetime) -> Message:
    return request_mail(kind, request, to.user, now)


def request_mail(
    kind: str, request: PairingRequest, person: User, now: datetime, *, key: str = ""
) -> Message:
    return draft_message(
        kind=f"mentorship.{kind}",
        person=person,
        about=request,
        scope=request.scope,
        now=now,
        dedupe_key=f"{kind}:{request.pk}{key}",
    )
