"""Reads for the page of a 90-day plan, with the pairing's check-ins laid out in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.utils.text import capfirst

from accounts.models import User
from checkins.models import CheckIn
from goals import queries as goals
from goals import timeline
from goals import words as goal_words
from goals.models import Plan, PlanReview
from goals.models.plans import DAYS
from goals.queries import Event, GoalRow, PlanBlock
from mentorship.cadence import occurrences
from mentorship.models import Pairing

GONE = (CheckIn.State.CANCELED, CheckIn.State.PROPOSED)


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    mine: bool
    standing: str  # «Day 33 of 90»
    goals: list[GoalRow]
    blocks: list[PlanBlock]
    reviews: list[PlanReview]
    day_to_ask_for: int | None  # of its owner: 30, 60 or 90
    drawings: list[timeline.Drawing]
    said: str  # the drawing as a sentence
    span: str
    before: Plan | None  # the owner's own plans around this one, which nobody else may see
    after: Plan | None


def plan_page(user: User, plan: Plan, now: datetime) -> PlanPage:
    today = user.local_date(now)
    rows = goals.goals_of_plan(user, plan)
    meetings = check_in_events(user, plan, today)
    dates, steps = goals.goal_events(rows), goals.step_events(rows)
    reviews = goals.review_events(plan, today)
    events = [*meetings, *dates, *steps, *reviews]
    lanes = _lanes(plan, meetings, dates, steps, reviews)
    mine = plan.owner.enrollment.user_id == user.pk
    standing = goal_words.day_of_plan(plan, today)
    written = list(plan.reviews.all())
    return PlanPage(
        plan=plan,
        mine=mine,
        standing=standing,
        goals=rows,
        blocks=goals.plan_blocks(plan, events, today),
        reviews=written,
        day_to_ask_for=plan.day_to_ask_for(today) if mine else None,
        drawings=[
            timeline.draw(plan.starts_on, today, lanes, paper)
            for paper in (timeline.WIDE, timeline.PHONE)
        ],
        said=goal_words.timeline_said(standing, len(written), len(events) - len(reviews)),
        span=goal_words.span_of(plan, today),
        before=plan.follows if mine else None,
        after=getattr(plan, "followed_by", None) if mine else None,
    )


def _lanes(
    plan: Plan,
    meetings: list[Event],
    dates: list[Event],
    steps: list[Event],
    reviews: list[Event],
) -> list[timeline.Lane]:
    word = capfirst(plan.owner.pairing.cohort.program.words.check_ins)
    return [
        timeline.Lane(word, "dot", _marks(meetings)),
        timeline.Lane(str(goal_words.LANE_OF_GOALS), "diamond", _marks(dates)),
        timeline.Lane(str(goal_words.LANE_OF_STEPS), "dot", _marks(steps)),
        timeline.Lane(str(goal_words.LANE_OF_REVIEWS), "ring", _marks(reviews)),
    ]


def _marks(events: list[Event]) -> list[timeline.Mark]:
    return [timeline.Mark(event.on, event.full) for event in events]


def check_in_events(user: User, plan: Plan, today: date) -> list[Event]:
    """What was held and what is planned; after that, what the rhythm of the pairing will bring."""
    pairing = plan.owner.pairing
    rows = CheckIn.objects.visible_to(user).of_pairing(pairing).exclude(state__in=GONE)
    rows = rows.filter(local_on__range=(plan.starts_on, plan.ends_on)).order_by("starts_at", "id")
    word = capfirst(pairing.cohort.program.words.check_in)
    laid = [
        Event(
            on=user.local_date(row.starts_at),
            kind="check_in",
            text=word,
            full=row.is_held,
            pk=row.pk,
        )
        for row in rows
    ]
    after = max([today, *(event.on for event in laid)])
    return laid + [
        Event(on=day, kind="rhythm", text=word) for day in rhythm_days(user, plan, after)
    ]


def rhythm_days(user: User, plan: Plan, after: date) -> Iterator[date]:
    """Days that are not planned yet, on the reader's calendar."""
    pairing = plan.owner.pairing
    if pairing.state != Pairing.State.ACTIVE or pairing.starts_on is None:
        return iter(())
    last = min(plan.day_on(DAYS), pairing.ends_on or plan.day_on(DAYS))
    series = (
        user.local_date(found.starts_at)
        for found in takewhile(
            lambda found: found.local_date <= last,
            occurrences(pairing.cadence, pairing.starts_on),
        )
    )
    return (day for day in series if after < day <= last)
