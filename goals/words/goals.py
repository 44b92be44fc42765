"""Goals, hints, measures and pace in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.chart import Forecast, plain
from goals.models import Goal, Measure
from goals.smart import Hint
from mentorship.worddiff import Piece, differences

from .days import day

LETTERS = {
    "S": gettext_lazy("Specific"),
    "M": gettext_lazy("Measurable"),
    "A": gettext_lazy("Achievable"),
    "R": gettext_lazy("Relevant"),
    "T": gettext_lazy("Time-bound"),
}
HINTS = {
    "vague": gettext_lazy(
        "“%(word)s” can mean many things. What would somebody see you do? "
        "For example: “hold two client meetings on my own”."
    ),
    "several": gettext_lazy(
        "This sounds like more than one goal. Keep the one that matters most now; "
        "the other can be your next. For example “give three talks”, and later “start a blog”."
    ),
    "no_number": gettext_lazy(
        "How will you know you are there? A number helps: “4 articles”, “12 calls”. "
        "Or say a moment that either happens or not."
    ),
    "no_target": gettext_lazy(
        "Which number do you want to reach? For example: from 0 to 4 articles, or from 14 down to "
        "5 hours."
    ),
    "no_unit": gettext_lazy("What do you count? For example: presentations, pages, hours."),
    "no_rated": gettext_lazy(
        "What do the people you ask rate? For example: how clear I was, how well I listened."
    ),
    "no_steps": gettext_lazy(
        "You will know it by its steps, and it has none yet. For example: “a room is booked”, "
        "“ten people have said yes”."
    ),
    "beyond_reach": gettext_lazy(
        "That would be about %(needed)s %(unit)s every week. Would a smaller number or a later "
        "date suit your weeks better? For example half of it now, and the rest as your next goal."
    ),
    "not_sure": gettext_lazy(
        "%(confidence)s out of 10 leaves doubt. Make it smaller? For example two talks instead of "
        "four. More time or somebody’s help may do it too."
    ),
    "no_why": gettext_lazy(
        "What does it change for you? On a grey Tuesday the reason is what helps. "
        "For example: “so that I can lead the project in spring”."
    ),
    "no_date": gettext_lazy(
        "By when? A date turns a wish into a plan. Three months is a good span."
    ),
    "date_past": gettext_lazy("This date is not ahead of you. Which day would be right?"),
    "date_in_words": gettext_lazy(
        "You say “%(words)s”. Put it in the date field too, so the drawing can show your way there."
    ),
}


def hint_lines(found: list[Hint]) -> list[dict[str, str]]:
    """For the page: the letter, its word and the thought."""
    return [
        {
            "code": hint.code,
            "letter": hint.letter,
            "word": str(LETTERS[hint.letter]),
            "text": str(HINTS[hint.code]) % hint.values,
        }
        for hint in found
    ]


def measure(found: Measure | None) -> str:
    """«From 0 to 3 talks», «down from 14 to 5 hours», «people rate how clear I was: 4 to 8»."""
    if found is None:
        return ""
    values = {"what": found.unit}
    if found.kind == Measure.Kind.MILESTONES:
        return _("All its steps reached")
    if found.kind == Measure.Kind.YES_NO or found.target is None:
        happens = _("It happens, or not yet: %(what)s") % values
        return happens if found.unit else _("It happens, or not yet.")
    values |= {"start": plain(found.start), "target": plain(found.target)}
    if found.kind == Measure.Kind.RATING:
        if not found.unit:
            return _("Rated by people you ask: from %(start)s to %(target)s of 10") % values
        rated = _("%(what)s, rated by people asked: from %(start)s to %(target)s of 10") % values
        return capfirst(rated)
    if found.target < found.start:
        return (_("Down from %(start)s to %(target)s %(what)s") % values).strip()
    return (_("From %(start)s to %(target)s %(what)s") % values).strip()


def ways_to_know(measures: Iterable[Measure]) -> str:
    """All of them in one line, for mails and pages that ask for an agreement."""
    return " · ".join(measure(found) for found in measures)


class Change(NamedTuple):
    """One part of a goal that a revision changed, word by word."""

    label: str
    pieces: list[Piece]


def what_changed(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """From a revision: the parts that differ, each as the page of the goal says it."""
    parts = [
        (_("The goal"), "title", str),
        (_("How to know"), "measures", _measures_said),
        (_("By"), "due_on", _day_said),
        (_("Why it matters"), "relevant", str),
        (_("What makes it realistic"), "realistic", str),
        (_("How sure"), "confidence", _confidence_said),
        (_("Comes again"), "repeats", _repeats_said),
        (_("Steps"), "milestones", _steps_said),
    ]
    return [
        Change(label, differences(say(before.get(key) or ""), say(after.get(key) or "")))
        for label, key, say in parts
        if before.get(key) != after.get(key)
    ]


def _measures_said(kept: Any) -> str:
    return ways_to_know(_measure_of(one) for one in kept or [])


def _day_said(kept: Any) -> str:
    return day(date.fromisoformat(kept)) if kept else ""


def _confidence_said(kept: Any) -> str:
    return _("%(n)s of 10") % {"n": kept} if kept else ""


def _repeats_said(kept: Any) -> str:
    return str(Goal.Repeats(kept).label) if kept else ""


def _steps_said(kept: Any) -> str:
    told = [f"{step['title']} ({_day_said(step['due_on'])})" for step in kept or []]
    return " · ".join(told)


def _measure_of(kept: dict[str, Any]) -> Measure:
    target = kept["target"] and Decimal(kept["target"])
    return Measure(
        kind=kept["kind"], unit=kept["unit"], start=Decimal(kept["start"]), target=target
    )


def standing(value: Decimal | None, found: Measure | None) -> str:
    """«1 of 3 presentations», how far a number has come, or that it happened."""
    if found is None or found.kind == Measure.Kind.MILESTONES:
        return ""
    if found.kind == Measure.Kind.YES_NO:
        return _("It happened") if value else ""
    if found.target is None:
        return ""
    now_at = found.start if value is None else value
    values = {"value": plain(now_at), "target": plain(found.target), "unit": found.unit}
    if found.kind == Measure.Kind.NUMBER and found.start == 0 and found.target > 0:
        return (_("%(value)s of %(target)s %(unit)s") % values).strip()
    return (_("%(value)s now, %(target)s is the goal (%(unit)s)") % values).replace(" ()", "")


class Steps(NamedTuple):
    reached: int
    all: int

    @property
    def percent(self) -> int:
        return self.reached * 100 // self.all if self.all else 0


def steps_standing(steps: Steps) -> str:
    if not steps.all:
        return ""
    told = ngettext("%(reached)d of %(all)d step", "%(reached)d of %(all)d steps", steps.all)
    return told % steps._asdict()


def value_said(value: Decimal | None, found: Measure | None) -> str:
    """A logged value as the table tells it."""
    if value is None:
        return ""
    if found is not None and found.kind == Measure.Kind.YES_NO:
        return _("It happened") if value else _("Not yet")
    return plain(value)


def pace(guess: Forecast, today: date) -> str:
    """The drawing as a sentence."""
    if guess.code == "on" and guess.on is not None:
        when = day(guess.on, today)
        if guess.days is None:
            return _("At this pace: %(when)s.") % {"when": when}
        return _at_this_pace(when, guess.days)
    if guess.code == "reached":
        if guess.on is None:
            return _("Reached.")
        return _("Reached on %(when)s.") % {"when": day(guess.on, today)}
    return {
        "none": _("Nothing logged yet."),
        "early": _("A good start. In a few days we can say where this pace leads."),
        "flat": _("No movement yet. What would be the smallest next step?"),
        "far": _("At this pace it would take very long. Would a smaller goal be the better one?"),
    }[guess.code]


def _at_this_pace(when: str, days: int) -> str:
    if days == 0:
        return _("At this pace: %(when)s, right on the date.") % {"when": when}
    if days < 0:
        words = ngettext(
            "At this pace: %(when)s, %(days)d day before the date.",
            "At this pace: %(when)s, %(days)d days before the date.",
            -days,
        )
    else:
        words = ngettext(
            "At this pace: %(when)s, %(days)d day after the date.",
            "At this pace: %(when)s, %(days)d days after the date.",
            days,
        )
    return words % {"when": when, "days": abs(days)}
