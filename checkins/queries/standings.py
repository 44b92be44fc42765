"""How goals stand, with their pictures: two reads, however many goals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from goals import chart
from goals import words as goal_words
from goals.models import Goal, ProgressEntry
from goals.queries import POINTS_DRAWN, course_of, latest_values, main_measure, standing_of


@dataclass(frozen=True)
class GoalView:
    """`standing`, `pace` and `drawings` as the chart's template wants them."""

    goal: Goal
    standing: str
    pace: str
    drawings: list[chart.Drawing]
    table: list[tuple[date, str]]


def entries_of_goals(goals: Iterable[Goal]) -> dict[int, list[ProgressEntry]]:
    """By goal, newest first, as many numbers as a picture draws and as many others beside them."""
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    newest = [_newest_days(goal.pk) for goal in goals]
    if not newest:
        return found
    rows = ProgressEntry.objects.standing().filter(reduce(or_, newest))
    taken: Counter[tuple[int, bool]] = Counter()
    for entry in rows.select_related("corrected_by").order_by("-happened_on", "-id"):
        sort = entry.goal_id, entry.value is None
        taken[sort] += 1
        if taken[sort] <= POINTS_DRAWN:
            found[entry.goal_id].append(entry)
    return found


def _newest_days(goal: int) -> Q:
    """Of one goal, the days that its picture draws: found by the index, so that three years of
    entries are not read to show the last of them. Many notes take no number's place."""
    return _days(goal, is_note=True) | _days(goal, is_note=False)


def _days(goal: int, *, is_note: bool) -> Q:
    sort = Q(goal=goal, value__isnull=is_note)
    days = ProgressEntry.objects.filter(sort).order_by("-happened_on", "-id")
    first = Subquery(days.values("happened_on")[POINTS_DRAWN : POINTS_DRAWN + 1])
    return sort & Q(happened_on__gte=Coalesce(first, Value(date.min)))


def view_of(goal: Goal, entries: list[ProgressEntry], now: datetime) -> GoalView:
    measure, course = main_measure(goal), course_of(goal, now, entries)
    value = latest_values(entries, measure).get(measure.pk) if measure else None
    today = goal.person.local_date(now)
    return GoalView(
        goal=goal,
        standing=standing_of(goal, measure, value),
        pace=goal_words.pace(chart.forecast(course), today) if course else "",
        drawings=[chart.draw(course, sheet) for sheet in (chart.WIDE, chart.PHONE)]
        if course and course.entries
        else [],
        table=[(on, chart.plain(number)) for on, number in course.entries[-5:]] if course else [],
    )
