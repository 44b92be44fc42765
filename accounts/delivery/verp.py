"""The envelope sender of a mail, to which a server sends it back. It names the mail and is signed,
so that nobody can silence an address by making such a letter up."""

from __future__ import annotations

import base64
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Message

SALT = "accounts.bounce"
TAG_CHARS = 16
# Servers may write local parts in capitals, so the id uses none.
RETURN_TO = re.compile(rf"\+(\d{{1,18}})-([a-z2-7]{{{TAG_CHARS}}})@", re.IGNORECASE)


def envelope_sender(message: Message) -> str:
    """With BOUNCE_EMAIL one of its own for each mail, else the address of FROM_EMAIL."""
    if not settings.BOUNCE_EMAIL:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    local, _at, host = settings.BOUNCE_EMAIL.rpartition("@")
    return f"{local}+{message.pk}-{_tag(message.pk, settings.SECRET_KEY)}@{host}"


def message_returned_to(address: str) -> int | None:
    """The id of the mail whose envelope sender this was, if it truly was one of ours."""
    found = RETURN_TO.search(address)
    if found is None:
        return None
    pk, tag = int(found[1]), found[2].lower()
    good = False
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        good |= constant_time_compare(tag, _tag(pk, secret))
    return pk if good else None


def _tag(pk: int, secret: str) -> str:
    digest = salted_hmac(SALT, str(pk), secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest).decode("ascii").lower()[:TAG_CHARS]
