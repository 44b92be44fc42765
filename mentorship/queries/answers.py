"""Somebody's answers in words, as they and the people who run the cohort read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Count, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from mentorship.models import OWN, Cohort, Enrollment, Question
from mentorship.weekgrid import boxes_of

from .questions import default_questions
from .rosters import FIELD_NAMES

DAY_NAMES = {
    "0": gettext_lazy("Monday"),
    "1": gettext_lazy("Tuesday"),
    "2": gettext_lazy("Wednesday"),
    "3": gettext_lazy("Thursday"),
    "4": gettext_lazy("Friday"),
    "5": gettext_lazy("Saturday"),
    "6": gettext_lazy("Sunday"),
}
PART_NAMES = {
    "morning": pgettext_lazy("part of a day", "morning"),
    "lunch": pgettext_lazy("part of a day", "lunch"),
    "afternoon": pgettext_lazy("part of a day", "afternoon"),
    "evening": pgettext_lazy("part of a day", "evening"),
}
PLACES = 20  # as many of somebody's places on one page as there may be in years
Facets = dict[str, tuple[str, list[tuple[str, str]]]]
PRIVATE = frozenset(("identity", "identity_wish", "ranked_wishes", "rather_not", "reports_to"))


@dataclass(frozen=True)
class Told:
    """One question, and what somebody answered; `text` is empty where they said nothing."""

    label: str
    text: str
    private: bool = False
    asked: bool = True
    from_file: bool = False
    """Nobody asks this; it stood in a column."""


def style_facets(role: str = "") -> Facets:
    """Facet → what is asked, and its choices in order: those that rosters are read with, too."""
    gives = role == Enrollment.Role.MENTOR
    return {
        "push": (
            _("How much do you push others?") if gives else _("How much push is good for you?"),
            [
                ("gentle", _("gentle")),
                ("balanced", _("something between")),
                ("direct", _("direct")),
            ],
        ),
        "medium": (
            _("How do you like to say things?") if gives else _("How do you like to hear it?"),
            [("written", _("in writing")), ("spoken", _("in a talk"))],
        ),
        "first": (
            _("What should come first?"),
            [("praise", _("what went well")), ("critique", _("what could be better"))],
        ),
        "between": (
            _("Contact between meetings?"),
            [("yes", _("yes, now and then")), ("no", _("only when we meet"))],
        ),
    }


def answers_of(place: Enrollment) -> list[Told]:
    """What is asked now, in order; then what else they said: to questions that are asked no more,
    and in columns of a file."""
    every = list(place.cohort.questions.all()) or default_questions(place.cohort)
    asked = [q for q in every if place.role in q.audience and q.set_aside_at is None]
    rows = [_told(question, place) for question in asked]
    known = {entry for question in asked for entry in question.entries}
    rest = {question.entry: question for question in every if question not in asked}
    for entry in place.answers:
        question = rest.get(entry) or _as_question(entry)
        if entry not in known and question is not None:
            known.update(question.entries)
            rows.append(_told(question, place, asked=False))
    return rows


def _as_question(entry: str) -> Question | None:
    """What no question asks: a column of a file. What was only understood from one is not told."""
    if entry in Question.Kind.values:
        return Question(kind=entry, key=entry, label=capfirst(str(FIELD_NAMES.get(entry, entry))))
    if entry.startswith(OWN) or entry not in FIELD_NAMES or entry in PRIVATE:
        return None
    return Question(kind="short_text", key=entry, label=capfirst(str(FIELD_NAMES[entry])))


def _told(question: Question, place: Enrollment, *, asked: bool = True) -> Told:
    say = SAY.get(Question.Kind(question.kind), _plain)
    text = say(question, place.answers)
    return Told(question.label, text, question.is_sensitive, asked, question.cohort_id is None)


def _plain(question: Question, said: Mapping[str, Any]) -> str:
    value = said.get(question.entry, said.get(question.key))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _scale(question: Question, said: Mapping[str, Any]) -> str:
    value = said.get(question.entry)
    return _("%(value)s of 5") % {"value": value} if value else ""


def _languages(question: Question, said: Mapping[str, Any]) -> str:
    return ", ".join(language_name(str(each)) for each in said.get("languages") or [])


def language_name(tag: str) -> str:
    """In its own words where it is a code; else as it was written."""
    return capfirst(str(LANG_INFO.get(tag, {}).get("name_local", tag)))


def _week(question: Question, said: Mapping[str, Any]) -> str:
    """ "Monday: morning, lunch · Friday: evening"."""
    boxes = [box.split("-") for box in boxes_of(said.get("availability_hours") or [])]
    days = [
        f"{DAY_NAMES[day]}: {', '.join(str(PART_NAMES[part]) for _day, part in parts)}"
        for day, parts in groupby(boxes, key=lambda box: box[0])
    ]
    return " · ".join(days) or ", ".join(str(each) for each in said.get("availability") or [])


def _style(question: Question, said: Mapping[str, Any]) -> str:
    chosen = said.get("style_choices") or {}
    lines = [
        f"{label} {dict(choices)[chosen[facet]]}"
        for facet, (label, choices) in style_facets().items()
        if chosen.get(facet) in dict(choices)
    ]
    return "\n".join(lines) or str(said.get("accountability_style", ""))


def _identity(question: Question, said: Mapping[str, Any]) -> str:
    text = _plain(question, said)
    if text and said.get("identity_wish"):
        text = _("%(identity)s; would like to work with somebody who shares it") % {
            "identity": text
        }
    return text


SAY: dict[Question.Kind, Callable[[Question, Mapping[str, Any]], str]] = {
    Question.Kind.SCALE: _scale,
    Question.Kind.LANGUAGES: _languages,
    Question.Kind.AVAILABILITY: _week,
    Question.Kind.ACCOUNTABILITY_STYLE: _style,
    Question.Kind.IDENTITY: _identity,
}


def answered(questions: list[Question], cohort: Cohort) -> dict[str, int]:
    """How many people have answered each, by its entry, in one query."""
    counts = {
        f"n{place}": Count("pk", filter=Q(answers__has_any_keys=list(question.entries)))
        for place, question in enumerate(questions)
    }
    found = places_of(cohort).aggregate(**counts) if counts else {}
    return {question.entry: found[f"n{place}"] for place, question in enumerate(questions)}


def places_of(cohort: Cohort) -> QuerySet[Enrollment]:
    return Enrollment.objects.in_cohort(cohort).order_by()


def own_places(user: User) -> list[Enrollment]:
    """The newest first, with what their cohorts ask."""
    places = Enrollment.objects.of(user).select_related("cohort__program", "user")
    return list(places.prefetch_related("cohort__questions").order_by("-pk")[:PLACES])


def some_answered(cohort: Cohort, entries: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Of these names those under which anybody has one of the entries, in one query."""
    if not entries:
        return set()
    found = places_of(cohort).aggregate(
        **{
            name: Count("pk", filter=Q(answers__has_any_keys=list(each)))
            for name, each in entries.items()
        }
    )
    return {name for name, count in found.items() if count}
