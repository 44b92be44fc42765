"""The form that people fill in writes what a roster would have written."""

from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.db import IntegrityError, transaction
from django.http import QueryDict

from mentorship.forms.answers import AnswersForm
from mentorship.models import Cohort, Question
from mentorship.queries.questions import default_questions, questions_for
from mentorship.tests.make import make_enrollment, make_question

FULL = (
    "skills_wanted=Writing&skills_wanted-more=Chess, Go&goals=Speak up.&level=Experienced"
    "&interests=Music&languages=de&languages-more=Danish, Klingon"
    "&accountability_style_push=gentle&accountability_style_medium=spoken"
    "&availability=0-morning&availability=2-lunch&zone=Europe/Lisbon"
)


def answers_of(cohort: Cohort, role: str, sent: str, **changes: Any) -> dict[str, Any]:
    form = AnswersForm(cohort, role, QueryDict(sent), **changes)
    assert form.is_valid(), form.errors
    return form.cleaned_answers()


@pytest.mark.parametrize("role", ["mentee", "mentor", "peer"])
def test_a_cohort_without_questions_asks_seven(cohort: Cohort, role: str) -> None:
    found = questions_for(cohort, role)
    assert len(found) == 7
    assert {question.pk for question in found} == {None}


def test_a_cohort_with_questions_asks_those_of_the_role_in_order(cohort: Cohort) -> None:
    make_question(cohort, "short_text", key="b", position=2)
    make_question(cohort, "short_text", key="a", position=1)
    make_question(cohort, "short_text", key="c", for_mentees=False)
    make_question(cohort, "short_text", key="d", set_aside_at=cohort.created_at)
    assert [question.key for question in questions_for(cohort, "mentee")] == ["a", "b"]


def test_answers_have_the_shapes_of_a_roster(cohort: Cohort) -> None:
    assert answers_of(cohort, "mentee", FULL) == {
        "skills_wanted": ["Writing", "Chess", "Go"],
        "goals": "Speak up.",
        "level": "Experienced",
        "level_rank": 6,
        "interests": ["Music"],
        "languages": ["de", "da", "Klingon"],
        "style_choices": {"push": "gentle", "medium": "spoken"},
        "availability": ["Monday morning", "Wednesday lunch"],
        "availability_hours": [8, 9, 10, 11, 60, 61],
    }


def test_answers_come_back_as_they_were_given(cohort: Cohort) -> None:
    given = answers_of(cohort, "mentee", FULL)
    form = AnswersForm(cohort, "mentee", initial=given)
    assert form["languages"].initial == ["de", "da", "Klingon"]
    assert form["availability"].initial == ["0-morning", "2-lunch"]
    html = render_crispy_form(form)
    assert 'value="Dansk, Klingon"' in html
    assert 'value="Chess, Go"' in html
    assert html.count(" checked") == 10


def test_own_questions_stand_under_their_own_names(cohort: Cohort) -> None:
    make_question(cohort, "one_of", key="shift", options=["day", "night"])
    make_question(cohort, "several_of", key="tools", options=["a", "b", "c"])
    make_question(cohort, "scale", key="pace", options=["slow", "fast"])
    sent = "q_shift=night&q_tools=a&q_tools=c&q_pace=4"
    assert answers_of(cohort, "mentee", sent) == {
        "q:shift": "night",
        "q:tools": ["a", "c"],
        "q:pace": 4,
    }


def test_hours_from_a_roster_stay_as_fine_as_they_were(cohort: Cohort) -> None:
    make_question(cohort, "availability")
    said = {"availability": ["Mon 9-11"], "availability_hours": [9, 10]}
    sent = "availability=0-morning&zone=Europe/Berlin"
    assert answers_of(cohort, "mentee", sent, initial=said) == said
    more = answers_of(cohort, "mentee", f"{sent}&availability=0-lunch", initial=said)
    assert more["availability_hours"] == [8, 9, 10, 11, 12, 13]


