"""Links that let one person do one thing to one subject, without signing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.models import ActionToken, User
from accounts.models.subjects import about_fields
from accounts.signing import PUBLIC_ID_CHARS, tag_is_good

REFUSALS = {
    "unknown": _("This link is not complete. Please open it again from your mail."),
    "expired": _("This link is too old to be used."),
    "replaced": _("A newer mail has replaced this link."),
}
OLD_VERSIONS_KNOWN = 5


class TokenRefused(DomainError):
    """`code` says why. `token` is there only if the link was truly ours, so that we may mail
    a fresh one to its person."""

    def __init__(self, code: str, token: ActionToken | None = None) -> None:
        super().__init__(REFUSALS[code])
        self.code = code
        self.token = token


def issue_token(
    *,
    purpose: str,
    about: models.Model,
    person: User,
    scope: str,
    now: datetime,
    expires_at: datetime,
    params: dict[str, Any] | None = None,
) -> ActionToken:
    """The one token for this purpose, subject and person. Issued again, it lives longer; issued
    again after use, it is a new version, so that the old link cannot answer the new question."""
    token, created = ActionToken.objects.get_or_create(
        purpose=purpose,
        **about_fields(about),
        person=person,
        defaults={
            "scope": scope,
            "created_at": now,
            "expires_at": expires_at,
            "params": params or {},
        },
    )
    if not created:
        _renew(token, expires_at, params)
    return token


def token_about(thing: models.Model, token: ActionToken) -> ActionToken:
    """The same permission over a part of what a link is about; never saved, never a link."""
    return ActionToken(
        purpose=token.purpose, person=token.person, scope=token.scope, **about_fields(thing)
    )


def _renew(token: ActionToken, expires_at: datetime, params: dict[str, Any] | None) -> None:
    token.expires_at = max(token.expires_at, expires_at)
    if params is not None:
        token.params = params
    if token.used_at is not None:
        token.version, token.used_at, token.result = token.version + 1, None, ""
    token.save(update_fields=["expires_at", "params", "version", "used_at", "result"])


def read_token(raw: str, now: datetime, *, purpose: str | None = None) -> ActionToken:
    """The token behind a link. Used ones are returned too: their first result is shown again."""
    raw = raw.replace("\0", "")  # PostgreSQL refuses to look for it
    public_id, tag = raw[:PUBLIC_ID_CHARS], raw[PUBLIC_ID_CHARS:]
    token = ActionToken.objects.select_related("person").filter(public_id=public_id).first()
    if token is None or (purpose is not None and token.purpose != purpose):
        tag_is_good(tag, purpose or "", public_id, 1)  # the same work for a wrong guess
        raise TokenRefused("unknown")
    if not tag_is_good(tag, token.purpose, public_id, token.version):
        raise TokenRefused(*_replaced_or_unknown(token, tag))
    if not token.person.is_active:
        raise TokenRefused("unknown")
    if token.expires_at <= now:
        raise TokenRefused("expired", token)
    return token


def _replaced_or_unknown(token: ActionToken, tag: str) -> tuple[str, ActionToken | None]:
    oldest = max(1, token.version - OLD_VERSIONS_KNOWN)
    for version in range(oldest, token.version):
        if tag_is_good(tag, token.purpose, token.public_id, version):
            return "replaced", token
    return "unknown", None
