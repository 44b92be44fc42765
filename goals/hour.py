"""An hour for oneself as a calendar file. Pure Python.

Its title is neutral and it is private, since others may see a calendar; it invites nobody. The same
hour of the same promise has the same uid, so that a second download makes no second entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Mentorship//Promises//EN"


@dataclass(frozen=True)
class Hour:
    uid: str
    starts_at: datetime
    """Aware, UTC."""
    title: str
    url: str
    minutes: int = 60


def render(hour: Hour, stamp: datetime) -> str:
    """The text of the file, with CRLF and folded lines. `stamp` is the time of this download."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", hour.uid)
    event.add("dtstamp", stamp.replace(microsecond=0))
    event.add("dtstart", hour.starts_at)
    event.add("dtend", hour.starts_at + timedelta(minutes=hour.minutes))
    event.add("summary", hour.title)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("url", hour.url)
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")
