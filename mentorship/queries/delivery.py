"""Whether a program's mails reach somebody, for those who run it. Not which mails, nor what they
say; and none of those that need a yes, so that a yes and a no look alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import mailkinds
from accounts.delivery import reasons
from accounts.models import Message
from mentorship.models import Enrollment

MOST = 12
State = Message.State
LABELS = {
    "sent": _("sent"),
    "bounced": _("came back"),
    "not_due": _("not due"),
    "held": _("held by their settings"),
    "no_longer": _("no longer needed"),
}
BY_SETTINGS = frozenset({reasons.SWITCHED_OFF, reasons.QUIET_TOO_LONG, reasons.WAITS_FOR_WINDOW})
FULL_WEEK = (reasons.WAITS_FOR_WEEK, reasons.WEEK_IS_FULL)
NO_WAY_THERE = frozenset({reasons.NO_ADDRESS, reasons.ADDRESS_SILENT})


@dataclass(frozen=True)
class Delivery:
    at: datetime
    fate: str
    reply: str

    @property
    def label(self) -> str:
        return str(LABELS[self.fate])


def mails_to(place: Enrollment) -> list[Delivery]:
    """The newest first. What a mail told of counts by itself: one that tells of several may tell
    of a reminder, and is not counted. Nor is what waits for its week, or found no room there, since
    reminders may be what fills it."""
    asked_for = [kind.name for kind in mailkinds.all_kinds() if kind.rests_on_consent]
    rows = Message.objects.to_person(place.user).in_scope(place.cohort.program.scope)
    rows = rows.exclude(reason__in=FULL_WEEK).exclude(told_in__reason__in=FULL_WEEK)
    seen = rows.exclude(kind__in=asked_for).select_related("told_in").order_by("-created_at", "-pk")
    read = ("state", "reason", "created_at", "sent_at", "bounced_at", "smtp_code", "smtp_reply")
    fields = [*read, *(f"told_in__{name}" for name in read)]
    told = [_delivery(row) for row in seen.only(*fields)[:MOST]]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _delivery(message: Message) -> Delivery:
    """When it was sent; else when it was written, since a time to come may tell of what it waits for."""
    carrier = message.told_in or message
    fate = _fate(message, carrier)
    is_answered = fate in ("sent", "bounced") and carrier.smtp_code is not None
    reply = f"{carrier.smtp_code} {carrier.smtp_reply}".strip() if is_answered else ""
    at = carrier.sent_at if fate == "sent" and carrier.sent_at else message.created_at
    return Delivery(at=at, fate=fate, reply=reply)


def _fate(message: Message, carrier: Message) -> str:
    if carrier.reason == reasons.NOT_MADE:  # our fault, and not their address's
        return "no_longer"
    if carrier.bounced_at is not None or carrier.state == State.FAILED:
        return "bounced"
    if carrier.reason in NO_WAY_THERE:
        return "bounced"
    if carrier.state in (State.SENT, State.UNSURE):
        return "sent"
    if message.reason in BY_SETTINGS:
        return "held"
    if carrier.state in (State.PENDING, State.CLAIMED):
        return "not_due"
    return "no_longer"
