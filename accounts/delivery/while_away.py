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


def told_by(message: Message) -> QuerySet[Message]:
    told = message.tells.filter(state=Message.State.COLLAPSED)
    return told.select_related("person").order_by("due_at", "pk")


def still_wanted(message: Message, now: datetime) -> str:
    """Each part is asked as if it were its own mail, with its consent's row held. What may not be
    told any more is taken out, from bytes that were already made too: no server has them yet."""
    left = 0
    for told in told_by(message):
        kind = mailkinds.get(told.kind)
        late = told.not_after is not None and told.not_after <= now
        reason = reasons.TOO_LATE if late else why_not(told, kind, now)
        if reason:
            _take_out(told, Message.State.EXPIRED if late else Message.State.SUPPRESSED, reason)
            message.frozen_at = None
        else:
            left += 1
    return "" if left else reasons.NOTHING_LEFT


def parts(message: Message, now: datetime) -> Iterator[tuple[Message, Content]]:
    """One that cannot be written must not take the others along."""
    for told in told_by(message):
        try:
            with transaction.atomic():
                content = mailkinds.get(told.kind).render(told, now)
        except Exception:
            log.exception("Mail %s could not be told of", told)
            _take_out(told, Message.State.FAILED, reasons.NOT_MADE)
        else:
            yield told, content


def _take_out(told: Message, state: str, reason: str) -> None:
    row = Message.objects.filter(pk=told.pk, state=Message.State.COLLAPSED)
    row.update(state=state, reason=reason[:255])
