"""How goals stand, with their pictures: two reads, however many goals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial, reduce
from operator import itemgetter, or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.prepared import NOTHING, Prepared, Raw
from goals import chart
from goals import words as goal_words
from goals.models import Goal, ProgressEntry
from goals.queries import POINTS_DRAWN, course_of, latest_values, main_measure, standing_of

AT_A_GLANCE = 12  # entries: enough for a line beside a sentence
SHEETS = {POINTS_DRAWN: (chart.WIDE, chart.PHONE), AT_A_GLANCE: (chart.GLANCE,)}


class Logged(NamedTuple):
    """What pictures and news need of an entry that still stands."""

    happened_on: date
    id: int
    goal_id: int
    measure_id: int | None
    value: Decimal | None
    note: str
    logged_at: datetime


@dataclass(frozen=True)
class GoalView:
    """`standing`, `pace` and `drawings` as the chart's template wants them."""

    goal: Goal
    standing: str
    pace: str
    drawings: list[chart.Drawing]


def entries_of_goals(goals: Iterable[Goal], points: int = POINTS_DRAWN) -> dict[int, list[Logged]]:
    raw = newest_of(tuple(goal.pk for goal in goals), points)
    return by_goal(raw.read(raw.rows), points)


def newest_of(goals: tuple[int, ...], points: int) -> Raw:
    """Entries of these goals, in no order, their third column the goal's."""
    return NEWEST[points].raw(goals=goals) if goals else NOTHING


def by_goal(rows: Iterable[tuple[Any, ...]], points: int) -> dict[int, list[Logged]]:
    """By goal, newest first, so many numbers and as many others beside them."""
    found: dict[int, list[Logged]] = defaultdict(list)
    taken: Counter[tuple[int, bool]] = Counter()
    for row in sorted(rows, key=itemgetter(0, 1), reverse=True):
        entry = Logged(*row)
        sort = entry.goal_id, entry.value is None
        taken[sort] += 1
        if taken[sort] <= points:
            found[entry.goal_id].append(entry)
    return found


def _newest(goals: Any, *, points: int) -> QuerySet[ProgressEntry, Any]:
    """The days that pictures draw. Numbers and notes each have an index of their own that finds
    them, so that three years of entries are not read to show the last. Many notes take no number's
    place."""
    numbers, notes = (
        ProgressEntry.objects.standing()
        .filter(reduce(or_, [_days(goal, points, is_note=is_note) for goal in goals]))
        .order_by()
        .values_list(*Logged._fields)
        for is_note in (False, True)
    )
    return numbers.union(notes, all=True)


def _days(goal: Any, points: int, *, is_note: bool) -> Q:
    sort = Q(goal=goal, value__isnull=is_note)
    days = ProgressEntry.objects.filter(sort).order_by("-happened_on", "-id")
    first = Subquery(days.values("happened_on")[points : points + 1])
    return sort & Q(happened_on__gte=Coalesce(first, Value(date.min)))


NEWEST = {points: Prepared(partial(_newest, points=points)) for points in SHEETS}


def view_of(
    goal: Goal, entries: list[Logged], now: datetime, points: int = POINTS_DRAWN
) -> GoalView:
    measure = main_measure(goal)
    course = course_of(goal, now, entries, is_cut=len(entries) >= points)
    value = latest_values(entries, measure).get(measure.pk) if measure else None
    today = goal.person.local_date(now)
    return GoalView(
        goal=goal,
        standing=standing_of(goal, measure, value),
        pace=goal_words.pace(chart.forecast(course), today) if course else "",
        drawings=[chart.draw(course, sheet) for sheet in SHEETS[points]]
        if course and course.entries
        else [],
    )
