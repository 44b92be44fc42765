"""Putting mails into the outbox and taking them out again. Nothing is rendered or sent here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from accounts import mailkinds
from accounts.bulk import Rows
from accounts.models import DeliveryAttempt, Message, User
from accounts.models.subjects import about_fields
from accounts.wake import wake

NOT_IN_FLIGHT = Q(state=Message.State.PENDING) | Q(
    state=Message.State.CLAIMED, data_started_at__isnull=True
)


def queue_message(
    *,
    kind: str,
    person: User | None,
    about: models.Model | None,
    scope: str,
    now: datetime,
    dedupe_key: str,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    params: dict[str, Any] | None = None,
    priority: int = 5,
    to_address: str = "",
) -> Message:
    """The message under this key: a new one, or the one that was queued before."""
    message = draft_message(
        kind=kind,
        person=person,
        about=about,
        scope=scope,
        now=now,
        dedupe_key=dedupe_key,
        due_at=due_at,
        not_after=not_after,
        params=params,
        priority=priority,
        to_address=to_address,
    )
    queue_messages([message])
    return Message.objects.get(dedupe_key=dedupe_key)


def queue_messages(drafts: Iterable[Message]) -> None:
    """Many at once, for an import of thousands; rows whose key is known stay as they are."""
    Message.objects.bulk_create(drafts, ignore_conflicts=True, batch_size=500)
    transaction.on_commit(wake, robust=True)


def ready_messages(drafts: Iterable[Message]) -> Rows:
    """Drafts worked out before a transaction, for `queue_ready` inside of it."""
    return Rows(Message, drafts)


def queue_ready(rows: Rows) -> None:
    rows.insert(ignore_conflicts=True)
    transaction.on_commit(wake, robust=True)


def draft_message(
    *,
    kind: str,
    person: User | None,
    about: models.Model | None,
    scope: str,
    now: datetime,
    dedupe_key: str,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    params: dict[str, Any] | None = None,
    priority: int = 5,
    to_address: str = "",
) -> Message:
    """An unsaved message, for `queue_messages`."""
    declared = mailkinds.get(kind)
    due = due_at or now
    return Message(
        kind=kind,
        person=person,
        to_address=to_address or (person.email if person else ""),
        dedupe_key=dedupe_key,
        params=params or {},
        **about_fields(about),
        scope=scope,
        message_id=f"<{uuid.uuid4().hex}@{mail_host()}>",
        date_header=due,  # set anew when the bytes are frozen, then never again
        created_at=now,
        due_at=due,
        not_after=not_after or due + declared.keeps_for,
        priority=priority,
        secret=declared.secret,
    )


def cancel_messages(
    *,
    about: models.Model,
    reason: object,
    now: datetime,
    kinds: Iterable[str] | None = None,
    person: User | None = None,
) -> int:
    """Withdraws what has not left yet, even if a worker already holds it. Returns how many."""
    waiting = Message.objects.filter(NOT_IN_FLIGHT, **about_fields(about))
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    if person is not None:
        waiting = waiting.filter(person=person)
    return waiting.update(state=Message.State.CANCELLED, reason=str(reason)[:255])


def forget_address(*, about: models.Model, kinds: Iterable[str]) -> bool:
    """Takes an address that is no account's out of mails that are over, and out of what servers
    said about them. False while one of these mails has not had its end."""
    mails = Message.objects.filter(person=None, kind__in=list(kinds), **about_fields(about))
    on_their_way = [Message.State.PENDING, Message.State.CLAIMED]
    if mails.filter(state__in=on_their_way).exists():
        return False
    DeliveryAttempt.objects.filter(message__in=mails).update(reply="")
    mails.update(to_address="", smtp_reply="")
    return True


def cancel_scope(*, scope: str, reason: object, now: datetime) -> int:
    """Withdraws all that has not left yet of one scope, «program:7». Returns how many."""
    waiting = Message.objects.filter(NOT_IN_FLIGHT, scope=scope)
    return waiting.update(state=Message.State.CANCELLED, reason=str(reason)[:255])


def mail_host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
