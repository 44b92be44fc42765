"""The door of wins: the people of the pairing, while it lasts and if it is shared."""

from __future__ import annotations

from accounts.models import User
from goals.models import Win

from .doors import found


def get_win(user: User, pk: int) -> Win:
    return found(Win.objects.visible_to(user).with_things(), pk=pk)


def win_rights(user: User, win: Win) -> frozenset[str]:
    """Its owner hides and shows it; everybody else who reads it cheers."""
    if win.owner.enrollment.user_id == user.pk:
        return frozenset({"hide", "show"})
    return frozenset({"cheer"})
