"""Goals, their standing and their course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import OuterRef, Q, Subquery

from accounts.models import User
from goals import chart, smart, words
from goals.models import Goal, Measure, ProgressEntry
from goals.models.goals import GoalQuerySet
from goals.wishes import GoalWish, MeasureWish

POINTS_DRAWN = 40  # more dots than that hide the line
ENTRIES_SHOWN = 10  # the rest is on the page of the log


class Entry(Protocol):
    """What drawings read of an entry; one that was corrected has `corrected_by` too."""

    @property
    def measure_id(self) -> int | None: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def happened_on(self) -> date: ...


def main_measure(goal: Goal) -> Measure | None:
    """The first measure, from what was read with the goal."""
    if "main_id" in vars(goal):
        return getattr(goal, "main", None)
    return next(iter(goal.measures.all()), None)


def drawn_measure(goal: Goal) -> Measure | None:
    """The first measure that is a line: a number or a rating."""
    return next((measure for measure in goal.measures.all() if measure.is_drawn), None)


def with_standing(goals: GoalQuerySet) -> GoalQuerySet:
    """Adds `latest_value` of the first measure and `latest_on`, of entries that still stand, and
    how many steps are reached."""
    entries = ProgressEntry.objects.standing().filter(goal=OuterRef("pk"))
    newest = entries.order_by("-happened_on", "-id")
    of_main = newest.filter(Q(measure=None) | Q(measure__position=1), value__isnull=False)
    return goals.with_steps().annotate(
        latest_value=Subquery(of_main.values("value")[:1]),
        latest_on=Subquery(newest.values("happened_on")[:1]),
    )


def to_log(goal: Goal, values: dict[int, Decimal] | None = None) -> list[Measure]:
    """The measures whose next entry is still to come: what happened needs no second one."""
    if values is None:
        values = latest_values(entries_of(goal), main_measure(goal))
    return [
        measure
        for measure in goal.measures.all()
        if measure.kind in Measure.LOGGED
        and not (measure.kind == Measure.Kind.YES_NO and values.get(measure.pk))
    ]


def steps_of(goal: Goal) -> words.Steps:
    """Reached and all, from what was read with the goal where it was."""
    known = vars(goal)
    if "steps_all" in known:
        return words.Steps(known["steps_reached"] or 0, known["steps_all"] or 0)
    steps = list(goal.milestones.all())
    return words.Steps(sum(step.is_reached for step in steps), len(steps))


def standing_of(goal: Goal, measure: Measure | None, value: Decimal | None) -> str:
    """Where a goal stands by one of its measures, in words."""
    if measure is not None and measure.kind == Measure.Kind.MILESTONES:
        return words.steps_standing(steps_of(goal))
    return words.standing(value, measure)


def latest_values(entries: Iterable[Entry], main: Measure | None) -> dict[int, Decimal]:
    """By measure, from entries with the newest first. What names no measure is of the first."""
    found: dict[int, Decimal] = {}
    for entry in entries:
        measure = entry.measure_id or (main.pk if main else None)
        if measure and entry.value is not None and getattr(entry, "corrected_by", None) is None:
            found.setdefault(measure, entry.value)
    return found


def goals_to_work_on(user: User) -> GoalQuerySet:
    """One's own, where one works with somebody now: what a promise can be a step of."""
    return Goal.objects.owned_by(user).open().shareable().in_active_pairings()


@dataclass(frozen=True)
class GoalRow:
    goal: Goal
    measure: Measure | None
    standing: str
    latest_on: date | None
    mine: bool


@dataclass
class GoalLists:
    open: list[GoalRow] = field(default_factory=list)
    theirs: list[GoalRow] = field(default_factory=list)
    ended: list[GoalRow] = field(default_factory=list)


def goal_lists(user: User) -> GoalLists:
    """Everything for the page of goals: one's own, one's people's shared ones, what is over."""
    goals = Goal.objects.visible_to(user).select_related("owner__enrollment__user")
    found = GoalLists()
    rows = with_standing(goals).prefetch_related("measures").order_by("due_on", "id")
    for goal in rows:
        measure = main_measure(goal)
        mine = goal.owner.enrollment.user_id == user.pk
        row = GoalRow(
            goal=goal,
            measure=measure,
            standing=standing_of(goal, measure, goal.latest_value),
            latest_on=goal.latest_on,
            mine=mine,
        )
        if goal.is_open:
            (found.open if mine else found.theirs).append(row)
        elif mine:
            found.ended.append(row)
    return found


def entries_of(goal: Goal) -> list[ProgressEntry]:
    """The newest entries first, corrected ones among them: enough for drawing and table."""
    entries = goal.progress.select_related("corrected_by", "measure").order_by(
        "-happened_on", "-id"
    )
    return list(entries[:POINTS_DRAWN])


def course_of(
    goal: Goal,
    now: datetime,
    entries: Sequence[Entry] | None = None,
    measure: Measure | None = None,
    *,
    is_cut: bool = False,
) -> chart.Course | None:
    """What the drawing of one measure needs, else of the first; None where no number is drawn."""
    measure = measure or main_measure(goal)
    if measure is None or measure.target is None or not measure.is_drawn:
        return None
    person = goal.owner.enrollment.user
    return chart.Course(
        start=measure.start,
        target=measure.target,
        start_on=person.local_date(goal.agreed_at or goal.created_at),
        due_on=goal.due_on,
        today=person.local_date(goal.ended_at or now),
        entries=_one_a_day(entries if entries is not None else entries_of(goal), measure),
        is_cut=is_cut,
    )


def _one_a_day(entries: Sequence[Entry], measure: Measure) -> list[chart.Entry]:
    """The last word of each day, oldest day first, without what was corrected."""
    days: dict[date, Decimal] = {}
    for entry in reversed(entries):
        if entry.measure_id not in (None, measure.pk):
            continue
        if entry.value is not None and getattr(entry, "corrected_by", None) is None:
            days[entry.happened_on] = entry.value
    return list(days.items())


def sketch_of(goal: Goal, now: datetime, language: str) -> smart.Sketch:
    return smart.Sketch(
        title=goal.title,
        today=goal.owner.enrollment.user.local_date(now),
        due_on=goal.due_on,
        aims=tuple(_aim(goal, measure) for measure in goal.measures.all()),
        relevant=goal.relevant,
        confidence=goal.confidence,
        pace=pace_so_far(goal, now),
        language=language,
    )


def pace_so_far(goal: Goal, now: datetime) -> Decimal | None:
    """Units a week of the first measure, once the goal is agreed."""
    course = course_of(goal, now) if goal.state == Goal.State.AGREED else None
    return chart.pace_a_week(course) if course else None


def _aim(goal: Goal, measure: Measure) -> smart.Aim:
    by_steps = measure.kind == Measure.Kind.MILESTONES
    return smart.Aim(
        kind=measure.kind,
        unit=measure.unit,
        start=measure.start,
        target=measure.target,
        steps=steps_of(goal).all if by_steps else None,
    )


def wish_of(goal: Goal) -> GoalWish:
    """What the goal says now, as somebody might wish it."""
    return GoalWish(
        title=goal.title,
        realistic=goal.realistic,
        relevant=goal.relevant,
        due_on=goal.due_on,
        confidence=goal.confidence,
        repeats=goal.repeats,
        measures=tuple(
            MeasureWish(
                kind=found.kind,
                unit=found.unit,
                start=found.start,
                target=found.target,
                pk=found.pk,
            )
            for found in goal.measures.all()
        ),
    )
