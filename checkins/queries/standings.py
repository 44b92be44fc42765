"""How goals stand, with their pictures: two reads, however many goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Window
from django.db.models.functions import RowNumber

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
    """By goal, newest first, as many as a picture draws."""
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    rows = ProgressEntry.objects.standing().filter(goal__in=[goal.pk for goal in goals])
    newest = Window(RowNumber(), partition_by="goal", order_by=["-happened_on", "-id"])
    rows = rows.annotate(place=newest).filter(place__lte=POINTS_DRAWN)
    for entry in rows.select_related("corrected_by").order_by("-happened_on", "-id"):
        found[entry.goal_id].append(entry)
    return found


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
