"""Reads for this app's screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext

from accounts import mailkinds
from accounts.delivery.claim import due
from accounts.models import MailSwitch, Message, Tick, Transport, User

PAGE = 30
LONGEST_KEY = 18  # digits that every database's integers hold
RED_WHEN_LATE = timedelta(minutes=5)
RED_WITHOUT_TICK = timedelta(seconds=100)  # with a page's look now and then, two minutes at most
LOOK_AGAIN = timedelta(seconds=15)


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
    paused_until: datetime | None = None  # the mail server cannot be used
    server_says: str = ""
    hold_until: datetime | None = None

    @property
    def is_silent(self) -> bool:
        return self.tick_age is not None and self.tick_age > RED_WITHOUT_TICK.total_seconds()

    @property
    def is_late(self) -> bool:
        return self.oldest_due > RED_WHEN_LATE.total_seconds()

    @property
    def is_well(self) -> bool:
        return self.database and not self.is_late and not self.is_silent


def pulse(now: datetime) -> Pulse:
    try:
        return _pulse(now)
    except DatabaseError:
        connection.close()
        return Pulse(database=False)


def _pulse(now: datetime) -> Pulse:
    """One read; a second where no worker has ever run."""
    oldest = due(now).order_by("due_at").values("due_at")[:1]
    server = Transport.objects.filter(paused_until__gt=now)
    row = Tick.objects.annotate(
        oldest=Subquery(oldest),
        paused_until=Subquery(server.values("paused_until")[:1]),
        server_says=Subquery(server.values("reason")[:1]),
    ).first()
    if row is None:
        late = oldest.values_list("due_at", flat=True).first()
        return Pulse(database=True, oldest_due=_seconds(now, late))
    return Pulse(
        database=True,
        oldest_due=_seconds(now, row.oldest),
        last_tick=row.last_at,
        tick_age=_seconds(now, row.last_at) if row.last_at else None,
        paused_until=row.paused_until,
        server_says=row.server_says or "",
        hold_until=row.hold_until if row.hold_until and row.hold_until > now else None,
    )


def _seconds(now: datetime, since: datetime | None) -> int:
    return max(0, int((now - since).total_seconds())) if since else 0


_last_look: tuple[datetime, str] | None = None


def mail_trouble(now: datetime) -> str:
    """ "" while mail flows, else one word for whoever runs things: silent, paused, held or late.
    A process looks every quarter of a minute, so that pages need not."""
    global _last_look
    if _last_look is None or not timedelta(0) <= now - _last_look[0] < LOOK_AGAIN:
        _last_look = (now, _trouble(pulse(now)))
    return _last_look[1]


def _trouble(found: Pulse) -> str:
    troubles = {
        "silent": found.is_silent,
        "paused": found.paused_until is not None,
        "held": found.hold_until is not None,
        "late": found.is_late,
    }
    return next((name for name, is_so in troubles.items() if is_so), "")


def look_anew() -> None:
    """Forgets what this process saw: for tests."""
    global _last_look
    _last_look = None


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
    # What somebody else asked us to tell, and was not told after all, stays between them and us.
    others_wish = [kind.name for kind in mailkinds.all_kinds() if kind.by_wish]
    told = Q(state__in=[Message.State.SENT, Message.State.UNSURE]) | ~Q(kind__in=others_wish)
    rows = Message.objects.to_person(person).filter(told)
    rows = rows.defer("text", "html", "ics", "headers", "params")
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
