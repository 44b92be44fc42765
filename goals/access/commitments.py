"""The door of promises, and who may answer them."""

from __future__ import annotations

from accounts.models import User
from goals.models import Commitment

from .doors import found


def get_commitment(user: User, pk: int) -> Commitment:
    return found(Commitment.objects.visible_to(user).with_people(), pk=pk)


OWNERS = frozenset({"answer", "block_hour", "reflect", "replan", "split"})


def commitment_rights(user: User, commitment: Commitment) -> frozenset[str]:
    """Only who made a promise answers it, plans it anew, or splits it."""
    mine = commitment.owner.enrollment.user_id == user.pk
    return OWNERS if mine else frozenset()


def commitment_actions(user: User, commitment: Commitment) -> frozenset[str]:
    open_now = commitment.is_open and commitment.owner.pairing.holds_seats
    return commitment_rights(user, commitment) if open_now else frozenset()
