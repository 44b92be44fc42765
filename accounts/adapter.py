"""Where django-allauth meets our own rules: its mails go through our outbox, in our words."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts import clock
from accounts.models import User
from accounts.services.invitations import note_address
from accounts.services.outbox import queue_message
from accounts.services.suppressions import address_hash

# The last part of allauth's template names, and which of our mails says it.
KINDS = {
    "login_code": "accounts.sign_in_code",
    "password_reset_key": "accounts.password_reset",
    "password_reset_code": "accounts.sign_in_code",
    "email_confirmation": "accounts.email_confirmation",
    "email_confirmation_signup": "accounts.email_confirmation",
    "unknown_account": "accounts.unknown_account",
    "account_already_exists": "accounts.account_exists",
}
URL_KEYS = ("activate_url", "password_reset_url")
FIRST = 1  # somebody is waiting for these in front of a page


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people come by invitation

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        event = template_prefix.rsplit("/", 1)[-1]
        kind = KINDS.get(event, "accounts.security_notice")
        now = clock.now()
        person = self._person(email, context)
        key = uuid.uuid4().hex
        if person is not None and person.email == email.lower():
            note_address(person=person)
        elif person is None:  # strangers get one such mail an hour, whoever asks
            key = f"{address_hash(email)[:32]}:{now:%Y%m%d%H}"
        queue_message(
            kind=kind,
            person=person,
            about=person,
            scope="",
            now=now,
            dedupe_key=f"{event}:{key}",
            params=_params(event, context),
            priority=FIRST,
            to_address=email,
        )

    def _person(self, email: str, context: dict[str, Any]) -> User | None:
        user = context.get("user")
        if isinstance(user, User):
            return user
        address = email.strip().lower()
        people = User.objects.filter(email=address, is_active=True)
        others = User.objects.filter(emailaddress__email=address, is_active=True)
        return people.first() or others.first()


def _params(event: str, context: dict[str, Any]) -> dict[str, str]:
    """Only what our own words need, as strings."""
    when = context.get("timestamp")
    params = {
        "event": event,
        "code": str(context.get("code", "")),
        "url": next((_our_address(context[key]) for key in URL_KEYS if key in context), ""),
        "when": when.isoformat() if isinstance(when, datetime) else "",
        "ip": str(context.get("ip", "")),
        "device": str(context.get("user_agent", ""))[:200],
    }
    return {key: value for key, value in params.items() if value}


def _our_address(url: str) -> str:
    """The host in a mail is always ours, whatever host the request claimed to ask."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.SITE_URL}{parts.path}{query}"
