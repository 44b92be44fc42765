"""Tidying the queue: leases that ended, mails that came too late, secrets that were used."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Now

from accounts import mailkinds
from accounts.delivery import outcome, reasons
from accounts.delivery.claim import release
from accounts.delivery.outcome import NO_LEASE, WIPED
from accounts.models import Message

KEPT_SECRET_READABLE = timedelta(minutes=15)
WORDS_ARE_KEPT = timedelta(days=30)
CONSENT_KEYS = ["consent", "consents"]
OPEN = [Message.State.PENDING, Message.State.CLAIMED]
AT_A_TIME = 200


def take_back_abandoned(now: datetime) -> int:
    """Claimed, but the lease is over: its worker is gone. Without DATA nobody has the mail, so it
    goes back; after DATA its kind's policy decides."""
    over = list(
        Message.objects.filter(state=Message.State.CLAIMED, lease_until__lt=Now())[:AT_A_TIME]
    )
    release(message for message in over if message.data_started_at is None)
    for message in over:
        if message.data_started_at is not None:
            kind = mailkinds.find(message.kind)
            outcome.end_unknown(message, policy=kind.policy if kind else "hold", at=now)
    return len(over)


def expire_late(now: datetime) -> int:
    late = Message.objects.pending().filter(not_after__lte=now)
    changes = {"state": Message.State.EXPIRED, "reason": reasons.TOO_LATE, **NO_LEASE}
    return late.update(**changes) if late.exists() else 0  # an idle tick takes no write lock


def wipe_secrets(now: datetime) -> int:
    """Bodies of secret kinds go once they are over. A kept one can be read for a quarter of an
    hour, because /mailbox/ is the only place where somebody could."""
    over = Message.objects.filter(secret=True, wiped_at=None).exclude(state__in=OPEN)
    over = over.exclude(state=Message.State.SENT, sent_at__gt=now - KEPT_SECRET_READABLE)
    return over.update(**WIPED, wiped_at=Now()) if over.exists() else 0


def purge_words(now: datetime) -> int:
    """What a mail said goes after thirty days; that it was sent, when and why stays, and which
    consents its link to stop is about."""
    old = Message.objects.filter(wiped_at=None, created_at__lt=now - WORDS_ARE_KEPT)
    some = list(old.exclude(state__in=OPEN).values_list("pk", flat=True)[:AT_A_TIME])
    if not some:
        return 0
    rows = Message.objects.filter(pk__in=some)
    rows.exclude(params__has_any_keys=CONSENT_KEYS).update(params={})
    return rows.update(**{**WIPED, "params": F("params")}, wiped_at=Now())
