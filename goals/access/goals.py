"""The doors of goals and their progress, and who may do what with them."""

from __future__ import annotations

from accounts.models import User
from goals.models import Goal, Milestone, ProgressEntry

from .doors import found


def get_goal(user: User, pk: int) -> Goal:
    goals = Goal.objects.visible_to(user).with_people().select_related("consent")
    return found(goals.prefetch_related("measures"), pk=pk)


def get_entry(user: User, pk: int) -> ProgressEntry:
    """A progress entry, with its goal."""
    entries = ProgressEntry.objects.visible_to(user).select_related(
        "goal__owner__enrollment__user", "goal__owner__pairing__cohort__program", "measure"
    )
    return found(entries, pk=pk)


def get_milestone(user: User, pk: int) -> Milestone:
    """A step, with its goal."""
    steps = Milestone.objects.of_goals(Goal.objects.visible_to(user)).select_related(
        "goal__owner__enrollment__user", "goal__owner__pairing__cohort__program"
    )
    return found(steps, pk=pk)


# -- What may be done ------------------------------------------------------------------------

OWNERS = frozenset(
    {
        *("edit", "log_progress", "achieve", "drop"),
        *("add_milestone", "reach_milestone", "reopen_milestone", "drop_milestone"),
    }
)
PRACTICED = frozenset({"edit_practice", "achieve", "drop"})
OTHERS = frozenset({"agree", "ask"})
OWNERS_GOAL = {
    Goal.State.DRAFT: OWNERS | {"propose"},
    Goal.State.PROPOSED: OWNERS,
    Goal.State.AGREED: OWNERS,
}


def goal_rights(user: User, goal: Goal) -> frozenset[str]:
    """What this person may ever do with this goal, whatever its state. The rest is 403."""
    if goal.owner.enrollment.user_id != user.pk:
        return OTHERS
    if goal.practice:
        return PRACTICED | {"reflect"}
    return OWNERS | {"propose", "reflect", "start_next"}


def goal_actions(user: User, goal: Goal) -> frozenset[str]:
    """What this person may do with this goal now: what the page offers."""
    if not goal.owner.pairing.holds_seats:
        return frozenset()
    if goal.owner.enrollment.user_id != user.pk:
        return OTHERS if goal.state == Goal.State.PROPOSED else frozenset()
    if goal.practice:
        return PRACTICED if goal.is_open else frozenset()
    if goal.repeats and not goal.is_open:
        return frozenset({"start_next"})
    return OWNERS_GOAL.get(Goal.State(goal.state), frozenset())
