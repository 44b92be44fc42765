"""Promises, one’s own and the others’."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.models import User
from goals.models import (
    Commitment,
)


@dataclass
class PromiseLists:
    mine: list[Commitment] = field(default_factory=list)
    theirs: list[Commitment] = field(default_factory=list)
    ended: list[Commitment] = field(default_factory=list)


def promise_lists(user: User) -> PromiseLists:
    """Open ones first, nearest day first; then the last thirty that are over."""
    visible = Commitment.objects.visible_to(user).select_related("owner__enrollment__user", "goal")
    found = PromiseLists()
    for promise in visible.open().order_by("due_on", "id"):
        mine = promise.owner.enrollment.user_id == user.pk
        (found.mine if mine else found.theirs).append(promise)
    found.ended = list(visible.ended().order_by("-answered_at", "-id")[:30])
    return found
