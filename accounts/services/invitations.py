"""The one link that may start a session: for somebody who has never been here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction

from accounts import mailactions
from accounts.models import ActionToken, User
from accounts.services.audit import record
from accounts.signing import INVITATION
from accounts.tokens import issue_token


def invitation_url(
    *,
    person: User,
    about: models.Model,
    now: datetime,
    expires_at: datetime,
    params: dict[str, Any] | None = None,
    scope: str = "",
) -> str:
    """The absolute link for an invitation mail.

    `params`: «inviter» and «to» are names for the page («Ada Lind», «Leaders, autumn 2026»);
    «next» is the path to go on to; «then» is the purpose of a mail action that is performed with
    the acceptance, in the same transaction.
    """
    token = issue_token(
        purpose=INVITATION,
        about=about,
        person=person,
        scope=scope,
        now=now,
        expires_at=expires_at,
        params=params or {},
    )
    return token.url()


def is_new(person: User) -> bool:
    """Never signed in and without a password: only then may a link let somebody in."""
    return person.last_login is None and not person.has_usable_password()


@transaction.atomic
def accept_invitation(*, token: ActionToken, password: str, now: datetime) -> bool:
    """Verifies the address. True if the account was new, so that a session may start."""
    token = ActionToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    person = User.objects.select_for_update().get(pk=token.person_id)
    new = is_new(person) and token.used_at is None
    if token.used_at is None:
        verify_address(person=person)
        if token.params.get("then"):
            mailactions.get(token.params["then"]).perform(token, {}, now)
        token.used_at = now
        token.save(update_fields=["used_at"])
        record(by=person, verb="invitation.accept", about=token, scope=token.scope, now=now)
    if new and password:
        person.set_password(password)
        person.save(update_fields=["password"])
    return new


def note_address(*, person: User) -> None:
    """django-allauth must know an address before a mailed code can verify it; people who came by
    an import have none there yet."""
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": False}
    )


def verify_address(*, person: User) -> None:
    """Whoever opens a link that was mailed to an address has shown that they read it."""
    address, _created = EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": True}
    )
    if not address.verified or not address.primary:
        address.verified = True
        address.set_as_primary()
        address.save()
