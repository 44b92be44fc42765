"""Times at which everybody is free, the kindest first.

Pure Python: no Django, no database. Wall times become instants day by day, so that an hour that the
clocks skip or repeat is neither offered in somebody's night nor lost. Hours of the week are 0..167
from Monday 00:00, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=30)
DAY = timedelta(days=1)
APART = timedelta(hours=2)  # two offers of one day
EASY = range(9 * 60, 17 * 60)  # minutes of a day at which nobody has to get up or stay up
MIDNIGHT = time(0)

Span = tuple[datetime, datetime]
"""From, until (not included): aware, UTC."""


@dataclass(frozen=True)
class Wall:
    """A part of one local day. `until` at midnight is the end of that day."""

    day: date
    begins: time
    until: time


@dataclass(frozen=True)
class Person:
    zone: str
    hours: frozenset[int]
    quiet_from: time = MIDNIGHT
    quiet_until: time = MIDNIGHT
    """The same twice: no quiet hours."""
    away: tuple[tuple[date, date], ...] = ()
    """First and last day."""
    extra: tuple[Wall, ...] = ()
    blocked: tuple[Wall, ...] = ()
    busy: tuple[Span, ...] = ()


def usual_hours(said: Collection[int], working_days: str) -> frozenset[int]:
    """What somebody is taken to mean before they have said it for meetings: of what they said
    elsewhere, or else of a usual day, that which falls on their working days ("1111100")."""
    hours = said or [day * 24 + hour for day in range(7) for hour in range(9, 17)]
    return frozenset(h for h in hours if 0 <= h < 168 and working_days[h // 24] == "1")


def good_times(
    people: Sequence[Person],
    *,
    earliest: datetime,
    latest: datetime,
    minutes: int,
    usual: time | None = None,
    taken_days: Collection[date] = (),
) -> Iterator[datetime]:
    """Starts of meetings that end by `latest`, the kindest of each day first, then the next round.

    `usual` and `taken_days` are on the wall of the first person's zone, in which days are counted
    too. A day that is taken is left out."""
    length = timedelta(minutes=minutes)
    free = common_spans(people, earliest, latest)
    zone = ZoneInfo(people[0].zone)
    starts = [start for span in free for start in _starts(span, length)]
    days = {
        day: sorted(found, key=lambda start: _cost(start, length, people, usual))
        for day, found in groupby(starts, key=lambda start: start.astimezone(zone).date())
        if day not in taken_days
    }
    return _in_rounds(days, length, people, usual)


def _in_rounds(
    days: dict[date, list[datetime]],
    length: timedelta,
    people: Sequence[Person],
    usual: time | None,
) -> Iterator[datetime]:
    left = dict(days)
    while left:
        best = [(_cost(starts[0], length, people, usual), starts[0]) for starts in left.values()]
        yield from (start for _cost, start in sorted(best))
        left = {
            day: rest
            for day, starts in left.items()
            if (rest := [start for start in starts if abs(start - starts[0]) >= APART])
        }


def common_spans(people: Sequence[Person], earliest: datetime, latest: datetime) -> list[Span]:
    common: list[Span] = [(earliest, latest)] if earliest < latest else []
    for person in people:
        common = _both(common, free_spans(person, earliest, latest))
    return common


def free_spans(person: Person, earliest: datetime, latest: datetime) -> list[Span]:
    """Merged and in order. Night, days away and what is planned go before everything else."""
    zone = ZoneInfo(person.zone)
    days = list(_days(earliest, latest, zone))
    open_ = [*_weekly(person.hours, days, zone), *(_certain(wall, zone) for wall in person.extra)]
    shut = [
        *(_perhaps(wall, zone) for wall in person.blocked),
        *_nights(person, days, zone),
        *(
            (_at(first, MIDNIGHT, zone), _at(last + DAY, MIDNIGHT, zone))
            for first, last in person.away
        ),
        *person.busy,
    ]
    return _without(_merged(open_), _merged(shut))


def is_in_night(person: Person, start: datetime, minutes: int) -> bool:
    """Whether any part of a meeting lies in the hours that they keep quiet."""
    zone, end = ZoneInfo(person.zone), start + timedelta(minutes=minutes)
    nights = _nights(person, _days(start, end, zone), zone)
    return any(begins < end and until > start for begins, until in nights)


# -- From the wall to instants -------------------------------------------------------------------


def _days(earliest: datetime, latest: datetime, zone: ZoneInfo) -> Iterator[date]:
    """A day more at both ends, for nights that begin the evening before."""
    day, last = earliest.astimezone(zone).date() - DAY, latest.astimezone(zone).date() + DAY
    while day <= last:
        yield day
        day += DAY


def _weekly(hours: Collection[int], days: Iterable[date], zone: ZoneInfo) -> Iterator[Span]:
    for day in days:
        for hour in range(24):
            if day.weekday() * 24 + hour in hours:
                end = (day, time(hour + 1)) if hour < 23 else (day + DAY, MIDNIGHT)
                yield _at(day, time(hour), zone), _at(*end, zone)


def _nights(person: Person, days: Iterable[date], zone: ZoneInfo) -> Iterator[Span]:
    begins, until = person.quiet_from, person.quiet_until
    if begins == until:
        return
    for day in days:
        morning = day if begins < until else day + DAY
        yield _at(day, begins, zone), _at(morning, until, zone, last=True)


def _certain(wall: Wall, zone: ZoneInfo) -> Span:
    """Where the clocks say an hour twice, only what is surely meant."""
    return _at(wall.day, wall.begins, zone, last=True), _end(wall, zone, last=False)


def _perhaps(wall: Wall, zone: ZoneInfo) -> Span:
    """Where the clocks say an hour twice, all that may be meant."""
    return _at(wall.day, wall.begins, zone), _end(wall, zone, last=True)


def _end(wall: Wall, zone: ZoneInfo, *, last: bool) -> datetime:
    day = wall.day + DAY if wall.until == MIDNIGHT else wall.day
    return _at(day, wall.until, zone, last=last)


def _at(day: date, at: time, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The first instant, or the last, that this wall time may mean."""
    both = [
        datetime.combine(day, at.replace(fold=fold), tzinfo=zone).astimezone(UTC) for fold in (0, 1)
    ]
    return max(both) if last else min(both)


