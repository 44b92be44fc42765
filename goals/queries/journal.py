"""The log of a goal: a page of it, and all of it to take along. Three years of days cost no more
than a week: pages go by key, and drawings take the newest entries alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from goals import chart, words
from goals.models import Goal, Measure, ProgressEntry
from mentorship.sheets import Cell

from .goals import POINTS_DRAWN, course_of, drawn_measure, main_measure, standing_of

A_PAGE = 20
ON_PAPER = 120  # entries; the file for spreadsheets has them all
AT_ONCE = 1000  # rows of a file that are read together


@dataclass(frozen=True)
class JournalRow:
    entry: ProgressEntry
    value: str
    unit: str
    correction: str
    is_corrected: bool


@dataclass(frozen=True)
class JournalPage:
    rows: list[JournalRow]
    older: int | None  # key to go on from


def journal_page(goal: Goal, before: int | None = None) -> JournalPage:
    rows, main = goal.progress.newest_first(), main_measure(goal)
    found = list((rows.before(before) if before is not None else rows)[: A_PAGE + 1])
    older = found[A_PAGE - 1].pk if len(found) > A_PAGE else None
    return JournalPage([_row(entry, main) for entry in found[:A_PAGE]], older)


def _row(entry: ProgressEntry, main: Measure | None) -> JournalRow:
    measure = entry.measure or main
    unit = measure.unit if measure and entry.value is not None else ""
    said = words.value_said(entry.value, measure)
    return JournalRow(entry, said, unit, correction(entry), is_corrected(entry))


# -- To take along -------------------------------------------------------------------------------


def journal_head() -> list[str]:
    return [
        _("Day"),
        _("Measure"),
        _("Value"),
        _("What happened"),
        _("What came of it"),
        _("Link"),
        "",
    ]


def journal_rows(goal: Goal) -> Iterator[list[Cell]]:
    """Oldest first, as a table is read."""
    main = main_measure(goal)
    rows = goal.progress.select_related("corrected_by", "measure").order_by("happened_on", "id")
    for entry in rows.iterator(AT_ONCE):
        yield [entry.happened_on, *_said(entry, main), entry.link, correction(entry)]


def _said(entry: ProgressEntry, main: Measure | None) -> list[Cell]:
    measure = (entry.measure or main) if entry.value is not None else None
    outcome = str(entry.get_outcome_display())
    return [measure.unit if measure else "", _number(entry.value), entry.note, outcome]


def _number(value: Decimal | None) -> Cell:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def is_corrected(entry: ProgressEntry) -> bool:
    return getattr(entry, "corrected_by", None) is not None


def correction(entry: ProgressEntry) -> str:
    if is_corrected(entry):
        return _("corrected later")
    return _("correction") if entry.corrects_id else ""


@dataclass(frozen=True)
class Journal:
    """What a sheet of paper shows."""

    goal: Goal
    facts: list[tuple[str, str]]
    course: chart.Course | None
    pace: str
    entries: list[ProgressEntry]  # newest first
    more: int


def journal(goal: Goal, now: datetime) -> Journal:
    entries, measure = list(goal.progress.newest_first()[:ON_PAPER]), drawn_measure(goal)
    course = course_of(goal, now, entries[:POINTS_DRAWN], measure) if measure else None
    value = course.entries[-1][1] if course and course.entries else None
    today = goal.person.local_date(now)
    facts = [
        (_("Whose"), str(goal.person)),
        (_("How to know"), "\n".join(words.measure(each) for each in goal.measures.all())),
        (_("By"), words.day(goal.due_on) if goal.due_on else _("no date yet")),
        (_("Now"), standing_of(goal, measure or main_measure(goal), value)),
        (_("As of"), words.day(today)),
    ]
    return Journal(
        goal=goal,
        facts=[(name, said) for name, said in facts if said],
        course=course,
        pace=words.pace(chart.forecast(course), today) if course else "",
        entries=entries,
        more=goal.progress.count() - len(entries),
    )
