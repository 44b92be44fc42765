"""Asking for something between check-ins, and answering."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_message
from goals.models import Ask, AskReply, ShelfItem
from goals.services.commitments import make_commitment
from goals.services.shelf import share_with
from mentorship.models import PairingMember

WRITTEN, ANSWERED = "goals.ask_written", "goals.ask_answered"


@transaction.atomic
def write_ask(
    *, to: PairingMember, kind: str, text: str, by: User, now: datetime, client_token: str
) -> Ask:
    """Goes to one person of a pairing that works; a mail tells them. The same form sent twice is
    one ask."""
    to = PairingMember.objects.with_person().get(pk=to.pk)
    asker = to.pairing.members.filter(enrollment__user=by).first()
    if asker is None or asker.pk == to.pk:
        raise DomainError(_("You can ask the people you work with."))
    if not to.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))
    if not text.strip():
        raise DomainError(_("What would help you? One sentence is enough."))
    ask, new = Ask.objects.get_or_create(
        asker=asker,
        client_token=client_token,
        defaults={"to": to, "kind": kind, "text": text.strip(), "asked_at": now},
    )
    if new:
        _note("write", ask, by, now)
        _tell(WRITTEN, ask, to.person, now)
    return ask


@transaction.atomic
def answer_ask(
    *,
    ask: Ask,
    by: User,
    now: datetime,
    text: str = "",
    item: ShelfItem | None = None,
    promise: str = "",
    due_on: date | None = None,
) -> AskReply:
    """In words, with something from one's shelf, or by a promise to look after it."""
    ask = _locked(ask)
    _check_answer(ask, by, text, item, promise, due_on)
    made = None
    if promise.strip():
        assert due_on is not None, "checked above"
        made = make_commitment(owner=ask.to, text=promise.strip(), due_on=due_on, by=by, now=now)
    if item is not None:
        share_with(item=item, member=ask.asker, by=by, now=now)
    reply = AskReply.objects.create(
        ask=ask, text=text.strip(), item=item, commitment=made, answered_at=now
    )
    cancel_messages(
        about=ask, reason=_("It was answered before this left."), now=now, kinds=[WRITTEN]
    )
    _note("answer", ask, by, now)
    _tell(ANSWERED, ask, ask.asker.person, now)
    return reply


def _check_answer(
    ask: Ask, by: User, text: str, item: ShelfItem | None, promise: str, due_on: date | None
) -> None:
    if ask.to.person != by:
        raise DomainError(_("Only the person who was asked can answer."))
    if ask.withdrawn_at is not None:
        raise DomainError(_("This was taken back, so it needs no answer any more."))
    if ask.answer is not None:
        raise DomainError(_("You have answered this already."))
    if not ask.asker.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new starts in it."))
    if item is not None and item.owner_id != by.pk:
        raise DomainError(_("Choose something from your own shelf."))
    if promise.strip() and due_on is None:
        raise DomainError(_("By when? A promise has a day."))
    if not (text.strip() or item or promise.strip()):
        raise DomainError(_("A line, something from your shelf or a promise: any one is enough."))


@transaction.atomic
def withdraw_ask(*, ask: Ask, by: User, now: datetime) -> Ask:
    """Not needed any more. What was asked stays readable to both."""
    ask = _locked(ask)
    if ask.asker.person != by:
        raise DomainError(_("Only the person who asked can take it back."))
    if ask.withdrawn_at is not None:
        return ask
    if ask.answer is not None:
        raise DomainError(_("It is answered already."))
    ask.withdrawn_at = now
    ask.save(update_fields=["withdrawn_at"])
    cancel_messages(
        about=ask, reason=_("It was taken back before this left."), now=now, kinds=[WRITTEN]
    )
    _note("withdraw", ask, by, now)
    return ask


# -- Inside -----------------------------------------------------------------------------------


def _locked(ask: Ask) -> Ask:
    Ask.objects.select_for_update().filter(pk=ask.pk).first()
    return Ask.objects.with_people().get(pk=ask.pk)


def _tell(kind: str, ask: Ask, person: User, now: datetime) -> None:
    queue_message(
        kind=kind,
        person=person,
        about=ask,
        scope=ask.scope,
        now=now,
        dedupe_key=f"{kind}:{ask.pk}",
    )


def _note(verb: str, ask: Ask, by: User, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"ask.{verb}", about=ask, scope=ask.scope, now=now, **details)
