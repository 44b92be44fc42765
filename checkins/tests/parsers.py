"""How programs read our calendar files: three parsers that know nothing of each other, and a lint.

libical is the C library under Thunderbird's elders, Evolution and many servers. It is called as it
is installed; where it is not, its tests are skipped, with CI=true that is an error.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import icalendar
import vobject

LONGEST = 75
HEAD = ("VERSION", "PRODID", "METHOD")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "CLASS", "STATUS")
VEVENT = 4  # libical's number for it


@dataclass(frozen=True)
class Read:
    """What a calendar program would show and remember of an event."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str


def by_icalendar(text: str) -> list[Read]:
    return [
        Read(
            str(event["uid"]),
            int(event["sequence"]),
            event["dtstart"].dt,
            event["dtend"].dt,
            str(event["summary"]),
        )
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
    ]


def by_vobject(text: str) -> list[Read]:
    (calendar,) = vobject.readComponents(text)
    return [
        Read(
            event.uid.value,
            int(event.sequence.value),
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value,
        )
        for event in calendar.vevent_list
    ]


class _Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


@cache
def libical() -> Any:
    """The library with the types of what we call, or None where it is not installed."""
    name = ctypes.util.find_library("ical")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for function, result, arguments in (
        ("icalparser_parse_string", pointer, [text]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_get_uid", text, [pointer]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_sequence", number, [pointer]),
        ("icalcomponent_get_dtstart", _Time, [pointer]),
        ("icalcomponent_get_dtend", _Time, [pointer]),
        ("icalcomponent_count_errors", number, [pointer]),
        ("icalrestriction_check", number, [pointer]),
        ("icaltime_is_utc", number, [_Time]),
        ("icalcomponent_free", None, [pointer]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


def by_libical(text: str) -> list[Read]:
    """Raises AssertionError where libical finds fault, with the rules of iTIP too."""
    library = libical()
    calendar = library.icalparser_parse_string(text.encode())
    try:
        assert library.icalrestriction_check(calendar) == 1
        assert library.icalcomponent_count_errors(calendar) == 0
        return list(_events(library, calendar))
    finally:
        library.icalcomponent_free(calendar)


def _events(library: Any, calendar: Any) -> Any:
    event = library.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        yield Read(
            library.icalcomponent_get_uid(event).decode(),
            library.icalcomponent_get_sequence(event),
            _instant(library, library.icalcomponent_get_dtstart(event)),
            _instant(library, library.icalcomponent_get_dtend(event)),
            library.icalcomponent_get_summary(event).decode(),
        )
        event = library.icalcomponent_get_next_component(calendar, VEVENT)


def _instant(library: Any, at: _Time) -> datetime:
    assert at.is_date or library.icaltime_is_utc(at)
    return datetime(at.year, at.month, at.day, at.hour, at.minute, at.second, tzinfo=UTC)


# -- What a validator would say ------------------------------------------------------------------


def faults(text: str) -> list[str]:
    """Of one calendar file; empty where there are none."""
    lines = text.split("\r\n")
    unfolded = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    names = [re.split("[:;]", line)[0] for line in unfolded]
    uids = [line for line in unfolded if line.startswith("UID:")]
    wrong = {
        "a line does not end with CRLF": re.search(r"(?<!\r)\n|\r(?!\n)", text) or lines[-1],
        "a line is too long": [line for line in lines if len(line.encode()) > LONGEST],
        "the calendar lacks something": [name for name in HEAD if names.count(name) != 1],
        "an event lacks something": [name for name in ONCE if names.count(name) != len(uids)],
        "a stamp is not in UTC": [line for line in unfolded if re.match("DTSTAMP.*[^Z]$", line)],
        "two events have one UID": len(set(uids)) != names.count("BEGIN") - 1,
    }
    return [fault for fault, found in wrong.items() if found]


def read_of(uid: Any, sequence: int, starts_at: datetime, minutes: int, title: str) -> Read:
    return Read(str(uid), sequence, starts_at, starts_at + timedelta(minutes=minutes), title)
