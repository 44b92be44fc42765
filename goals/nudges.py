"""When a reminder that somebody asked for is due, and for each one that is not, why not.

Pure Python: no Django, no database, no clock. What is shown before a yes, the look ahead, tests and
production use this one function, so that what a person was shown beforehand is what happens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from goals.hours import Moment, Reader, moment_of
from goals.weeks import due_on, monday_of

DAYS_TO_SECOND = 3
MAILS_OF_ONE_LADDER = 2
TELLS = 3  # the step that goes to the people one works with, where silence is to mean that
MAILS_A_WEEK = 3  # of all kinds that count
PROGRESS_SPEAKS_FOR_DAYS = 3
SECOND_OF_A_WEEK = 3  # days after the first
REPORT_LATE_BY = timedelta(days=3)
FRESH = timedelta(hours=36)
"""A question that is older than this moves to the next good hour instead of coming stale."""
LOOK_AHEAD = timedelta(days=35)
DIGEST_AT = time(8)
"""What found no room in its week comes in the first good hour of the next, in one mail."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
ASK_AGAIN_AFTER_SILENCE = frozenset({"again", "help"})
TELL_AFTER_SILENCE = "tell"


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
    WEEK_FULL = "week_full"
    TELL = "tell"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Terms:
    """The newest version of what the person agreed to."""

    how: str
    at: time
    silence: str
    per_week: int
    given_at: datetime
    """Nothing is planned before it: the newest yes, or the end of a pause since then."""
    since: date
    """The local date of the first yes: weeks are counted from it."""
    ends_on: date
    silence_days: int = 5
    """After so many days without an answer the others are told, if silence is to mean that."""


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
class Handled:
    """A step that is behind us: handed over, or left out with a reason."""

    about_on: date
    step: int
    on: date


@dataclass(frozen=True)
class Week:
    """What else comes to the reader: `full` are Mondays of weeks that have no room for one more
    mail; at the instants of `leaving` a mail of questions leaves anyway, which can take more."""

    full: Collection[date] = frozenset()
    leaving: Collection[datetime] = frozenset()

    def has_room(self, on: date, at: datetime, now: datetime) -> bool:
        if monday_of(on) not in self.full:
            return True
        return any(at == other or max(at, other) <= now for other in self.leaving)


@dataclass(frozen=True)
class Planned:
    step: int
    due_at: datetime
    due_on: date
    about_on: date
    reason: Reason
    held: bool = False
    """Its own week was full, so it comes with what else waited."""

    @property
    def is_to_others(self) -> bool:
        return self.step == TELLS


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
class Case:
    """All that one decision rests on."""

    terms: Terms
    thing: Thing
    reader: Reader
    handled: Collection[Handled]
    now: datetime
    week: Week = Week()

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.reader.zone)).date()

    def when(self, day: date) -> Moment | None:
        """The asked hour on this day or the next good one. What has grown stale comes in the next
        good hour, and what is left of another week comes with all that is left of it."""
        wished = moment_of(self.reader, day, self.terms.at, self.terms.given_at)
        fresh_from = self.now - FRESH
        if wished is None or wished.at >= fresh_from:
            return wished
        monday = monday_of(self.today)
        if wished.on < monday:
            return moment_of(self.reader, monday, DIGEST_AT, fresh_from)
        return moment_of(self.reader, day, self.terms.at, fresh_from)


Ladder: TypeAlias = Callable[[Case], Iterator[Planned | NotPlanned]]


