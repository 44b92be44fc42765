"""The one mail that tells of several late ones: which of them it still may tell of, and their words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts import mailkinds
from accounts.delivery import reasons
from accounts.delivery.guard import why_not
from accounts.mailkinds import Content
from accounts.models import Message

log = logging.getLogger(__name__)
TOLD = "told"  # of a frozen mail: the keys of the mails whose words are in it


def told_by(message: Message) -> QuerySet[Message]:
    told = message.tells.filter(state=Message.State.COLLAPSED)
    return told.select_related("person").order_by("due_at", "pk")


def still_wanted(message: Message, now: datetime) -> str:
    """Each part is asked as if it were its own mail, with its consent's row held. What may not be
    told any more is taken out, from bytes that were already made too: no server has them yet."""
    left = []
    # Consents in the order in which planning holds them, so that neither waits for the other.
    for told in told_by(message).order_by("subject_label", "subject_id", "pk"):
        kind = mailkinds.get(told.kind)
        late = told.not_after is not None and told.not_after <= now
        reason = reasons.TOO_LATE if late else why_not(told, kind, now)
        if reason:
            _take_out(told, Message.State.EXPIRED if late else Message.State.SUPPRESSED, reason)
        else:
            left.append(told.pk)
    # Not what this look has taken out, but what the bytes tell: an earlier look may have ended
    # before they were made anew.
    if message.params.get(TOLD) != sorted(left):
        message.frozen_at = None
    return "" if left else reasons.NOTHING_LEFT


def parts(message: Message, now: datetime) -> Iterator[tuple[Message, Content]]:
    """One that cannot be written must not take the others along. The mail notes whom it tells of."""
    written = []
    for told in told_by(message):
        try:
            with transaction.atomic():
                content = mailkinds.get(told.kind).render(told, now)
        except Exception:
            log.exception("Mail %s could not be told of", told)
            _take_out(told, Message.State.FAILED, reasons.NOT_MADE)
        else:
            written.append(told.pk)
            yield told, content
    message.params = {**message.params, TOLD: sorted(written)}


def _take_out(told: Message, state: str, reason: str) -> None:
    row = Message.objects.filter(pk=told.pk, state=Message.State.COLLAPSED)
    row.update(state=state, reason=reason[:255])
