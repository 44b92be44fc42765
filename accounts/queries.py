"""Reads for this app's screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils.translation import gettext

from accounts import mailkinds
from accounts.delivery.claim import due
from accounts.models import MailSwitch, Message, Tick, User

PAGE = 30
LONGEST_KEY = 18  # digits that every database's integers hold
RED_WHEN_LATE = timedelta(minutes=5)
RED_WITHOUT_TICK = timedelta(minutes=2)


@dataclass
class Slice:
    """A page by key: newest first, `older` is the key to go on from."""

    rows: list[Any]
    older: int | None


def page_before(rows: QuerySet[Any], before: str | None, size: int = PAGE) -> Slice:
    if before and before.isdecimal() and len(before) <= LONGEST_KEY:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: size + 1])
    return Slice(found[:size], found[size - 1].pk if len(found) > size else None)


@dataclass(frozen=True)
class Pulse:
    """Whether mail flows. `oldest_due` counts seconds, 0 when nothing is late."""

    database: bool
    oldest_due: int = 0
    last_tick: datetime | None = None
    tick_age: int | None = None

    @property
    def is_well(self) -> bool:
        late = self.oldest_due > RED_WHEN_LATE.total_seconds()
        silent = self.tick_age is not None and self.tick_age > RED_WITHOUT_TICK.total_seconds()
        return self.database and not late and not silent


def pulse(now: datetime) -> Pulse:
    try:
        oldest = due(now).order_by("due_at").values_list("due_at", flat=True).first()
        last = Tick.objects.values_list("last_at", flat=True).first()
    except DatabaseError:
        connection.close()
        return Pulse(database=False)
    return Pulse(
        database=True,
        oldest_due=int((now - oldest).total_seconds()) if oldest else 0,
        last_tick=last,
        tick_age=max(0, int((now - last).total_seconds())) if last else None,
    )


@dataclass(frozen=True)
class OwnMessage:
    """One line of «why this mail, why no mail»."""

    title: str
    at: datetime
    state: str
    state_label: str
    reason: str
    why: str
    stream: str  # empty when the kind cannot be switched off


def own_messages(person: User, before: str | None) -> Slice:
    rows = Message.objects.to_person(person).defer("text", "html", "ics", "headers", "params")
    page = page_before(rows, before)
    return Slice([_own_message(message) for message in page.rows], page.older)


def title_of(message: Message) -> str:
    """Its subject once it is written, until then what people call such mails."""
    kind = mailkinds.find(message.kind)
    return message.subject_line or (str(kind.title) if kind else "") or message.kind


def _own_message(message: Message) -> OwnMessage:
    kind = mailkinds.find(message.kind)
    why = str(kind.why) if kind else ""
    return OwnMessage(
        title=title_of(message),
        at=message.sent_at or message.due_at,
        state=message.state,
        state_label=str(Message.State(message.state).label),
        # Reasons are stored in English and told in the reader's language.
        reason=gettext(message.reason) if message.reason else "",
        why=why,
        stream=kind.name if kind and kind.unsubscribe == "stream" else "",
    )


@dataclass(frozen=True)
class Stream:
    name: str
    title: str
    is_on: bool


def streams_of(person: User) -> list[Stream]:
    off = set(MailSwitch.objects.filter(person=person).values_list("stream", flat=True))
    return [
        Stream(kind.name, str(kind.title or kind.why), kind.name not in off)
        for kind in mailkinds.streams()
    ]
