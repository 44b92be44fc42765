"""When a reminder that somebody asked for is due, and for each one that is not, why not.

Pure Python: no Django, no database, no clock. Production, tests and a look ahead use this one
function, so that what a person was shown beforehand is what happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from goals.weeks import due_on, monday_of
from mentorship.cadence import instant_of

DAYS_TO_SECOND = 3
MAILS_OF_ONE_LADDER = 2
PROGRESS_SPEAKS_FOR_DAYS = 3
SECOND_OF_A_WEEK = 3  # days after the first
REPORT_LATE_BY = timedelta(days=3)
FRESH = timedelta(hours=36)
"""A question that is older than this moves to the next good hour instead of coming stale."""
LOOK_AHEAD = timedelta(days=120)
LONGEST_SEARCH = 400  # days
_WEEK = timedelta(days=7)
ASK_AGAIN_AFTER_SILENCE = frozenset({"again", "help"})


class Reason(StrEnum):
    ON_THE_DAY = "on_the_day"
    NO_ANSWER_YET = "no_answer_yet"
    THIS_WEEK = "this_week"
    NOT_BY_MAIL = "not_by_mail"
    OVER = "over"
    NO_DATE = "no_date"
    ENDED = "ended"
    ANSWERED = "answered"
    SILENCE = "silence"
    PROGRESS = "progress"
    NO_GOOD_HOUR = "no_good_hour"
    PASSED = "passed"
    MOVED = "moved"
    WRITTEN = "written"


@dataclass(frozen=True)
class Terms:
    """The newest version of what the person agreed to."""

    how: str
    at: time
    silence: str
    per_week: int
    given_at: datetime
    since: date
    """The local date of the first yes: weeks are counted from it."""
    ends_on: date


@dataclass(frozen=True)
class Thing:
    """What the consent is about. A goal is asked about weekly, a promise around its date, the
    report on the last working day of a week."""

    kind: Literal["promise", "goal", "report"]
    is_open: bool
    due_on: date | None = None
    answered_on: date | None = None
    """The last answer to the promise, or the last progress on the goal; the reader's date."""
    handled: frozenset[date] = frozenset()
    """Mondays of the weeks that were reported on, or skipped."""


@dataclass(frozen=True)
class Reader:
    zone: str
    working_days: str
    """Seven of 0 and 1, Monday first."""
    quiet: tuple[tuple[time, time], ...]
    """From (included) until (not included); over midnight where from is the later one."""
    away: tuple[tuple[date, date], ...] = ()

    def welcomes(self, day: date) -> bool:
        return self.working_days[day.weekday()] == "1" and not any(
            first <= day <= last for first, last in self.away
        )

    def quiet_end(self, at: time) -> tuple[time, int] | None:
        """When the quiet that `at` falls into is over, and how many days later that is."""
        for start, end in self.quiet:
            if start < end and start <= at < end:
                return end, 0
            if start > end and at >= start:
                return end, 1
            if start > end and at < end:
                return end, 0
        return None


@dataclass(frozen=True)
class Handled:
    """A step that is behind us: handed over, or left out with a reason."""

    about_on: date
    step: int
    on: date


@dataclass(frozen=True)
class Planned:
    step: int
    due_at: datetime
    due_on: date
    about_on: date
    reason: Reason


@dataclass(frozen=True)
class NotPlanned:
    reason: Reason
    step: int = 1
    about_on: date | None = None


@dataclass(frozen=True)
class Plan:
    planned: tuple[Planned, ...] = ()
    not_planned: tuple[NotPlanned, ...] = ()

    @property
    def next(self) -> Planned | None:
        return min(self.planned, key=lambda step: step.due_at, default=None)


@dataclass(frozen=True)
class _Moment:
    at: datetime
    on: date


Ladder: TypeAlias = Callable[
    [Terms, Thing, Reader, Sequence[Handled], datetime], Iterator[Planned | NotPlanned]
]


