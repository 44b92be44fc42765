"""What verbs about a goal check first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal
from mentorship.models import PairingMember


def locked(goal: Goal) -> Goal:
    """Read anew, held until the transaction ends."""
    Goal.objects.select_for_update().filter(pk=goal.pk).first()
    return Goal.objects.with_people().get(pk=goal.pk)


def check_owner(owner: PairingMember, by: User) -> None:
    if owner.person != by:
        raise DomainError(_("Only the person whose goal it is can do this."))


def check_pairing(owner: PairingMember) -> None:
    if not owner.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))


def check_open(goal: Goal) -> None:
    if not goal.is_open:
        raise DomainError(_("This goal is over. Write a new one for what comes next."))


def note(verb: str, goal: Goal, by: User, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"goal.{verb}", about=goal, scope=goal.scope, now=now, **details)
