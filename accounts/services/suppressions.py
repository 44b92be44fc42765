"""Addresses that must not be written to. Kept as hashes, which outlive the account."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from accounts.models import DeliveryAttempt, Message, Suppression, User
from accounts.services.audit import record

COMPLAINT = "the mailbox reported our mail as unwanted"


def address_hash(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def is_suppressed(address: str) -> bool:
    return Suppression.objects.filter(address_hash=address_hash(address)).exists()


@transaction.atomic
def suppress_address(*, address: str, reason: str, now: datetime) -> None:
    """Nothing more goes there. Whose address it is reads so on every page, and staff see it."""
    Suppression.objects.get_or_create(
        address_hash=address_hash(address), defaults={"reason": reason[:255], "since": now}
    )
    person = User.objects.filter(email=address.strip().lower(), mail_refused_at=None)
    person.update(mail_refused_at=now)


@transaction.atomic
def write_again(*, person: User, by: User | None, now: datetime) -> None:
    """The mailbox works, says whoever should know. If it refuses again, we are silent again."""
    Suppression.objects.filter(address_hash=address_hash(person.email)).delete()
    if User.objects.filter(pk=person.pk).exclude(mail_refused_at=None).update(mail_refused_at=None):
        record(by=by, verb="user.write_again", about=person, scope="", now=now)
    person.mail_refused_at = None


@transaction.atomic
def take_back(
    *, message: Message, code: int, reply: str, reason: str, silence: bool, now: datetime
) -> bool:
    """A mail that had been handed over came back, or its reader complained. Told once."""
    if message.bounced_at is not None or not message.to_address:
        return False
    message.bounced_at, message.reason = now, reason
    message.save(update_fields=["bounced_at", "reason"])
    DeliveryAttempt.objects.create(
        message=message, at=now, worker="", phase="returned", code=code or None, reply=reply[:255]
    )
    if silence:
        suppress_address(address=message.to_address, reason=reply or COMPLAINT, now=now)
    return True
