"""The doors of asks and of the shelf: who asks and who is asked; each shelf is its owner's alone."""

from __future__ import annotations

from accounts.models import User
from goals.models import Ask, ShelfItem
from mentorship.models import Pairing

from .doors import found


def get_ask(user: User, pk: int) -> Ask:
    return found(Ask.objects.visible_to(user).with_people(), pk=pk)


def get_shelf_item(user: User, pk: int) -> ShelfItem:
    return found(ShelfItem.objects.of(user), pk=pk)


def shelf_readers(item: ShelfItem) -> list[User]:
    """Whom it was shared with, in pairings that still work."""
    ours = Pairing.objects.holding_seats().filter(members__enrollment__user=item.owner_id)
    shares = item.shares.filter(member__pairing__in=ours)
    rows = shares.select_related("member__enrollment__user")
    return list({row.member.person.pk: row.member.person for row in rows}.values())


def ask_rights(user: User, ask: Ask) -> frozenset[str]:
    """What this person may ever do with it, whatever its state."""
    return frozenset({"withdraw" if ask.asker.enrollment.user_id == user.pk else "answer"})


def ask_actions(user: User, ask: Ask) -> frozenset[str]:
    open_now = ask.is_open and ask.asker.pairing.holds_seats
    return ask_rights(user, ask) if open_now else frozenset()


def ask_readers(ask: Ask) -> list[User]:
    """Who asks and, while their pairing lasts, who is asked. In a group of three nobody else."""
    asker = ask.asker.enrollment.user
    return [asker, ask.to.enrollment.user] if ask.asker.pairing.holds_seats else [asker]
