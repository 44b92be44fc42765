"""One of three partners goes, and the other two go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import Agreement, Extension, Pairing, PairingMember

from .pairings import ENDED, expect_state, locked_pairing, say_goodbye
from .seats import give_seats_back

LEFT = "mentorship.member_left"


@transaction.atomic
def leave_group(
    *,
    pairing: Pairing,
    by: User,
    now: datetime,
    reason: str,
    thanks: str = "",
    find_another: bool = False,
    rule_out: Iterable[int] = (),
) -> Pairing:
    """The two keep their pairing with its meetings; whoever leaves takes what is theirs into one
    that has ended, which also says that the three knew each other. Returns that one."""
    pairing = locked_pairing(pairing)
    expect_state(pairing, Pairing.State.ACTIVE, Pairing.State.PAUSED)
    member = pairing.members.of(by).first()
    if member is None or pairing.members.count() < 3:
        raise DomainError(_("You are two, so leaving would end it for both of you. Close it."))
    if reason not in Pairing.CloseReason.values:
        raise DomainError(_("Choose a reason, so that your program knows what to offer next."))
    others = list(pairing.members.with_person().exclude(pk=member.pk))
    member.pairing = _what_was(pairing, others, reason, now)
    member.save(update_fields=["pairing"])
    give_seats_back([member.enrollment_id])
    _begin_anew(pairing, now)
    record(by=by, verb="group.leave", about=pairing, scope=pairing.scope, now=now, reason=reason)
    say_goodbye(member, by, now, thanks.strip(), find_another, list(rule_out))
    _tell(member, others, now)
    return member.pairing


def _what_was(
    pairing: Pairing, others: Iterable[PairingMember], reason: str, now: datetime
) -> Pairing:
    """Nobody is to be paired with these again by accident, so it names all three."""
    was = Pairing.objects.get(pk=pairing.pk)
    was.pk, was.run, was.goes_on_as = None, None, pairing
    was.state, was.paused_until = Pairing.State.CLOSED, None
    was.closed_at, was.close_reason = now, reason
    was.save(force_insert=True)
    PairingMember.objects.bulk_create(
        [PairingMember(pairing=was, enrollment=m.enrollment, role=m.role) for m in others]
    )
    return was


def _begin_anew(pairing: Pairing, now: datetime) -> None:
    """What three agreed is not what two have agreed: its words are where the next version starts."""
    pairing.extensions.open().update(state=Extension.State.DECLINED, ended_at=now)
    for agreement in pairing.agreements.current():
        cancel_messages(about=agreement, reason=_("One of you has left."), now=now)
    pairing.agreements.current().update(state=Agreement.State.SUPERSEDED)


def _tell(member: PairingMember, others: Iterable[PairingMember], now: datetime) -> None:
    """The two hear how they go on; whoever left hears what stays theirs."""
    told = [(LEFT, other.person) for other in others] + [(ENDED, member.person)]
    queue_messages(
        [
            draft_message(
                kind=kind,
                person=person,
                about=member,
                scope=member.pairing.scope,
                now=now,
                dedupe_key=f"{kind}:{member.pk}:{person.pk}",
            )
            for kind, person in told
        ]
    )
