"""What time does to requests: a reminder on day 3 and day 10, the end on day 14."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.audit import record
from accounts.services.outbox import queue_messages
from mentorship.models import PairingRequest

from .request_endings import end_request, request_mail

REMINDERS = (timedelta(days=3), timedelta(days=10))
LIVES = timedelta(days=14)
AT_ONCE = 200  # in one tick: mails that are due must not wait behind them
State, Reason = PairingRequest.State, PairingRequest.Reason
OUT = ("declined", "withdrawn", "completed")


def move_requests_on(now: datetime) -> int:
    return expire_requests(now) + remind_of_requests(now)


def expire_requests(now: datetime) -> int:
    """After fourteen days, or as soon as one of the two is no longer there."""
    waiting = PairingRequest.objects.open().living()
    old = waiting.made_before(now - LIVES).values_list("pk", flat=True)[:AT_ONCE]
    moved = sum(_expire(pk, now, Reason.TIME) for pk in list(old))
    lonely = waiting.of_people_in_state(OUT).values_list("pk", flat=True)[:AT_ONCE]
    return moved + sum(_expire(pk, now, Reason.LEFT) for pk in list(lonely))


@transaction.atomic
def _expire(pk: int, now: datetime, reason: str) -> int:
    request = _held(pk)
    if request is None:
        return 0
    queue_messages(end_request(request, State.EXPIRED, now, reason=reason))
    record(by=None, verb="request.expire", about=request, scope=request.scope, now=now)
    return 1


def remind_of_requests(now: datetime) -> int:
    """Whoever was not reached on day 3 gets one on day 10, not two at once."""
    moved = 0
    for number, after in reversed(list(enumerate(REMINDERS, start=1))):
        due = PairingRequest.objects.open().living().shown().reminded_less_than(number)
        ids = due.made_before(now - after).values_list("pk", flat=True)[:AT_ONCE]
        moved += sum(_remind(pk, number, now) for pk in list(ids))
    return moved


@transaction.atomic
def _remind(pk: int, number: int, now: datetime) -> int:
    request = _held(pk)
    if request is None or request.reminders >= number:
        return 0
    request.reminders = number
    request.save(update_fields=["reminders"])
    person = request.recipient.user
    queue_messages([request_mail("request_reminder", request, person, now, key=f":{number}")])
    return 1


def _held(pk: int) -> PairingRequest | None:
    held = PairingRequest.objects.open().with_people().select_for_update(of=("self",))
    return held.filter(pk=pk).first()
