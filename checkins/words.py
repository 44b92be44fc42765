"""Times and sentences that pages and mails of this floor share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dates import dated
from accounts.models import User
from accounts.models.people import told_apart
from checkins.models import CheckIn, OffDay
from goals import chart
from goals import words as goal_words
from goals.models import Commitment, CommitmentAnswer, Goal, ProgressEntry
from goals.nudges import Reason
from mentorship.models import Pairing

WHY_NOT = {
    Reason.NOT_BY_MAIL: gettext_lazy("You did not want mail about this."),
    Reason.OVER: gettext_lazy("It was done or let go by then."),
    Reason.NO_DATE: gettext_lazy("It has no date yet."),
    Reason.ENDED: gettext_lazy("The time for which you asked us was over."),
    Reason.STOPPED: gettext_lazy("You had paused or stopped this by then."),
    Reason.ANSWERED: gettext_lazy("You had answered by then."),
    Reason.SILENCE: gettext_lazy("You said that your silence needs no second mail."),
    Reason.PROGRESS: gettext_lazy("You had just logged progress."),
    Reason.NO_GOOD_HOUR: gettext_lazy("No hour of yours was free of quiet hours and days off."),
    Reason.PASSED: gettext_lazy("Its week had gone by."),
    Reason.MOVED: gettext_lazy("The date moved."),
    Reason.WRITTEN: gettext_lazy("You had written or skipped that week by then."),
    Reason.WEEK_FULL: gettext_lazy(
        "Three mails came that week, and the next question spoke for it."
    ),
}

# Ways to begin again where nothing was said for a while. Their number stands in quiet.py.
OPENERS = [
    gettext_lazy("One thing you did lately that worked, and what it did:"),
    gettext_lazy("Something I noticed when we last talked:"),
    gettext_lazy("What are you proud of since we last talked?"),
    gettext_lazy("What would make the next step easier for you?"),
    gettext_lazy("You have grown in this since we began:"),
    gettext_lazy("If you could do last week again, what would you keep?"),
]


def when(person: User, instant: datetime) -> str:
    """«Thursday 19 November, 16:00» on the person's own wall."""
    return dated(person.local(instant), _("l j F, H:i"))


def brief_when(person: User, instant: datetime) -> str:
    """«Thu 19 Nov, 16:00», for a button."""
    return dated(person.local(instant), _("D j M, H:i"))


def both_times(reader: User, others: list[User], instant: datetime) -> str:
    """«Thursday 19 November, 16:00 · 11:00 for Omar»: the others' where their clocks differ."""
    told = [(one, other_clock(reader, one, instant)) for one in others]
    theirs = [
        _("%(at)s for %(name)s") % {"at": at, "name": one.short_name} for one, at in told if at
    ]
    return " · ".join([when(reader, instant), *theirs])


def in_night(reader: User, person: User, instant: datetime) -> str:
    """That a time is early or late for somebody, as something to think about."""
    told = {"when": when(reader, instant), "name": person.short_name}
    if person.pk == reader.pk:
        return _("%(when)s lies in your own quiet hours.") % told
    told["at"] = other_clock(reader, person, instant)
    if not told["at"]:
        return _("%(when)s may be in the night for %(name)s.") % told
    return _("%(when)s is %(at)s for %(name)s, and may be in their night.") % told


def day(on: date) -> str:
    return dated(on, _("l j F"))


def short_day(on: date, today: date) -> str:
    """«today», «tomorrow», «Thursday» within a week, else «19 November»."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return dated(on, "l") if 1 < days < 7 else dated(on, _("j F"))


def clock(person: User, instant: datetime) -> str:
    return person.local(instant).strftime("%H:%M")


def place(zone: str) -> str:
    """«New York»: the part of a zone's name that people say."""
    return zone.rpartition("/")[2].replace("_", " ")


def others_of(pairing: Pairing, reader: User) -> list[User]:
    """The people on the other side, from prefetched members."""
    people = (member.enrollment.user for member in pairing.members.all())
    return [person for person in people if person.pk != reader.pk]


def names(people: list[User]) -> str:
    return listed([person.short_name for person in people])


def with_whom(pairings: Iterable[Pairing], reader: User) -> dict[int, str]:
    """The others of several pairings, by its key, told apart among each other. From prefetched
    members."""
    others = {pairing.pk: others_of(pairing, reader) for pairing in pairings}
    everybody = [person for people in others.values() for person in people]
    called = told_apart((person.name, person.email) for person in everybody)
    return {pk: listed([called[one.email] for one in people]) for pk, people in others.items()}