# -- Spans ---------------------------------------------------------------------------------------


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for begins, until in sorted(spans):
        if until <= begins:
            continue
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((begins, until))
    return merged


def _both(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    return _merged(
        (max(a[0], b[0]), min(a[1], b[1])) for a in ones for b in others if a[0] < b[1] > b[0]
    )


def _without(spans: Iterable[Span], shut: Sequence[Span]) -> list[Span]:
    left: list[Span] = []
    for begins, until in spans:
        for closed_from, closed_until in shut:
            if closed_from < until and closed_until > begins:
                left.append((begins, closed_from))
                begins = closed_until
        left.append((begins, until))
    return _merged(left)


def _starts(span: Span, length: timedelta) -> Iterator[datetime]:
    begins, until = span
    start = datetime.fromtimestamp(
        -(-begins.timestamp() // STEP.total_seconds()) * STEP.total_seconds(), UTC
    )
    while start + length <= until:
        yield start
        start += STEP


# -- What is kind --------------------------------------------------------------------------------


def _cost(
    start: datetime, length: timedelta, people: Sequence[Person], usual: time | None
) -> tuple[int, int, int, datetime]:
    """For who has it worst, then for all together; then near the usual time; then soon."""
    efforts = [_effort(start, length, ZoneInfo(person.zone)) for person in people]
    local = start.astimezone(ZoneInfo(people[0].zone))
    off = abs(_minute(local.time()) - _minute(usual)) if usual else 0
    return max(efforts), sum(efforts), off + (15 if local.minute else 0), start


def _effort(start: datetime, length: timedelta, zone: ZoneInfo) -> int:
    """Minutes before nine or after five."""
    begins = _minute(start.astimezone(zone).time())
    ends = begins + int(length.total_seconds()) // 60
    return max(0, EASY.start - begins, ends - EASY.stop)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
