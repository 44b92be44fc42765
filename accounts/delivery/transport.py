"""The one row that says whether the mail server may be tried: a circuit breaker for all hosts."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from accounts.delivery.backoff import pause_after
from accounts.models import Transport

log = logging.getLogger(__name__)
ROW = 1
SPARE = 0.1  # of a minute's mails is what the bucket holds


def is_paused() -> bool:
    return Transport.objects.filter(pk=ROW, paused_until__gt=Now()).exists()


@transaction.atomic
def pause(reason: str) -> None:
    row, _created = Transport.objects.select_for_update().get_or_create(pk=ROW)
    failures = row.failures + 1
    Transport.objects.filter(pk=ROW).update(
        failures=failures, paused_until=Now() + pause_after(failures), reason=reason[:255]
    )
    log.warning("The mail server cannot be used now: %s", reason)


def works_again() -> None:
    Transport.objects.filter(pk=ROW, failures__gt=0).update(
        failures=0, paused_until=None, reason=""
    )


@transaction.atomic
def grant(wanted: int) -> int:
    """How many of these mails may leave now. The bucket is small and fills a little slower than the
    limit, so that no minute sees more than that, whenever one begins to count."""
    limit = settings.CATCH_UP_PER_MINUTE
    Transport.objects.get_or_create(pk=ROW)
    row = Transport.objects.select_for_update().annotate(moment=Now()).get(pk=ROW)
    full = max(1.0, limit * SPARE)
    seconds = max(0.0, (row.moment - row.bucket_at).total_seconds()) if row.bucket_at else 60
    level = min(row.bucket + seconds * limit * (1 - SPARE) / 60, full)
    allowed = min(wanted, int(level))
    Transport.objects.filter(pk=ROW).update(bucket=level - allowed, bucket_at=row.moment)
    return allowed
