"""Steps of a goal: one press reaches one, a mistake is put right, what was reached stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from goals import queries, services
from goals.models import Goal, GoalRevision, Milestone
from goals.tests.make import make_consent, make_goal, make_milestone
from goals.words import Steps
from mentorship.tests.make import NOW

PRIVATE = {"state": "draft", "shared_at": None, "agreed_at": None}


def add(goal: Goal, title: str = "Book a room", **more: object) -> Milestone:
    facts = {"goal": goal, "by": goal.person, "now": NOW, "title": title}
    return services.add_milestone(**(facts | {"due_on": date(2026, 12, 1)} | more))


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_add_milestone_stands_in_the_order_of_days(as_mentee) -> None:
    goal = make_goal(as_mentee)
    add(goal, "Second", due_on=date(2026, 12, 8))
    add(goal, "First")

    assert [step.title for step in goal.milestones.all()] == ["First", "Second"]
    assert verbs() == ["milestone.add"] * 2


def test_add_milestone_twice_from_one_form_is_one_step(as_mentee) -> None:
    goal = make_goal(as_mentee)

    assert add(goal, client_token="a") == add(goal, client_token="a")
    assert verbs() == ["milestone.add"]


def test_add_milestone_without_words_is_refused(as_mentee) -> None:
    with pytest.raises(DomainError, match="A few words are enough"):
        add(make_goal(as_mentee), "  ")


def test_add_milestone_stops_at_twenty(as_mentee) -> None:
    goal = make_goal(as_mentee)
    for number in range(20):
        make_milestone(goal, title=f"Step {number}")

    with pytest.raises(DomainError, match="Twenty"):
        add(goal)


@pytest.mark.parametrize("name", ["omar", "ada", "eve"])
def test_milestones_are_the_owners_to_change(as_mentee, name, request) -> None:
    goal, other = make_goal(as_mentee), request.getfixturevalue(name)
    step = make_milestone(goal)

    with pytest.raises(DomainError):
        add(goal, by=other)
    for verb in (services.reach_milestone, services.reopen_milestone, services.drop_milestone):
        with pytest.raises(DomainError):
            verb(milestone=step, by=other, now=NOW)


def test_reach_milestone_keeps_the_day_where_the_person_lives(as_mentee, maria) -> None:
    step = make_milestone(make_goal(as_mentee))
    services.reach_milestone(milestone=step, by=maria, now=NOW)
    step.refresh_from_db()

    assert (step.reached_at, step.reached_on) == (NOW, date(2026, 11, 16))


def test_reach_milestone_twice_is_reached_once(as_mentee, maria) -> None:
    step = make_milestone(make_goal(as_mentee))
    services.reach_milestone(milestone=step, by=maria, now=NOW)
    services.reach_milestone(milestone=step, by=maria, now=NOW + timedelta(days=2))
    step.refresh_from_db()

    assert (step.reached_at, verbs()) == (NOW, ["milestone.reach"])


def test_reach_milestone_wakes_the_planner_of_reminders(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    consent = make_consent(goal, next_plan_at=NOW + timedelta(days=3))
    services.reach_milestone(milestone=make_milestone(goal), by=maria, now=NOW)
    consent.refresh_from_db()

    assert consent.next_plan_at == NOW


def test_reopen_milestone_is_a_correction_with_its_trace(as_mentee, maria) -> None:
    step = make_milestone(make_goal(as_mentee), reached_at=NOW, reached_on=NOW.date())
    services.reopen_milestone(milestone=step, by=maria, now=NOW)
    step.refresh_from_db()
    trace = AuditEntry.objects.get()

    assert (step.is_reached, step.reached_on) == (False, None)
    assert (trace.verb, trace.details) == ("milestone.reopen", {"said_before": "2026-11-16"})


def test_reopen_milestone_that_is_open_leaves_no_trace(as_mentee, maria) -> None:
    services.reopen_milestone(milestone=make_milestone(make_goal(as_mentee)), by=maria, now=NOW)

    assert verbs() == []


def test_drop_milestone_of_a_draft_leaves_no_revision(as_mentee, maria) -> None:
    goal = make_goal(as_mentee, **PRIVATE)
    services.drop_milestone(milestone=make_milestone(goal), by=maria, now=NOW)

    assert (goal.milestones.count(), GoalRevision.objects.count()) == (0, 0)
    assert verbs() == ["milestone.drop"]


def test_drop_milestone_of_an_agreed_goal_keeps_what_it_said(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    step = make_milestone(goal)
    services.drop_milestone(milestone=step, by=maria, now=NOW, reason="The room is free anyway")
    revision = goal.revisions.get()

    assert revision.before == {"milestones": [{"title": "Book a room", "due_on": "2026-12-01"}]}
    assert (revision.after, revision.reason) == ({"milestones": []}, "The room is free anyway")


def test_drop_milestone_of_an_agreed_goal_needs_a_reason(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)

    with pytest.raises(DomainError, match="why this step goes"):
        services.drop_milestone(milestone=make_milestone(goal), by=maria, now=NOW, reason=" ")
    assert goal.milestones.count() == 1


def test_drop_milestone_that_was_reached_is_refused(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    step = make_milestone(goal, reached_at=NOW, reached_on=NOW.date())

    with pytest.raises(DomainError, match="so it stays"):
        services.drop_milestone(milestone=step, by=maria, now=NOW, reason="x")
    assert goal.milestones.count() == 1


def test_milestones_of_a_goal_that_is_over_stay_as_they_are(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    step = make_milestone(goal)
    services.achieve_goal(goal=goal, by=maria, now=NOW)

    with pytest.raises(DomainError):
        services.reach_milestone(milestone=step, by=maria, now=NOW)


def test_steps_are_counted_the_same_read_beforehand_or_not(as_mentee) -> None:
    goal = make_goal(as_mentee)
    make_milestone(goal)
    make_milestone(goal, reached_at=NOW, reached_on=NOW.date())
    read = Goal.objects.with_main_measure().get()

    assert queries.steps_of(goal) == queries.steps_of(read) == Steps(1, 2)


@pytest.mark.parametrize(
    "broken", [{"title": ""}, {"reached_at": NOW}, {"reached_on": NOW.date()}, {"goal": None}]
)
def test_database_refuses_a_milestone(as_mentee, broken) -> None:
    step = make_milestone(make_goal(as_mentee))

    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=step.pk).update(**broken)
