"""Taking due mails for this worker. Who holds a lease sends; leases run on the database's clock."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.models import Message

BATCH = 20
LEASE = timedelta(seconds=20)
DATA_LEASE = timedelta(minutes=15)


def due(now: datetime) -> QuerySet[Message]:
    return (
        Message.objects.pending()
        .filter(Q(not_after=None) | Q(not_after__gt=now), due_at__lte=now)
        .order_by("priority", "due_at", "id")
    )


def claim_batch(
    now: datetime, limit: int = BATCH, *, kinds: Collection[str] | None = None
) -> list[Message]:
    """Up to `limit` due messages with a fresh lease. On PostgreSQL workers skip each other's rows;
    on SQLite the transaction is immediate, so that only one claims at a time."""
    wanted = due(now) if kinds is None else due(now).filter(kind__in=kinds)
    if not wanted.exists():  # an idle tick takes no write lock
        return []
    lease_token = uuid.uuid4()
    with transaction.atomic():
        rows = wanted.select_for_update(skip_locked=True).values_list("pk", flat=True)
        Message.objects.filter(pk__in=list(rows[:limit]), state=Message.State.PENDING).update(
            state=Message.State.CLAIMED,
            lease_token=lease_token,
            lease_until=Now() + LEASE,
            data_started_at=None,
        )
    claimed = Message.objects.filter(lease_token=lease_token, state=Message.State.CLAIMED)
    return list(claimed.select_related("person").order_by("priority", "due_at", "id"))


def held(message: Message) -> QuerySet[Message]:
    """The row, if this worker still holds it."""
    return Message.objects.filter(
        pk=message.pk, lease_token=message.lease_token, state=Message.State.CLAIMED
    )


def extend(lease_token: uuid.UUID) -> int:
    """The heartbeat: only mails whose DATA has not begun; the long lease needs none."""
    return Message.objects.filter(
        lease_token=lease_token, state=Message.State.CLAIMED, data_started_at=None
    ).update(lease_until=Now() + LEASE)


def release(messages: Iterable[Message]) -> int:
    """Back into the queue, as if never taken: DATA has not begun."""
    tokens = {(message.pk, message.lease_token) for message in messages}
    mine = Message.objects.filter(
        pk__in=[pk for pk, _token in tokens],
        lease_token__in=[token for _pk, token in tokens],
        state=Message.State.CLAIMED,
        data_started_at=None,
    )
    return mine.update(state=Message.State.PENDING, lease_token=None, lease_until=None)
