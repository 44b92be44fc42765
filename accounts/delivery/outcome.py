"""What became of a mail. Each change is guarded by the lease, so that two workers cannot both
say how one mail ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from accounts.delivery import reasons
from accounts.delivery.backoff import ANSWERS_IN_A_DAY, TRIES_TO_WRITE, wait_after
from accounts.delivery.claim import held
from accounts.delivery.stop import stopping
from accounts.models import DeliveryAttempt, Message

log = logging.getLogger(__name__)
T = TypeVar("T")
NO_LEASE: dict[str, Any] = {"lease_token": None, "lease_until": None}
WIPED: dict[str, Any] = {"text": "", "html": "", "ics": "", "params": {}}
INSIST_SECONDS = 600  # shorter than the long lease
INSIST_SECONDS_WHEN_STOPPING = 20


def insist(write: Callable[[], T]) -> T:
    """Repeats a write while the database is away: the server has the mail, so the row must hear
    of it. Inside a transaction there is nothing to repeat."""
    began = time.monotonic()
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            patience = INSIST_SECONDS_WHEN_STOPPING if stopping.is_set() else INSIST_SECONDS
            if connection.in_atomic_block or time.monotonic() - began > patience:
                raise
            log.warning("The database is away; trying again to note what became of a mail.")
            connection.close()
            time.sleep(1)


def mark_sent(message: Message, *, at: datetime, code: int, reply: str, kept: bool = False) -> bool:
    person = message.person
    on = person.local_date(at) if person else at.date()
    # A kept mail stays readable for a while: /mailbox/ is the only place where it can be read.
    wipe = message.secret and not kept
    return _close(
        message,
        wipe=wipe,
        state=Message.State.SENT,
        reason="",
        smtp_code=code,
        smtp_reply=reply[:255],
        sent_at=at,
        sent_on=on,
    )


def end(message: Message, state: str, reason: str, **fields: Any) -> bool:
    """A terminal state with its reason: failed, expired, suppressed, unsure."""
    return _close(message, wipe=message.secret, state=state, reason=reason[:255], **fields)


def put_off(message: Message, *, until: datetime, reason: str, **fields: Any) -> bool:
    """Back to the queue for later. The bytes, if they were made, stay the same."""
    changes = {"due_at": until, "reason": reason[:255], "data_started_at": None, **fields}
    return bool(held(message).update(state=Message.State.PENDING, **NO_LEASE, **changes))


def answered_later(message: Message, *, at: datetime, code: int, reply: str) -> bool:
    """The server said 4xx. It has answered, so this counts as an attempt."""
    attempts = message.attempts + 1
    fields = {"attempts": attempts, "smtp_code": code, "smtp_reply": reply[:255]}
    if attempts >= ANSWERS_IN_A_DAY:
        return end(message, Message.State.FAILED, reasons.SERVER_TOO_SLOW, **fields)
    return put_off(message, until=at + wait_after(attempts), reason="", **fields)


def could_not_write(message: Message, *, at: datetime, trouble: Exception) -> bool:
    """Rendering or checking raised. Others go on; this one tries again, six times in all."""
    attempts = message.attempts + 1
    log.error("Mail %s could not be made: %s", message, type(trouble).__name__, exc_info=trouble)
    if attempts >= TRIES_TO_WRITE:
        return end(message, Message.State.FAILED, reasons.NOT_MADE, attempts=attempts)
    return put_off(message, until=at + wait_after(attempts), reason="", attempts=attempts)


def end_unknown(message: Message, *, policy: str, at: datetime) -> bool:
    """DATA had begun and nobody knows how it ended. «resend_once» sends the same bytes once more;
    a receiver knows the copy by its Message-ID and Date. «hold» never risks a copy."""
    if policy == "resend_once" and message.resends == 0:
        return put_off(message, until=min(message.due_at, at), reason="", resends=1)
    reason = reasons.SENT_TWICE_UNKNOWN if message.resends else reasons.END_UNKNOWN
    return _close(message, wipe=message.secret, state=Message.State.UNSURE, reason=reason)


def note_attempt(
    message: Message, *, at: datetime, worker: str, phase: str, code: int | None, reply: str
) -> None:
    DeliveryAttempt.objects.create(
        message=message, at=at, worker=worker[:120], phase=phase, code=code, reply=reply[:255]
    )


def _close(message: Message, *, wipe: bool, **fields: Any) -> bool:
    if wipe:
        fields |= WIPED | {"wiped_at": Now()}
    return bool(held(message).update(**NO_LEASE, **fields))
