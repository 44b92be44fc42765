"""Plain builders for tests of the promises floor."""

from datetime import date, time, timedelta
from typing import Any

from goals.models import (
    Commitment,
    Consent,
    ConsentTerms,
    Goal,
    Measure,
    Milestone,
    Plan,
    PlanGoal,
    PlanReview,
    PlanTheme,
)
from mentorship.models import PairingMember
from mentorship.tests.make import NOW


def make_goal(owner: PairingMember, **changes: Any) -> Goal:
    """An agreed goal with one measure: three talks by the end of February."""
    facts = {
        "title": "Give three presentations by the end of February",
        "due_on": date(2027, 2, 28),
        "state": Goal.State.AGREED,
        "created_at": NOW,
        "shared_at": NOW,
        "agreed_at": NOW,
    }
    goal = Goal.objects.create(owner=owner, **(facts | changes))
    Measure.objects.create(goal=goal, unit="presentations", start=0, target=3)
    return goal


def make_milestone(goal: Goal, **changes: Any) -> Milestone:
    facts = {"title": "Book a room", "due_on": date(2026, 12, 1), "created_at": NOW}
    return Milestone.objects.create(goal=goal, **(facts | changes))


def make_commitment(owner: PairingMember, **changes: Any) -> Commitment:
    facts = {
        "text": "Give the team update without slides",
        "due_on": date(2026, 11, 20),
        "made_at": NOW,
        "made_by": owner.enrollment.user,
    }
    return Commitment.objects.create(owner=owner, **(facts | changes))


def make_consent(thing: Goal | Commitment, **changes: Any) -> Consent:
    """A living consent by mail at 10:00, ending 14 days after the due date."""
    ends_on = thing.due_on + timedelta(days=14)
    facts = {
        "person": thing.owner.enrollment.user,
        "state": Consent.State.ACTIVE,
        "offered_at": NOW,
        "decided_at": NOW,
        "ends_on": ends_on,
        "next_plan_at": NOW,
        thing._meta.model_name: thing,
    }
    consent = Consent.objects.create(**(facts | changes))
    ConsentTerms.objects.create(
        consent=consent,
        version=1,
        how="mail",
        who="system",
        at=time(10),
        tone="warm",
        silence="wait",
        ends_on=ends_on,
        given_at=NOW,
    )
    return consent


def make_plan(owner: PairingMember, *goals: Goal, **changes: Any) -> Plan:
    """A shared plan with three themes, begun on the 10th of November."""
    facts = {
        "point_a": "I read my slides aloud",
        "point_b": "I speak to the room",
        "starts_on": date(2026, 11, 10),
        "created_at": NOW,
        "shared_at": NOW,
    }
    plan = Plan.objects.create(owner=owner, **(facts | changes))
    for position, title in enumerate(("Watch", "Try", "Keep"), start=1):
        PlanTheme.objects.create(plan=plan, position=position, title=title, about="Step by step")
    for position, goal in enumerate(goals, start=1):
        PlanGoal.objects.create(plan=plan, goal=goal, position=position)
    return plan


def make_review(plan: Plan, day: int = 30, **changes: Any) -> PlanReview:
    facts = {"moved": "Two talks without slides", "written_at": NOW}
    return PlanReview.objects.create(plan=plan, day=day, **(facts | changes))
