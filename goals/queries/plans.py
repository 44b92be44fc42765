"""Reads for 90-day plans: the list with its year, and what stands on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from accounts.models import User
from goals import timeline, words
from goals.models import Goal, Plan, PlanReview, PlanTheme
from goals.models.plans import BLOCK, MOST_THEMES, REVIEW_DAYS
from mentorship.models import PairingMember

from .goals import GoalRow, main_measure, standing_of, with_standing

Row = tuple[Plan, str]  # a plan, and where in its days it stands


@dataclass
class PlanLists:
    year: int
    today: date
    years: list[int] = field(default_factory=list)
    running: list[Plan] = field(default_factory=list)
    in_year: list[Plan] = field(default_factory=list)
    theirs: list[Plan] = field(default_factory=list)

    @property
    def drawn(self) -> list[timeline.Span]:
        """The year, each plan with the number it has in the list beside."""
        return [
            timeline.Span(str(number), plan.starts_on, review_marks(plan))
            for number, plan in enumerate(self.in_year, start=1)
        ]

    @property
    def running_rows(self) -> list[Row]:
        return self._rows(self.running)

    @property
    def year_rows(self) -> list[Row]:
        return self._rows(self.in_year)

    @property
    def their_rows(self) -> list[Row]:
        return self._rows(self.theirs)

    def _rows(self, plans: list[Plan]) -> list[Row]:
        return [(plan, words.day_of_plan(plan, self.today)) for plan in plans]


def plan_lists(user: User, today: date, year: int | None = None) -> PlanLists:
    """All of it from one read of plans: a person has four of them a year."""
    found = PlanLists(year or today.year, today)
    rows = Plan.objects.visible_to(user).with_people().with_contents().order_by("starts_on", "id")
    years: set[int] = {today.year}
    for plan in rows:
        if plan.owner.enrollment.user_id != user.pk:
            found.theirs.append(plan)
            continue
        span = range(plan.starts_on.year, plan.ends_on.year + 1)
        years.update(span)
        if plan.starts_on <= today <= plan.ends_on:
            found.running.append(plan)
        if found.year in span:
            found.in_year.append(plan)
    found.years = sorted(years)
    return found


def review_marks(plan: Plan) -> list[timeline.Mark]:
    written = {review.day for review in plan.reviews.all()}
    return [timeline.Mark(plan.day_on(day), day in written) for day in REVIEW_DAYS]


# -- One plan ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """Something on a day of a plan. `pk` leads to its page where it has one."""

    on: date
    kind: str  # goal, step, review, check_in or rhythm
    text: str
    full: bool = False
    pk: int | None = None
    waits: bool = False


@dataclass(frozen=True)
class PlanBlock:
    """Thirty days: what they are about, and what lies in them."""

    number: int
    first_on: date
    last_on: date
    theme: PlanTheme | None
    is_now: bool
    events: list[Event]


def goals_of_plan(user: User, plan: Plan) -> list[GoalRow]:
    """In the plan's order, as far as this reader may see them: a shared plan shares no draft."""
    goals = Goal.objects.visible_to(user).filter(plan_goals__plan=plan)
    rows = with_standing(goals.select_related("owner__enrollment__user"))
    rows = rows.prefetch_related("measures", "milestones").order_by("plan_goals__position")
    return [_row(goal, mine=goal.owner.enrollment.user_id == user.pk) for goal in rows]


def _row(goal: Goal, *, mine: bool) -> GoalRow:
    """Of a goal with its standing and measures."""
    measure = main_measure(goal)
    standing = standing_of(goal, measure, goal.latest_value)
    return GoalRow(goal, measure, standing, goal.latest_on, mine)


def goal_events(goals: Iterable[GoalRow]) -> list[Event]:
    return [
        Event(
            on=row.goal.due_on,
            kind="goal",
            text=row.goal.title,
            full=row.goal.state == Goal.State.ACHIEVED,
            pk=row.goal.pk,
        )
        for row in goals
        if row.goal.due_on is not None
    ]


def step_events(goals: Iterable[GoalRow]) -> list[Event]:
    """Milestones, each leading to its goal."""
    return [
        Event(on=step.due_on, kind="step", text=step.title, full=step.is_reached, pk=row.goal.pk)
        for row in goals
        for step in row.goal.milestones.all()
    ]


def review_events(plan: Plan, today: date) -> list[Event]:
    waiting = plan.days_to_review(today)
    return [
        Event(
            on=mark.on,
            kind="review",
            text=words.look_back(day),
            full=mark.full,
            pk=day,
            waits=day in waiting,
        )
        for day, mark in zip(REVIEW_DAYS, review_marks(plan), strict=True)
    ]


def plan_blocks(plan: Plan, events: Iterable[Event], today: date) -> list[PlanBlock]:
    """Day 30 closes the first block, day 60 the second, day 90 the third."""
    themes = {theme.position: theme for theme in plan.themes.all()}
    placed: dict[int, list[Event]] = {number: [] for number in range(1, MOST_THEMES + 1)}
    for event in sorted(events, key=lambda event: (event.on, event.kind)):
        day = (event.on - plan.starts_on).days
        if 0 <= day <= REVIEW_DAYS[-1]:
            placed[block_of(day)].append(event)
    now = block_of((today - plan.starts_on).days)
    is_on = plan.starts_on <= today <= plan.ends_on
    return [
        PlanBlock(
            number=number,
            first_on=plan.day_on((number - 1) * BLOCK + (number > 1)),
            last_on=plan.day_on(number * BLOCK),
            theme=themes.get(number),
            is_now=is_on and number == now,
            events=found,
        )
        for number, found in placed.items()
    ]


def block_of(day: int) -> int:
    return max(1, min(MOST_THEMES, (day - 1) // BLOCK + 1))


def last_review(plan: Plan) -> PlanReview | None:
    """The one on day 90, from which the next plan grows."""
    return next((review for review in plan.reviews.all() if review.is_last), None)


def goals_to_plan(places: list[PairingMember], plan: Plan | None = None) -> list[Goal]:
    """Open goals of these places; and those that the plan has already."""
    wanted = Q(pk__in=Goal.objects.filter(owner__in=places).open().shareable().values("pk"))
    if plan is not None:
        wanted |= Q(pk__in=plan.plan_goals.values("goal"))
    return list(Goal.objects.filter(wanted).order_by("due_on", "id"))


def goal_to_begin_with(user: User, pk: int | None, places: list[PairingMember]) -> GoalRow | None:
    """The goal that a plan grows from: the user's own, open, in a place where plans are made."""
    goals = Goal.objects.owned_by(user).open().shareable().filter(pk=pk, owner__in=places)
    goal = with_standing(goals).prefetch_related("measures").first()
    return None if goal is None else _row(goal, mine=True)
