"""A person's calendar to subscribe to: one event per check-in, in UTC, and whole days for promises.

Pure Python. A feed is fetched again and again, so its tag is told from the facts, without writing
the file; and one fact makes one text, whenever it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Mentorship//Calendar feed//EN"
AGAIN_AFTER = "PT1H"  # what we ask of calendar programs; they come when they like
LONGEST = 75  # octets
SHAPE = 1  # of the text below: another one is another tag


@dataclass(frozen=True)
class Entry:
    """A check-in has minutes; what has none takes the whole day, and no time from it."""

    uid: str
    sequence: int
    changed_at: datetime
    """Aware, UTC: when this was last decided."""
    starts: datetime | date
    minutes: int
    title: str
    url: str


@dataclass(frozen=True)
class Feed:
    name: str
    organizer: str
    """An address alone; whatever is published has one (RFC 5546, 3.2.1)."""
    entries: Sequence[Entry]

    @property
    def changed_at(self) -> datetime | None:
        return max((entry.changed_at for entry in self.entries), default=None)


def tag(feed: Feed) -> str:
    """Another one as soon as anything in the text would be another."""
    facts = repr((SHAPE, feed.name, feed.organizer, [_facts(entry) for entry in feed.entries]))
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


def _facts(entry: Entry) -> tuple[object, ...]:
    return (
        *(entry.uid, entry.sequence, entry.changed_at.isoformat()),
        *(entry.starts.isoformat(), entry.minutes, entry.title, entry.url),
    )


def render(feed: Feed) -> bytes:
    """With CRLF, in lines of at most 75 octets. Written line by line: a hundred times as fast as
    building five hundred components, and a calendar program asks every hour."""
    name = _escaped(feed.name)
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH"),
        *(f"NAME:{name}", f"X-WR-CALNAME:{name}"),
        *(f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN_AFTER}", f"X-PUBLISHED-TTL:{AGAIN_AFTER}"),
        *(line for entry in feed.entries for line in _event(entry, feed.organizer)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, organizer: str) -> list[str]:
    stamp = _instant(entry.changed_at)
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        *_times(entry),
        f"ORGANIZER:mailto:{organizer}",
        f"SUMMARY:{_escaped(entry.title)}",
        "CLASS:PRIVATE",
        "STATUS:CONFIRMED",
        f"URL:{entry.url}",
        "END:VEVENT",
    ]


def _times(entry: Entry) -> list[str]:
    if isinstance(entry.starts, datetime):
        ends = entry.starts + timedelta(minutes=entry.minutes)
        return [f"DTSTART:{_instant(entry.starts)}", f"DTEND:{_instant(ends)}", "TRANSP:OPAQUE"]
    days = [f"{day:%Y%m%d}" for day in (entry.starts, entry.starts + timedelta(days=1))]
    return [f"DTSTART;VALUE=DATE:{days[0]}", f"DTEND;VALUE=DATE:{days[1]}", "TRANSP:TRANSPARENT"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """One line of text, without what no screen shows."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """RFC 5545, 3.1: what goes on begins with a space, which counts too. No letter is cut."""
    if len(line.encode()) <= LONGEST:
        return line
    rows, octets = [""], 0
    for letter in line:
        octets += len(letter.encode())
        if octets > LONGEST:
            rows, octets = [*rows, " "], 1 + len(letter.encode())
        rows[-1] += letter
    return "\r\n".join(rows)
