"""Addresses that must not be written to. Kept as hashes, which outlive the account."""

from __future__ import annotations

import hashlib
from datetime import datetime

from accounts.models import Suppression


def address_hash(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def is_suppressed(address: str) -> bool:
    return Suppression.objects.filter(address_hash=address_hash(address)).exists()


def suppress_address(*, address: str, reason: str, now: datetime) -> None:
    Suppression.objects.get_or_create(
        address_hash=address_hash(address), defaults={"reason": reason[:255], "since": now}
    )
