"""The get-to-know card: a few answers for the others, before the first talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import MemberCard, Pairing


@transaction.atomic
def write_card(
    *, pairing: Pairing, by: User, now: datetime, answers: Mapping[str, str]
) -> MemberCard | None:
    """Written anew, it replaces what stood there; with nothing in it there is no card."""
    member = pairing.members.of(by).with_person().first()
    if member is None:
        raise DomainError(_("Only the members of a pairing write a card for each other."))
    if not member.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so its cards stay as they are."))
    told = {name: answers.get(name, "").strip() for name in MemberCard.ANSWERS}
    record(by=by, verb="card.write", about=member, scope=member.pairing.scope, now=now)
    if not any(told.values()):
        MemberCard.objects.filter(member=member).delete()
        return None
    card, _is_new = MemberCard.objects.update_or_create(
        member=member, defaults=told | {"written_at": now}
    )
    return card
