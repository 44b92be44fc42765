"""How a mail of a kind looks today, written anew about the newest thing there is to write about.
Nothing of it stays: for whoever builds mails, in DEBUG."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts import clock
from accounts.delivery.freeze import freeze
from accounts.mailkinds import MailKind
from accounts.models import ActionToken, Message, User
from accounts.services.outbox import draft_message

log = logging.getLogger(__name__)
# Stand in for what was wiped, or was never there.
SAMPLES: dict[str, Any] = {
    "code": "QWER-TYUI",
    "event": "password_changed",
    "ip": "192.0.2.7",
    "device": "Firefox",
}


def preview(kind: MailKind) -> Message | None:
    """The words of such a mail, or None where this database has nothing that it could be about."""
    with transaction.atomic():
        message = _example(kind)
        try:
            with transaction.atomic():
                if message is not None:
                    freeze(message, kind, clock.now())
        except Exception:  # its subject is gone, or never came from a mail like this
            log.info("No example of %s", kind.name, exc_info=True)
            message = None
        transaction.set_rollback(True)
    return message


def _example(kind: MailKind) -> Message | None:
    rows = Message.objects.filter(kind=kind.name).select_related("person")
    found = rows.order_by("-pk").first() or _made_up(kind)
    if found is not None:
        url = {"url": f"{settings.SITE_URL}/accounts/password/reset/"}
        found.params = {**url, **SAMPLES, **found.params}
    return found


def _made_up(kind: MailKind) -> Message | None:
    """Kinds of this app are about a person, or about a link of theirs."""
    if not kind.urgent and kind.name.split(".")[0] != "accounts":
        return None
    link = ActionToken.objects.exclude(purpose="unsubscribe").select_related("person").last()
    is_link = kind.name == "accounts.fresh_link"
    person = link.person if is_link and link else User.objects.order_by("pk").first()
    message = draft_message(
        kind=kind.name,
        person=person,
        about=link if is_link else person,
        scope="",
        now=clock.now(),
        dedupe_key=f"preview:{kind.name}",
    )
    message.save()
    return message
