"""Keeping things to pass on, and passing them on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_message
from goals.models import ShelfItem, ShelfShare
from goals.wishes import ShelfWish
from mentorship.models import PairingMember

SHARED = "goals.shelf_shared"


@transaction.atomic
def add_shelf_item(*, wish: ShelfWish, by: User, now: datetime, client_token: str) -> ShelfItem:
    """Only its owner sees it until it is shared. The same form sent twice is one thing."""
    item, new = ShelfItem.objects.get_or_create(
        owner=by,
        client_token=client_token,
        defaults={**wish.facts(), "created_at": now},
    )
    if new:
        record(by=by, verb="shelf.add", about=item, scope="", now=now)
    return item


@transaction.atomic
def edit_shelf_item(*, item: ShelfItem, wish: ShelfWish, by: User, now: datetime) -> ShelfItem:
    """Whoever it was shared with reads it as it is now."""
    _check_owner(item, by)
    for name, value in wish.facts().items():
        setattr(item, name, value)
    item.save(update_fields=list(wish.facts()))
    record(by=by, verb="shelf.edit", about=item, scope="", now=now)
    return item


@transaction.atomic
def archive_shelf_item(*, item: ShelfItem, by: User, now: datetime) -> ShelfItem:
    """Off the shelf. What was shared stays with those who have it."""
    _check_owner(item, by)
    if item.archived_at is None:
        item.archived_at = now
        item.save(update_fields=["archived_at"])
        record(by=by, verb="shelf.archive", about=item, scope="", now=now)
    return item


@transaction.atomic
def share_shelf_item(*, item: ShelfItem, member: PairingMember, by: User, now: datetime) -> None:
    """With one person one works with; a mail tells them. Shared twice, they hear of it once."""
    _check_owner(item, by)
    if share_with(item=item, member=member, by=by, now=now):
        queue_message(
            kind=SHARED,
            person=member.person,
            about=ShelfShare.objects.get(item=item, member=member),
            scope=member.pairing.scope,
            now=now,
            dedupe_key=f"{SHARED}:{item.pk}:{member.pk}",
        )


def share_with(*, item: ShelfItem, member: PairingMember, by: User, now: datetime) -> bool:
    """True the first time. The mail is left to the caller."""
    ours = member.pairing.members.filter(enrollment__user=by).exists()
    if not ours or member.person == by:
        raise DomainError(_("You can share with the people you work with."))
    if not member.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))
    _share, new = ShelfShare.objects.get_or_create(
        item=item, member=member, defaults={"shared_at": now}
    )
    if new:
        record(by=by, verb="shelf.share", about=item, scope=member.pairing.scope, now=now)
    return new


def _check_owner(item: ShelfItem, by: User) -> None:
    if item.owner_id != by.pk:
        raise DomainError(_("Only the person whose shelf it is can do this."))
