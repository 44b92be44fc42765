"""The one row that says whether the mail server may be tried: a circuit breaker for all hosts."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models.functions import Now

from accounts.delivery.backoff import pause_after
from accounts.models import Transport

log = logging.getLogger(__name__)
ROW = 1


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