def listed(shown: list[str]) -> str:
    if len(shown) < 2:
        return "".join(shown)
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}


def other_clock(reader: User, person: User, instant: datetime) -> str:
    """What the other's wall shows where it differs: the hour, or the day too if that differs."""
    mine, theirs = (one.local(instant).replace(tzinfo=None) for one in (reader, person))
    if theirs == mine:
        return ""
    return clock(person, instant) if theirs.date() == mine.date() else when(person, instant)


def other_clocks(check_in: CheckIn, reader: User) -> list[tuple[User, str]]:
    """The others, each with their own time, where it differs from the reader's."""
    at = check_in.starts_at
    told = [(one, other_clock(reader, one, at)) for one in others_of(check_in.pairing, reader)]
    return [(person, text) for person, text in told if text]


def local_times(check_in: CheckIn, reader: User) -> list[tuple[User, str]]:
    """Each member's own time, the reader first."""
    others = others_of(check_in.pairing, reader)
    return [(person, when(person, check_in.starts_at)) for person in [reader, *others]]


# -- What is new -----------------------------------------------------------------------------------


def answered(answer: CommitmentAnswer, promise: Commitment) -> str:
    """In the person's own choice of word."""
    told = {"answer": goal_words.said(answer), "promise": promise.text, "note": answer.note}
    if answer.note:
        return _("%(answer)s: %(promise)s (“%(note)s”)") % told
    return _("%(answer)s: %(promise)s") % told


def progressed(entry: ProgressEntry, goal: Goal) -> str:
    told = {"goal": goal.title, "day": day(entry.happened_on)}
    told["what"] = entry.note or (chart.plain(entry.value) if entry.value is not None else "")
    return _("%(day)s, on “%(goal)s”: %(what)s") % told


_RAISED = {
    "plain": gettext_lazy("%(name)s would like you to ask about this, plainly."),
    "warm": gettext_lazy("%(name)s would like you to ask about this, warmly."),
    "direct": gettext_lazy("%(name)s asked you to raise this, directly."),
}


def raised(person: User, tone: str) -> str:
    """That somebody chose to be asked about something, by whoever reads it."""
    return str(_RAISED[tone]) % {"name": person.short_name}


# -- Days without -----------------------------------------------------------------------------------


def why_off(off_day: OffDay, reader: User) -> str:
    """«Omar is away», «you are away», or what the program calls its break."""
    if off_day.person is None:
        return off_day.name
    if off_day.person_id == reader.pk:
        return _("you are away")
    return _("%(name)s is away") % {"name": off_day.person.short_name}


def no_meeting(off_day: OffDay, reader: User, word: str, *, then: bool = True) -> str:
    """«No check-in on 24 December: Omar is away. Next: 7 January.»"""
    told = {
        "word": word,
        "day": dated(reader.local_date(off_day.starts_at), _("j F")),
        "why": why_off(off_day, reader),
    }
    said = _("No %(word)s on %(day)s: %(why)s.") % told
    if then and off_day.next_on is not None:
        return said + " " + _("Next: %(day)s.") % {"day": dated(off_day.next_on, _("j F"))}
    return said


# -- The first sentence of the home page ---------------------------------------------------------


def heading(things: int, ahead: CheckIn | None, user: User, now: datetime) -> str:
    told = {"things": _count(things), "day": "", "people": ""}
    if ahead is None:
        return (
            _("%(things)s, then you are done for now") % told if things else _("All done for now")
        )
    today, on = user.local_date(now), user.local_date(ahead.starts_at)
    told["day"] = short_day(on, today)
    told["people"] = names(others_of(ahead.pairing, user))
    if on <= today + timedelta(days=1):
        if things:
            return _("%(things)s before you talk with %(people)s %(day)s") % told
        return _("You talk with %(people)s %(day)s, and all is ready") % told
    if things:
        return _("%(things)s, then you are done until %(day)s") % told
    return _("All done until %(day)s") % told


def _count(things: int) -> str:
    said = [
        _("Nothing"),
        _("One thing"),
        _("Two things"),
        _("Three things"),
        _("Four things"),
        _("Five things"),
        _("Six things"),
        _("Seven things"),
    ]
    return said[things] if things < len(said) else _("%(things)d things") % {"things": things}