def test_what_was_not_asked_stays_and_what_was_emptied_goes(cohort: Cohort) -> None:
    make_question(cohort, "goals")
    said = {"goals": "Old.", "profession": "Nurse"}
    assert answers_of(cohort, "mentee", "goals=", initial=said) == {"profession": "Nurse"}


def test_a_choice_that_is_offered_no_more_stays_a_choice(cohort: Cohort) -> None:
    make_question(cohort, "one_of", key="shift", options=["day"])
    said = {"q:shift": "night"}
    assert answers_of(cohort, "mentee", "q_shift=night", initial=said) == said


def test_a_required_answer_is_asked_for_but_not_of_a_draft(cohort: Cohort) -> None:
    make_question(cohort, "skills_wanted", required=True)
    form = AnswersForm(cohort, "mentee", QueryDict(""))
    assert list(form.errors) == ["skills_wanted"]
    assert answers_of(cohort, "mentee", "", partial=True) == {}


def test_a_draft_keeps_what_was_fine_beside_what_was_not(cohort: Cohort) -> None:
    make_question(cohort, "goals")
    make_question(cohort, "scale", key="pace")
    sent = QueryDict("goals=Speak up.&q_pace=900")
    form = AnswersForm(cohort, "mentee", sent, initial={"q:pace": 2}, partial=True)
    assert not form.is_valid()
    assert form.cleaned_answers() == {"goals": "Speak up.", "q:pace": 2}


def test_mentors_say_how_many_people_they_take_on(cohort: Cohort) -> None:
    make_question(cohort, "goals")
    form = AnswersForm(cohort, "mentor", QueryDict("capacity=3"))
    assert form.is_valid()
    assert form.cleaned_capacity() == 3
    assert "capacity" not in AnswersForm(cohort, "mentee").fields


def test_whoever_is_asked_for_time_says_in_which_zone(cohort: Cohort) -> None:
    make_question(cohort, "availability")
    form = AnswersForm(cohort, "mentee", QueryDict("zone=Mars/Base"), zone="Asia/Tokyo")
    assert form["zone"].initial == "Asia/Tokyo"
    assert list(form.errors) == ["zone"]


def test_what_coordinators_write_is_text_and_no_markup(cohort: Cohort) -> None:
    text = "<script>x</script>"
    for kind in Question.Kind.values:
        make_question(cohort, kind, label=text, help=text, options=[text])
    html = render_crispy_form(
        AnswersForm(cohort, "mentee", initial={"skills_wanted": [text, "<b>"]})
    )
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("sent", ["skills_wanted-more=a%00", "skills_wanted-more=" + "x" * 81])
def test_odd_tags_are_told_of(cohort: Cohort, sent: str) -> None:
    make_question(cohort, "skills_wanted")
    assert list(AnswersForm(cohort, "mentee", QueryDict(sent)).errors) == ["skills_wanted"]


@pytest.mark.parametrize(
    "broken",
    [
        {"key": "twice"},
        {"for_mentees": False, "for_mentors": False, "for_peers": False},
        {"kind": "goals", "key": "other"},
        {"kind": "goals", "key": "goals", "compare": "same"},
    ],
)
def test_the_database_refuses_questions_that_cannot_be(cohort: Cohort, broken: dict) -> None:
    make_question(cohort, "short_text", key="twice")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(**({"cohort": cohort, "kind": "one_of", "key": "k"} | broken))


def test_the_default_set_can_be_stored(cohort: Cohort) -> None:
    made = Question.objects.bulk_create(default_questions(cohort))
    assert [question.key for question in made] == [question.kind for question in made]


@pytest.mark.parametrize(
    ("answers", "label"), [({}, "Answer the questions"), ({"bio": "Hello"}, "Edit answers")]
)
def test_own_places_lead_to_the_answers(sign_in, cohort, eve, answers, label):
    place = make_enrollment(cohort, eve, "mentee", answers=answers)
    page = sign_in(eve).get("/places/").content.decode()
    link = page.split(f'href="/answers/{place.pk}/"', 1)[1].split("</a>", 1)[0]
    assert label in link
