"""How one will know: four kinds, at most three at once, and progress stays with its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from goals import queries, services, words
from goals.models import Goal, Measure, ProgressEntry
from goals.services.measures import set_measures
from goals.tests.make import make_goal, make_milestone
from goals.wishes import GoalWish, MeasureWish
from mentorship.tests.make import NOW

TALKS = MeasureWish(unit="talks", target=Decimal(3))
CLEAR = MeasureWish(kind="rating", unit="how clear I was", start=Decimal(4), target=Decimal(8))
ASKED = MeasureWish(kind="yes_no", unit="I am asked back")
STEPS = MeasureWish(kind="milestones")


def goal_with(owner, *measures: MeasureWish) -> Goal:
    wish = GoalWish(title="Speak", due_on=date(2027, 2, 28), measures=measures)
    return services.create_goal(owner=owner, wish=wish, by=owner.person, now=NOW)


def change(goal: Goal, *measures: MeasureWish) -> Goal:
    wish = GoalWish(title="Speak", due_on=date(2027, 2, 28), measures=measures)
    services.edit_goal(goal=goal, wish=wish, by=goal.person, now=NOW)
    return Goal.objects.get(pk=goal.pk)


def log(goal: Goal, value: float, kind: str) -> ProgressEntry:
    measure = goal.measures.get(kind=kind)
    return services.log_progress(
        goal=goal, by=goal.person, now=NOW, value=Decimal(value), measure=measure
    )


def told(goal: Goal) -> list[str]:
    return [words.measure(measure) for measure in goal.measures.all()]


def test_measures_of_every_kind_say_what_they_are(as_mentee) -> None:
    assert told(goal_with(as_mentee, TALKS, CLEAR, ASKED)) == [
        "From 0 to 3 talks",
        "How clear I was, rated by people asked: from 4 to 8 of 10",
        "It happens, or not yet: I am asked back",
    ]


def test_measures_say_their_direction(as_mentee) -> None:
    less = MeasureWish(unit="hours", start=Decimal(14), target=Decimal(5))

    assert told(goal_with(as_mentee, less, STEPS)) == [
        "Down from 14 to 5 hours",
        "All its steps reached",
    ]


@pytest.mark.parametrize(
    "wish",
    [
        MeasureWish(unit="talks"),
        MeasureWish(unit="talks", start=Decimal(3), target=Decimal(3)),
        MeasureWish(kind="rating", start=Decimal(1)),
        MeasureWish(kind="rating", start=Decimal(0), target=Decimal(8)),
        MeasureWish(kind="rating", start=Decimal(3), target=Decimal(11)),
    ],
)
def test_create_goal_refuses_a_measure_that_leads_nowhere(as_mentee, wish) -> None:
    with pytest.raises(DomainError):
        goal_with(as_mentee, wish)


def test_create_goal_counts_steps_once(as_mentee) -> None:
    with pytest.raises(DomainError, match="counts once"):
        goal_with(as_mentee, STEPS, STEPS)


def test_edit_goal_lays_aside_what_was_logged_for(as_mentee) -> None:
    goal = goal_with(as_mentee, TALKS, CLEAR)
    entry = log(goal, 6, "rating")
    goal = change(goal, TALKS)

    assert told(goal) == ["From 0 to 3 talks"]
    assert ProgressEntry.objects.get().measure == entry.measure
    assert Measure.ever.count() == 2


def test_edit_goal_removes_what_nothing_was_logged_for(as_mentee) -> None:
    change(goal_with(as_mentee, TALKS, CLEAR), TALKS)

    assert Measure.ever.count() == 1


def test_edit_goal_keeps_a_measure_that_moves_up(as_mentee) -> None:
    goal = goal_with(as_mentee, TALKS, CLEAR)
    rating = goal.measures.get(kind="rating")
    log(goal, 6, "rating")
    goal = change(goal, MeasureWish(**(vars(CLEAR) | {"pk": rating.pk})))

    assert list(goal.measures.values_list("pk", "position")) == [(rating.pk, 1)]
    assert queries.course_of(goal, NOW).entries == [(date(2026, 11, 16), Decimal(6))]


def test_edit_goal_that_changes_a_kind_begins_anew(as_mentee) -> None:
    goal = goal_with(as_mentee, TALKS)
    log(goal, 2, "number")
    goal = change(goal, CLEAR)

    assert queries.course_of(goal, NOW).entries == []


def test_main_measure_is_the_first_read_either_way(as_mentee) -> None:
    goal = goal_with(as_mentee, CLEAR, TALKS)
    read = Goal.objects.with_main_measure().get()

    assert queries.main_measure(goal) == queries.main_measure(read)
    assert queries.main_measure(read).kind == "rating"


def test_standing_of_a_goal_is_of_its_first_measure(as_mentee, maria) -> None:
    goal = goal_with(as_mentee, TALKS, CLEAR)
    log(goal, 2, "number")
    log(goal, 7, "rating")
    [row] = queries.goal_lists(maria).open

    assert row.standing == "2 of 3 talks"


def test_standing_by_steps_counts_them(as_mentee, maria) -> None:
    goal = goal_with(as_mentee, STEPS)
    make_milestone(goal)
    make_milestone(goal, reached_at=NOW, reached_on=NOW.date())
    [row] = queries.goal_lists(maria).open

    assert row.standing == "1 of 2 steps"


def test_standing_says_that_it_happened(as_mentee, maria) -> None:
    goal = goal_with(as_mentee, ASKED)
    assert queries.goal_lists(maria).open[0].standing == ""

    log(goal, 1, "yes_no")
    assert queries.goal_lists(maria).open[0].standing == "It happened"


def test_log_progress_takes_the_first_measure_with_numbers(as_mentee, maria) -> None:
    goal = goal_with(as_mentee, ASKED, TALKS)
    entry = services.log_progress(goal=goal, by=maria, now=NOW, value=Decimal(1))

    assert entry.measure.kind == "number"


@pytest.mark.parametrize(("kind", "value"), [("rating", 11), ("rating", 0), ("yes_no", 2)])
def test_log_progress_refuses_what_does_not_fit_the_kind(as_mentee, kind, value) -> None:
    goal = goal_with(as_mentee, CLEAR, ASKED)

    with pytest.raises(DomainError):
        log(goal, value, kind)


def test_log_progress_leaves_counting_steps_to_the_steps(as_mentee) -> None:
    with pytest.raises(DomainError):
        log(goal_with(as_mentee, STEPS), 1, "milestones")


def test_log_progress_for_a_measure_of_another_goal_is_refused(as_mentee, maria) -> None:
    goal, other = goal_with(as_mentee, TALKS), make_goal(as_mentee)

    with pytest.raises(DomainError):
        services.log_progress(
            goal=goal, by=maria, now=NOW, value=Decimal(1), measure=other.measures.get()
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "rating"},  # from 0
        {"kind": "rating", "start": 1, "target": None},
        {"kind": "rating", "start": 4, "target": 4},
        {"kind": "yes_no"},  # with a target
        {"kind": "milestones"},
        {"position": 0},
    ],
)
def test_database_refuses_a_measure_that_is_not_of_its_kind(as_mentee, broken) -> None:
    goal = make_goal(as_mentee)

    with pytest.raises(IntegrityError), transaction.atomic():
        goal.measures.update(**broken)


def test_a_measure_in_a_new_slot_takes_no_others_entries(as_mentee) -> None:
    goal = make_goal(as_mentee)
    old = goal.measures.get()
    wishes = (MeasureWish(unit="calls", start=Decimal(0), target=Decimal(9), pk=0),)
    set_measures(goal, wishes)
    assert goal.measures.get().pk != old.pk
