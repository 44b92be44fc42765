"""From a letter that came back to the row of the mail it is about, and to silence where needed."""

from __future__ import annotations

from datetime import datetime

from accounts.delivery import reasons
from accounts.delivery.smtp import address_is_dead
from accounts.delivery.verp import message_returned_to
from accounts.models import Message
from accounts.returns import Report, read_report
from accounts.services.suppressions import take_back

REFUSED = 550


def take_returned(raw: bytes, *, now: datetime, sent_to: str = "") -> str:
    """One sentence about what it was. Nobody can silence an address by making one up: it must have
    come to a signed sender of ours, or name a Message-ID, which only we and the reader know."""
    report = read_report(raw)
    message = _about(report, sent_to)
    if report.verdict == "other":
        return "Left alone: this says nothing final."
    if message is None:
        return "Left alone: it is about no mail of ours."
    failed = report.verdict == "failed"
    news = take_back(
        message=message,
        code=report.code,
        reply=report.reply,
        reason=reasons.CAME_BACK if failed else reasons.SAID_UNWANTED,
        silence=not failed or address_is_dead(report.code or REFUSED, report.reply),
        now=now,
    )
    return f"Noted at mail {message.pk}." if news else f"Mail {message.pk} knew that already."


def _about(report: Report, sent_to: str) -> Message | None:
    handed_over = Message.objects.filter(state__in=[Message.State.SENT, Message.State.UNSURE])
    for address in (sent_to, *report.sent_to):
        pk = message_returned_to(address)
        if pk is not None and (found := handed_over.filter(pk=pk).first()):
            return found
    return handed_over.filter(message_id__in=report.message_ids).first()
