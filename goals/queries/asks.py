"""Asks between check-ins, and what people passed on to each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import User
from goals.models import Ask, ShelfItem, ShelfShare

SHOWN = 50


@dataclass(frozen=True)
class AskPage:
    """`waiting` for the reader's answer; `mine` and `answered` newest first; what others shared."""

    waiting: list[Ask]
    mine: list[Ask]
    answered: list[Ask]
    received: list[ShelfShare]


def ask_page(user: User) -> AskPage:
    visible = list(Ask.objects.visible_to(user).with_people().newest_first()[: 2 * SHOWN])
    mine = [ask for ask in visible if ask.asker.enrollment.user_id == user.pk]
    to_me = [ask for ask in visible if ask.to.enrollment.user_id == user.pk]
    return AskPage(
        waiting=[ask for ask in to_me if ask.is_open],
        mine=mine[:SHOWN],
        answered=[ask for ask in to_me if not ask.is_open][:SHOWN],
        received=list(ShelfShare.objects.received_by(user).newest_first()[:SHOWN]),
    )


@dataclass(frozen=True)
class Shelf:
    kept: list[ShelfItem]
    archived: list[ShelfItem]


def shelf(user: User) -> Shelf:
    """One's own things by name, each with the people whom it was shared with."""
    people = ShelfShare.objects.select_related("member__enrollment__user")
    items = list(ShelfItem.objects.of(user).prefetch_related(Prefetch("shares", people)))
    return Shelf(
        kept=[item for item in items if item.archived_at is None],
        archived=[item for item in items if item.archived_at is not None],
    )
