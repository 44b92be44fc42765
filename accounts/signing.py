"""The HMAC in a link of ours: over purpose, public id and version, nothing secret at rest."""

from __future__ import annotations

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PUBLIC_ID_CHARS = 12
SALT = "accounts.action-link"
UNSUBSCRIBE = "unsubscribe"
INVITATION = "invitation"
# The one-click address has to fit a header line of 76 characters. Its random public id (72 bits)
# and this tag (60 bits) are 132 bits for somebody who guesses; other links carry 128 in the tag.
SHORT_TAG_CHARS = 10
TAG_CHARS = 22


def sign(purpose: str, public_id: str, version: int, secret: str | None = None) -> str:
    value = f"{purpose}\n{public_id}\n{version}"
    digest = salted_hmac(SALT, value, secret=secret, algorithm="sha256").digest()
    tag = base64.urlsafe_b64encode(digest).decode("ascii")
    return tag[: SHORT_TAG_CHARS if purpose == UNSUBSCRIBE else TAG_CHARS]


def tag_is_good(tag: str, purpose: str, public_id: str, version: int) -> bool:
    """Compares with every key in use, always all of them, so that time tells nothing."""
    good = False
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        good |= constant_time_compare(tag, sign(purpose, public_id, version, secret))
    return good