def plan(
    terms: Terms | None,
    thing: Thing,
    reader: Reader,
    handled: Collection[Handled],
    now: datetime,
    week: Week = Week(),
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
    steps = list(LADDERS[thing.kind](Case(terms, thing, reader, handled, now, week)))
    return Plan(
        planned=tuple(step for step in steps if isinstance(step, Planned)),
        not_planned=tuple(step for step in steps if isinstance(step, NotPlanned)),
    )


# -- A promise: on its date, and then what the person wants from their own silence ---------------


def _promise(case: Case) -> Iterator[Planned | NotPlanned]:
    about = case.thing.due_on
    assert about is not None
    behind = {step.step: step.on for step in case.handled if step.about_on == about}
    first_on = behind.get(1)
    if first_on is None:
        first = _first(case, about)
        yield first
        if isinstance(first, NotPlanned):
            return
        first_on = first.due_on
    if not {2, TELLS} & set(behind):
        yield _after_silence(case, about, first_on)


def _first(case: Case, about: date) -> Planned | NotPlanned:
    answered_on = case.thing.answered_on
    if answered_on is not None and answered_on >= about:
        return NotPlanned(Reason.ANSWERED, 1, about)
    # A promise that moved starts anew, but one thing is asked about at most once a week.
    other = [step.on + _WEEK for step in case.handled if step.about_on != about]
    return _step(case, 1, case.when(max([about, *other])), about, Reason.ON_THE_DAY)


def _after_silence(case: Case, about: date, first_on: date) -> Planned | NotPlanned:
    terms, answered_on = case.terms, case.thing.answered_on
    tells = terms.silence == TELL_AFTER_SILENCE
    step = TELLS if tells else 2
    if not tells and terms.silence not in ASK_AGAIN_AFTER_SILENCE:
        return NotPlanned(Reason.SILENCE, step, about)
    if answered_on is not None and answered_on >= min(first_on, about):
        return NotPlanned(Reason.ANSWERED, step, about)
    day = first_on + timedelta(days=DAYS_TO_SECOND)
    if tells:  # quiet during a pause says nothing
        given_on = terms.given_at.astimezone(ZoneInfo(case.reader.zone)).date()
        day = max(first_on, given_on) + timedelta(days=terms.silence_days)
    return _step(case, step, case.when(day), about, Reason.TELL if tells else Reason.NO_ANSWER_YET)


def _step(
    case: Case,
    step: int,
    moment: Moment | None,
    about: date,
    reason: Reason,
    before: date | None = None,
) -> Planned | NotPlanned:
    """Kept to the room of its week: where there is none, it waits for the next. `before` is a day
    on which something else speaks for it."""
    if moment is None:
        return NotPlanned(Reason.NO_GOOD_HOUR, step, about)
    on, held = max(moment.on, case.today), False
    if step != TELLS and not case.week.has_room(on, moment.at, case.now):
        monday, held = monday_of(on) + _WEEK, True
        moment = moment_of(case.reader, monday, DIGEST_AT, case.terms.given_at)
        if moment is None or (before is not None and moment.on >= before):
            return NotPlanned(Reason.WEEK_FULL, step, about)
    if moment.on > case.terms.ends_on:
        return NotPlanned(Reason.WEEK_FULL if held else Reason.ENDED, step, about)
    return Planned(step, moment.at, moment.on, about, reason, held)


# -- A goal: once a week (or twice), unless the log has just been written ------------------------


def _goal(case: Case) -> Iterator[Planned | NotPlanned]:
    terms = case.terms
    behind = {(step.about_on, step.step) for step in case.handled}
    last = min(terms.ends_on, (case.now + LOOK_AHEAD).date())
    week = max(1, ((case.now - FRESH).date() - terms.since).days // 7 - 1)
    about = terms.since + week * _WEEK
    while about <= last:
        for step in range(1, min(terms.per_week, MAILS_OF_ONE_LADDER) + 1):
            if (about, step) not in behind:
                yield _in_week(case, about, step)
        about += _WEEK


def _in_week(case: Case, about: date, step: int) -> Planned | NotPlanned:
    """Late rather than never, within its own week: whoever comes back from days away is asked."""
    slot = about + timedelta(days=(step - 1) * SECOND_OF_A_WEEK)
    moment = case.when(slot)
    if moment is None:
        return NotPlanned(Reason.NO_GOOD_HOUR, step, about)
    # Where days off push a slot as far as the next one, that one speaks for both.
    alone = min(case.terms.per_week, MAILS_OF_ONE_LADDER) == 1
    until = about + (_WEEK if alone or step > 1 else timedelta(days=SECOND_OF_A_WEEK))
    if moment.on >= until:
        passed = until <= case.today
        return NotPlanned(Reason.PASSED if passed else Reason.NO_GOOD_HOUR, step, about)
    # By its own day, not by the day to which it was moved: what the log spoke for stays spoken for.
    if _progress_speaks(case.thing, slot):
        return NotPlanned(Reason.PROGRESS, step, about)
    return _step(case, step, moment, about, Reason.THIS_WEEK, before=until)


def _progress_speaks(thing: Thing, day: date) -> bool:
    spoken = thing.answered_on
    return spoken is not None and spoken > day - timedelta(days=PROGRESS_SPEAKS_FOR_DAYS)


# -- The weekly report: once, when the working week ends ------------------------------------------


def _report(case: Case) -> Iterator[Planned | NotPlanned]:
    behind = {step.about_on for step in case.handled}
    last = min(case.terms.ends_on, (case.now + LOOK_AHEAD).date())
    week = max(monday_of(case.terms.since), monday_of((case.now - FRESH).date()) - _WEEK)
    while week <= last:
        if week not in behind:
            yield _of_week(case, week)
        week += _WEEK


def _of_week(case: Case, week: date) -> Planned | NotPlanned:
    if week in case.thing.handled:
        return NotPlanned(Reason.WRITTEN, 1, week)
    due = due_on(week, case.reader.working_days)
    moment = case.when(due)
    # Where days off push it near the next one, that one speaks for both weeks.
    if moment is None or moment.on > due + REPORT_LATE_BY:
        return NotPlanned(Reason.NO_GOOD_HOUR, 1, week)
    return _step(case, 1, moment, week, Reason.THIS_WEEK, before=due + REPORT_LATE_BY + _DAY)


LADDERS: dict[str, Ladder] = {"promise": _promise, "goal": _goal, "report": _report}
