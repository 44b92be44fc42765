"""What a link in a mail does, exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import mailactions, mailkinds
from accounts.errors import DomainError
from accounts.mailactions import MailAction
from accounts.models import ActionToken, MailSwitch, Message, User
from accounts.services.audit import record
from accounts.services.outbox import queue_message
from accounts.tokens import token_about

FRESH_LINK_LIVES = timedelta(days=14)


@transaction.atomic
def answer_link(
    *, token: ActionToken, action: MailAction, data: Mapping[str, Any], now: datetime
) -> str:
    """Performs the action once; whoever answers again is told the first result."""
    token = ActionToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.used_at is not None:
        return token.result
    result = str(action.perform(token, data, now))
    token.used_at, token.result = now, result[:500]
    token.save(update_fields=["used_at", "result"])
    return result


@transaction.atomic
def request_fresh_link(*, token: ActionToken, now: datetime) -> None:
    """Mails the person a link that works again; at most one an hour, whoever presses."""
    token = ActionToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    token.expires_at = max(token.expires_at, now + FRESH_LINK_LIVES)
    token.save(update_fields=["expires_at"])
    queue_message(
        kind="accounts.fresh_link",
        person=token.person,
        about=token,
        scope=token.scope,
        now=now,
        dedupe_key=f"fresh_link:{token.pk}:{token.version}:{now:%Y%m%d%H}",
    )


@transaction.atomic
def unsubscribe(*, token: ActionToken, now: datetime) -> str:
    """One click: the stream of this mail is off, or the consent behind it pauses. It acts each
    time, since the person may have switched it on again in between."""
    token = ActionToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    message = Message.objects.select_related("person").filter(pk=token.subject_id).first()
    kind = mailkinds.find(message.kind) if message else None
    if message is None or kind is None or message.person_id != token.person_id:
        raise DomainError(_("This mail is no longer known here, so nothing more will come of it."))
    told = list(told_in(message))
    for mail in told:
        _stop(mail, token, now)
    result = (
        _("Done. Mails about all of these stop now. You can have them back in your settings.")
        if told
        else _stop(message, token, now)
    )
    token.used_at, token.result = now, result[:500]
    token.save(update_fields=["used_at", "result"])
    return result


def told_in(message: Message) -> QuerySet[Message]:
    """The mails of which this one tells: not those that were taken out before it left."""
    tells = message.tells.select_related("person").order_by("subject_label", "subject_id", "pk")
    left = tells.filter(state=Message.State.COLLAPSED)
    return left if left.exists() else tells


def _stop(message: Message, token: ActionToken, now: datetime) -> str:
    kind = mailkinds.get(message.kind)
    if kind.unsubscribe == "consent":
        pause = mailactions.get(mailactions.PAUSE_CONSENT)
        return str(pause.perform(token_about(message, token), {}, now))
    if kind.unsubscribe == "stream":
        switch_mail_off(person=token.person, stream=kind.name, by=token.person, now=now)
    return _("Done. Mails of this kind stop now. You can have them back in your settings.")


@transaction.atomic
def switch_mail_off(*, person: User, stream: str, by: User, now: datetime) -> None:
    _require_stream(stream)
    # A mail that is being let go holds the same row: it leaves before this, or not at all.
    list(User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))
    _switch, created = MailSwitch.objects.get_or_create(
        person=person, stream=stream, defaults={"off_since": now}
    )
    if created:
        record(by=by, verb="mail.switch_off", about=person, scope="", now=now, stream=stream)


@transaction.atomic
def switch_mail_on(*, person: User, stream: str, by: User, now: datetime) -> None:
    _require_stream(stream)
    deleted, _rows = MailSwitch.objects.filter(person=person, stream=stream).delete()
    if deleted:
        record(by=by, verb="mail.switch_on", about=person, scope="", now=now, stream=stream)


def _require_stream(name: str) -> None:
    if name not in {kind.name for kind in mailkinds.streams()}:
        raise DomainError(_("These mails are needed while you take part, so they stay on."))