def plan(
    terms: Terms | None, thing: Thing, reader: Reader, handled: Sequence[Handled], now: datetime
) -> Plan:
    """Everything that this consent would still bring. Without terms: nothing, ever."""
    if terms is None:
        return Plan()
    if not thing.is_open:
        return Plan(not_planned=(NotPlanned(Reason.OVER),))
    if thing.kind == "promise" and thing.due_on is None:
        return Plan(not_planned=(NotPlanned(Reason.NO_DATE),))
    if terms.how != "mail":
        return Plan(not_planned=(NotPlanned(Reason.NOT_BY_MAIL, about_on=thing.due_on),))
    steps = list(LADDERS[thing.kind](terms, thing, reader, handled, now))
    return Plan(
        planned=tuple(step for step in steps if isinstance(step, Planned)),
        not_planned=tuple(step for step in steps if isinstance(step, NotPlanned)),
    )


# -- A promise: on its date, and once more if the person wants that from their own silence ------


def _promise(
    terms: Terms, thing: Thing, reader: Reader, handled: Sequence[Handled], now: datetime
) -> Iterator[Planned | NotPlanned]:
    assert thing.due_on is not None
    about = thing.due_on
    behind = {step.step: step.on for step in handled if step.about_on == about}
    first_on = behind.get(1)
    if first_on is None:
        first = _first(terms, thing, reader, handled, now)
        yield first
        if isinstance(first, NotPlanned):
            return
        first_on = first.due_on
    if 2 in behind:
        return
    yield _second(terms, thing, reader, first_on, now)


def _first(
    terms: Terms, thing: Thing, reader: Reader, handled: Sequence[Handled], now: datetime
) -> Planned | NotPlanned:
    assert thing.due_on is not None
    about = thing.due_on
    if thing.answered_on is not None and thing.answered_on >= about:
        return NotPlanned(Reason.ANSWERED, 1, about)
    # A promise that moved starts anew, but one thing is asked about at most once a week.
    other = [step.on + _WEEK for step in handled if step.about_on != about]
    not_before = max(terms.given_at, now - FRESH)
    moment = _moment(reader, max([about, *other]), terms.at, not_before)
    return _step(1, moment, about, terms, Reason.ON_THE_DAY)


def _second(
    terms: Terms, thing: Thing, reader: Reader, first_on: date, now: datetime
) -> Planned | NotPlanned:
    assert thing.due_on is not None
    about = thing.due_on
    if terms.silence not in ASK_AGAIN_AFTER_SILENCE:
        return NotPlanned(Reason.SILENCE, 2, about)
    if thing.answered_on is not None and thing.answered_on >= min(first_on, about):
        return NotPlanned(Reason.ANSWERED, 2, about)
    day = first_on + timedelta(days=DAYS_TO_SECOND)
    moment = _moment(reader, day, terms.at, max(terms.given_at, now - FRESH))
    return _step(2, moment, about, terms, Reason.NO_ANSWER_YET)


def _step(
    step: int, moment: _Moment | None, about: date, terms: Terms, reason: Reason
) -> Planned | NotPlanned:
    if moment is None:
        return NotPlanned(Reason.NO_GOOD_HOUR, step, about)
    if moment.on > terms.ends_on:
        return NotPlanned(Reason.ENDED, step, about)
    return Planned(step, moment.at, moment.on, about, reason)


# -- A goal: once a week (or twice), unless the log has just been written ------------------------


def _goal(
    terms: Terms, thing: Thing, reader: Reader, handled: Sequence[Handled], now: datetime
) -> Iterator[Planned | NotPlanned]:
    behind = {(step.about_on, step.step) for step in handled}
    last = min(terms.ends_on, (now + LOOK_AHEAD).date())
    week = max(1, ((now - FRESH).date() - terms.since).days // 7 - 1)
    about = terms.since + week * _WEEK
    while about <= last:
        for step in range(1, min(terms.per_week, MAILS_OF_ONE_LADDER) + 1):
            if (about, step) not in behind:
                yield _in_week(terms, thing, reader, about, step, now)
        about += _WEEK


def _in_week(
    terms: Terms, thing: Thing, reader: Reader, about: date, step: int, now: datetime
) -> Planned | NotPlanned:
    offset = (step - 1) * SECOND_OF_A_WEEK
    moment = _moment(reader, about + timedelta(days=offset), terms.at, terms.given_at)
    if moment is None:
        return NotPlanned(Reason.NO_GOOD_HOUR, step, about)
    # Where days off push a slot as far as the next one, that one speaks for both.
    alone = min(terms.per_week, MAILS_OF_ONE_LADDER) == 1
    until = _WEEK if alone or step > 1 else timedelta(days=SECOND_OF_A_WEEK)
    if moment.on >= about + until:
        return NotPlanned(Reason.NO_GOOD_HOUR, step, about)
    if moment.at < now - FRESH:
        return NotPlanned(Reason.PASSED, step, about)
    if _progress_speaks(thing, moment.on):
        return NotPlanned(Reason.PROGRESS, step, about)
    return _step(step, moment, about, terms, Reason.THIS_WEEK)


def _progress_speaks(thing: Thing, day: date) -> bool:
    spoken = thing.answered_on
    return spoken is not None and spoken > day - timedelta(days=PROGRESS_SPEAKS_FOR_DAYS)


# -- The weekly report: once, when the working week ends ------------------------------------------


def _report(
    terms: Terms, thing: Thing, reader: Reader, handled: Sequence[Handled], now: datetime
) -> Iterator[Planned | NotPlanned]:
    behind = {step.about_on for step in handled}
    last = min(terms.ends_on, (now + LOOK_AHEAD).date())
    week = max(monday_of(terms.since), monday_of((now - FRESH).date()) - _WEEK)
    while week <= last:
        if week not in behind:
            yield _of_week(terms, thing, reader, week, now)
        week += _WEEK


def _of_week(
    terms: Terms, thing: Thing, reader: Reader, week: date, now: datetime
) -> Planned | NotPlanned:
    if week in thing.handled:
        return NotPlanned(Reason.WRITTEN, 1, week)
    due = due_on(week, reader.working_days)
    moment = _moment(reader, due, terms.at, max(terms.given_at, now - FRESH))
    # Where days off push it near the next one, that one speaks for both weeks.
    if moment is None or moment.on > due + REPORT_LATE_BY:
        return NotPlanned(Reason.NO_GOOD_HOUR, 1, week)
    return _step(1, moment, week, terms, Reason.THIS_WEEK)


LADDERS: dict[str, Ladder] = {"promise": _promise, "goal": _goal, "report": _report}


# -- The hour ------------------------------------------------------------------------------------


def _moment(reader: Reader, day: date, at: time, not_before: datetime) -> _Moment | None:
    """The first good moment on or after `day`: the asked time on a day that is welcome, never in
    quiet hours, never before `not_before`. None where the reader's week leaves no such hour."""
    zone = ZoneInfo(reader.zone)
    day = max(day, not_before.astimezone(zone).date())
    last = day + timedelta(days=LONGEST_SEARCH)
    wish = at
    while day <= last:
        # The wall may show another time than was wished for, where clocks are put forward.
        instant = instant_of(day, wish, zone)
        shown = instant.astimezone(zone)
        quiet = reader.quiet_end(shown.time())
        if quiet is not None:
            wish, days = quiet
            if _never_awake(reader, wish):
                return None
            day = shown.date() + timedelta(days=days)
        elif reader.welcomes(day) and instant >= not_before and shown.date() == day:
            return _Moment(instant, day)
        else:
            day += timedelta(days=1)
    return None


def _never_awake(reader: Reader, wish: time) -> bool:
    """Windows that hand over to each other for ever leave no hour at all."""
    seen: set[time] = set()
    while (quiet := reader.quiet_end(wish)) is not None:
        wish = quiet[0]
        if wish in seen:
            return True
        seen.add(wish)
    return False
