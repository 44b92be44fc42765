"""Calendar invitations: one event per check-in, in UTC, so that every calendar reads one instant.

Pure Python. The uid never changes and is never used again; a higher sequence replaces what a
calendar knew. Titles stay neutral, since others may see a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Mentorship//Check-ins//EN"


@dataclass(frozen=True)
class Invitation:
    uid: str
    sequence: int
    starts_at: datetime
    """Aware, UTC."""
    minutes: int
    title: str
    url: str
    organizer: str
    """As in a From line: “Name <address>”."""
    attendee_name: str
    attendee_email: str


def render(invitation: Invitation, method: Method, stamp: datetime) -> str:
    """The text of the calendar part, with CRLF and folded lines. `stamp` is this message's time."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(invitation, method, stamp))
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _event(invitation: Invitation, method: Method, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", stamp.replace(microsecond=0))
    event.add("dtstart", invitation.starts_at)
    event.add("dtend", invitation.starts_at + timedelta(minutes=invitation.minutes))
    event.add("summary", invitation.title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("url", invitation.url)
    event.add("organizer", _organizer(invitation.organizer))
    event.add("attendee", _attendee(invitation), encode=False)
    return event


def _organizer(from_line: str) -> vCalAddress:
    name, address = parseaddr(from_line)
    organizer = vCalAddress(f"mailto:{address}")
    if name:
        organizer.params["CN"] = vText(name)
    return organizer


def _attendee(invitation: Invitation) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{invitation.attendee_email}")
    attendee.params["CN"] = vText(invitation.attendee_name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee
