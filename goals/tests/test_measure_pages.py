"""Measures and steps as people meet them: the form, the log, the page of a goal."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goals import services
from goals.models import Goal, Measure, Milestone, ProgressEntry
from goals.tests.make import make_goal, make_milestone
from mentorship.tests.make import NOW

PRIVATE = {"state": "draft", "shared_at": None, "agreed_at": None}
COUNTED = {"kind": "number", "start": "0", "target": "4", "unit": "talks"}
RATED = {"kind_2": "rating", "start_2": "4", "target_2": "8", "unit_2": "how clear I was"}
HAPPENS = {"kind_3": "yes_no", "unit_3": "I am asked back"}
WHEN = {"title": "Speak", "due_on": "2099-03-01"}


def at(name: str, *args: object) -> str:
    return reverse(f"goals:{name}", args=args)


def draft(owner) -> Goal:
    return make_goal(owner, **PRIVATE)


def told(goal: Goal) -> list[str]:
    return [str(measure) for measure in goal.measures.all()]


# -- The form of a goal -----------------------------------------------------------------------


def test_edit_goal_page_takes_three_ways_to_know(as_mentee, maria, sign_in) -> None:
    goal = draft(as_mentee)
    sign_in(maria).post(at("edit_goal", goal.pk), WHEN | COUNTED | RATED | HAPPENS)

    assert told(goal) == ["0.00→4.00 talks", "4.00→8.00 how clear I was", "yes_no I am asked back"]


def test_edit_goal_page_shows_again_what_it_took(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    page.post(at("edit_goal", goal.pk), WHEN | COUNTED | RATED)
    form = page.get(at("edit_goal", goal.pk)).context["form"]

    assert [slot.kind.value() for slot in form.slots] == ["number", "rating", None]
    assert [slot.is_used for slot in form.slots] == [True, True, False]


def test_edit_goal_page_closes_the_gap_when_the_first_way_goes(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    page.post(at("edit_goal", goal.pk), WHEN | COUNTED | RATED)
    rating = goal.measures.get(kind="rating")
    page.post(at("edit_goal", goal.pk), WHEN | {"kind": ""} | RATED)

    assert list(goal.measures.values_list("pk", "position")) == [(rating.pk, 1)]


@pytest.mark.parametrize(
    ("measure", "field", "sentence"),
    [
        ({"kind": "number", "unit": "talks"}, "target", "Which number do you want to reach?"),
        ({"kind": "number", "start": "3", "target": "3"}, "target", "have to differ"),
        ({"kind": "rating", "target": "8"}, "start", "Where is it now, from 1 to 10?"),
        ({"kind": "rating", "start": "4", "target": "11"}, "target", "A rating goes from 1 to 10."),
        ({"kind_2": "number"}, "target_2", "Which number do you want to reach?"),
    ],
)
def test_edit_goal_page_says_what_a_measure_lacks(
    as_mentee, maria, sign_in, measure, field, sentence
) -> None:
    answer = sign_in(maria).post(at("edit_goal", draft(as_mentee).pk), WHEN | measure)

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])


def test_edit_goal_page_keeps_all_that_was_typed(as_mentee, maria, sign_in) -> None:
    typed = WHEN | COUNTED | RATED | HAPPENS | {"due_on": "some day", "relevant": "My reason"}
    page = sign_in(maria).post(at("edit_goal", draft(as_mentee).pk), typed).content.decode()

    for words in ("Speak", "My reason", "how clear I was", "I am asked back", "talks"):
        assert words in page


def test_edit_goal_page_takes_no_numbers_for_what_happens(as_mentee, maria, sign_in) -> None:
    goal = draft(as_mentee)
    sign_in(maria).post(at("edit_goal", goal.pk), WHEN | {"kind": "yes_no", "target": "many"})

    assert goal.measures.get().target is None


def test_edit_goal_page_never_calls_clear_what_lacks_a_number(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    typed = WHEN | {"title": "Read 12 books", "kind": "number", "relevant": "x"}
    for more in ({}, {"check": "1"}):
        said = page.post(at("edit_goal", goal.pk), typed | more).content.decode()
        assert "This one is clear" not in said
        assert "from 14 down to" in said


def test_edit_goal_page_never_calls_clear_what_has_an_error(as_mentee, maria, sign_in) -> None:
    typed = WHEN | COUNTED | {"relevant": "x", "start": "4", "check": "1"}
    said = sign_in(maria).post(at("edit_goal", draft(as_mentee).pk), typed).content.decode()

    assert "This one is clear" not in said


def test_edit_goal_page_calls_clear_what_is(as_mentee, maria, sign_in) -> None:
    typed = WHEN | COUNTED | RATED | {"relevant": "x", "confidence": "8", "check": "1"}
    said = sign_in(maria).post(at("edit_goal", draft(as_mentee).pk), typed).content.decode()

    assert "This one is clear" in said


def test_edit_goal_page_of_an_agreed_goal_puts_the_question_at_its_field(
    as_mentee, maria, sign_in
) -> None:
    goal = make_goal(as_mentee)
    typed = WHEN | COUNTED | {"title": "Speak clearly"}
    answer = sign_in(maria).post(at("edit_goal", goal.pk), typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    assert "Speak clearly" in answer.content.decode()


def test_goal_page_shows_a_revision_word_by_word(as_mentee, maria, omar, sign_in) -> None:
    goal = make_goal(as_mentee)
    typed = WHEN | COUNTED | {"title": "Give three talks", "reason": "The stage is closed"}
    sign_in(maria).post(at("edit_goal", goal.pk), typed)
    page = sign_in(omar).get(at("goal", goal.pk)).content.decode()

    assert "The stage is closed" in page
    assert "<del>" in page and "presentations by the end of February" in page


# -- Smaller ----------------------------------------------------------------------------------


def test_edit_goal_page_offers_to_make_it_smaller_below_seven(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    typed = WHEN | COUNTED | {"check": "1"}
    unsure = page.post(at("edit_goal", goal.pk), typed | {"confidence": "6"}).content.decode()
    sure = page.post(at("edit_goal", goal.pk), typed | {"confidence": "7"}).content.decode()

    assert 'form="goal-form" name="smaller"' in unsure
    assert 'name="smaller"' not in sure


def test_edit_goal_page_keeps_it_and_leads_to_the_number(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    typed = WHEN | COUNTED | {"confidence": "5", "smaller": "yes"}
    answer = page.post(at("edit_goal", goal.pk), typed, follow=True)
    goal.refresh_from_db()

    assert (goal.confidence, goal.title) == (5, "Speak")
    assert answer.context["form"].fields["target"].widget.attrs["autofocus"]
    assert "autofocus" in str(answer.context["form"]["target"])


def test_edit_goal_page_leads_to_the_sentence_where_no_number_is(as_mentee, maria, sign_in) -> None:
    goal = draft(as_mentee)
    Measure.objects.all().delete()
    page = sign_in(maria).get(at("edit_goal", goal.pk), {"smaller": "yes"})

    assert "autofocus" in str(page.context["form"]["title"])


# -- The log ----------------------------------------------------------------------------------


def three_ways(owner, client) -> Goal:
    goal = draft(owner)
    client.post(at("edit_goal", goal.pk), WHEN | COUNTED | RATED | HAPPENS)
    return goal


def test_log_progress_page_asks_which_one_moved(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria)
    goal = three_ways(as_mentee, page)
    rating = goal.measures.get(kind="rating")
    page.post(at("log_progress", goal.pk), {"measure": rating.pk, "value": "6"})
    entry = ProgressEntry.objects.get()

    assert (entry.measure, entry.value) == (rating, 6)


def test_log_progress_page_takes_that_it_happened(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria)
    goal = three_ways(as_mentee, page)
    happens = goal.measures.get(kind="yes_no")
    page.post(at("log_progress", goal.pk), {"measure": happens.pk})
    form = page.get(at("log_progress", goal.pk)).context["form"]

    assert ProgressEntry.objects.get().value == 1
    assert "It happened: I am asked back" not in str(form["measure"])


def test_log_progress_page_never_assumes_that_it_happened(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    page.post(at("edit_goal", goal.pk), WHEN | {"kind": "yes_no"})
    page.post(at("log_progress", goal.pk), {"note": "A first talk about it"})

    assert ProgressEntry.objects.get().value is None


def test_log_progress_page_asks_whose_number_it_is(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria)
    goal = three_ways(as_mentee, page)
    happens = goal.measures.get(kind="yes_no")
    typed = {"measure": happens.pk, "value": "3", "note": "A long story"}
    answer = page.post(at("log_progress", goal.pk), typed)

    assert answer.status_code == 422
    assert "A long story" in answer.content.decode()


def test_correct_progress_page_takes_back_that_it_happened(as_mentee, maria, sign_in) -> None:
    goal, page = draft(as_mentee), sign_in(maria)
    page.post(at("edit_goal", goal.pk), WHEN | {"kind": "yes_no"})
    page.post(at("log_progress", goal.pk), {"measure": goal.measures.get().pk})
    entry = ProgressEntry.objects.get()
    page.post(at("correct_progress", entry.pk), {"measure": "", "note": "Too early"})

    assert ProgressEntry.objects.standing().get().value == 0
    assert "It happened" in page.get(at("log_progress", goal.pk)).content.decode()


def test_goal_page_draws_the_first_number_of_several(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria)
    goal = three_ways(as_mentee, page)
    for kind, value in (("number", 2), ("rating", 6)):
        services.log_progress(
            goal=goal,
            by=maria,
            now=NOW,
            value=Decimal(value),
            measure=goal.measures.get(kind=kind),
        )
    shown = page.get(at("goal", goal.pk))

    assert shown.context["standing"] == shown.context["drawn_standing"] == "2 of 4 talks"
    assert [stands for _, stands in shown.context["measures"]][1] == (
        "6 now, 8 is the goal (how clear I was)"
    )


# -- Steps ------------------------------------------------------------------------------------


def test_add_milestone_page(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    typed = {"title": "Book a room", "due_on": "2026-12-01", "client_token": "a"}
    answer = sign_in(maria).post(at("add_milestone", goal.pk), typed)

    assert answer.url == f"{at('goal', goal.pk)}#steps"
    assert Milestone.objects.get().title == "Book a room"


def test_add_milestone_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post(
        at("add_milestone", make_goal(as_mentee).pk), {"title": "Book a room", "due_on": ""}
    )

    assert answer.status_code == 422
    assert 'value="Book a room"' in answer.content.decode()


def test_add_milestone_page_says_when_its_day_is_after_the_goals(as_mentee, maria, sign_in) -> None:
    typed = {"title": "Late", "due_on": "2099-01-01"}
    answer = sign_in(maria).post(at("add_milestone", make_goal(as_mentee).pk), typed, follow=True)

    assert "after that of the goal itself" in answer.content.decode()


def test_reach_and_reopen_milestone_by_their_buttons(as_mentee, maria, sign_in) -> None:
    step, page = make_milestone(make_goal(as_mentee)), sign_in(maria)
    page.post(at("reach_milestone", step.pk))
    step.refresh_from_db()
    assert step.is_reached

    page.post(at("reopen_milestone", step.pk))
    step.refresh_from_db()
    assert not step.is_reached


def test_drop_milestone_page_of_an_agreed_goal_asks_why(as_mentee, maria, sign_in) -> None:
    step, page = make_milestone(make_goal(as_mentee)), sign_in(maria)
    answer = page.post(at("drop_milestone", step.pk), {"reason": ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])

    page.post(at("drop_milestone", step.pk), {"reason": "Not needed"})
    assert Milestone.objects.count() == 0
    assert "Book a room" in page.get(at("goal", step.goal_id)).content.decode()


def test_goal_page_shows_the_steps_to_the_mentor_without_buttons(as_mentee, omar, sign_in) -> None:
    goal = make_goal(as_mentee)
    make_milestone(goal)
    make_milestone(goal, title="Ask ten people", reached_at=NOW, reached_on=date(2026, 11, 2))
    page = sign_in(omar).get(at("goal", goal.pk)).content.decode()

    assert "Ask ten people" in page and "1 of 2 steps" in page
    assert "/milestones/" not in page and "add-milestone" not in page


def test_goal_page_costs_the_same_however_many_steps(
    as_mentee, maria, sign_in, django_assert_num_queries
) -> None:
    goal = make_goal(as_mentee)
    page = sign_in(maria)
    for count in (1, 3, 16):
        for _number in range(count):
            make_milestone(goal)
        with django_assert_num_queries(10):
            page.get(at("goal", goal.pk))
