"""An hour of the week that is still free, so that nobody of two pairs meets both at once.

Pure Python: no Django, no database.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
FIRST, LAST = time(8), time(18)
"""Meetings begin within these, unless the rhythm itself begins elsewhere."""
WORKING = range(5)

Slot = tuple[int | None, time]
"""Weekday (Monday = 0; None where the day of the month rules) and wall time."""


def free_slot(wanted: Slot, taken: Collection[Slot]) -> Slot:
    """The wanted hour, else the next one of that day, else of the next working days. Where all of a
    week is taken, the wanted one: people agree among themselves."""
    return next((slot for slot in _from(wanted) if not _meets(slot, taken)), wanted)


def seen_from(slot: Slot, theirs: str, ours: str, on: date) -> Slot:
    """A slot of one zone as another one's clocks show it in the week of `on`."""
    weekday, at = slot
    if theirs == ours or weekday is None:
        return slot
    day = on + timedelta(days=(weekday - on.weekday()) % 7)
    there = datetime.combine(day, at, tzinfo=ZoneInfo(theirs))
    here = there.astimezone(ZoneInfo(ours))
    return here.weekday(), here.time().replace(tzinfo=None)


def _from(wanted: Slot) -> Iterator[Slot]:
    weekday, at = wanted
    yield wanted
    for later in _hours_after(at):
        yield weekday, later
    for day in _days_after(weekday):
        yield day, at
        for later in _hours_after(at):
            yield day, later
    for earlier in _hours_before(at):
        yield weekday, earlier
    for day in _days_after(weekday):
        for earlier in _hours_before(at):
            yield day, earlier


def _days_after(weekday: int | None) -> list[int]:
    if weekday is None:
        return []
    return [day for day in ((weekday + more) % 7 for more in range(1, 7)) if day in WORKING]


def _hours_after(at: time) -> Iterator[time]:
    moment = datetime.combine(date.min, at) + HOUR
    while moment.date() == date.min and moment.time() <= LAST:
        yield moment.time()
        moment += HOUR


def _hours_before(at: time) -> Iterator[time]:
    moment = datetime.combine(date.max, at) - HOUR
    while moment.date() == date.max and moment.time() >= FIRST:
        yield moment.time()
        moment -= HOUR


def _meets(slot: Slot, taken: Collection[Slot]) -> bool:
    """Less than an hour apart on the same day."""
    weekday, at = slot
    return any(weekday == day and abs(_minutes(at) - _minutes(other)) < 60 for day, other in taken)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
