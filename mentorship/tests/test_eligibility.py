"""A condition on an answer."""

import pytest

from mentorship.eligibility import meets, number
from mentorship.forms.entrances import RuleForm
from mentorship.models import EligibilityRule
from mentorship.queries.entrances import first_unmet
from mentorship.tests.apply import make_draft_of
from mentorship.tests.make import NOW, make_cohort, make_person, make_program, make_question


@pytest.mark.parametrize(
    ("answer", "operator", "value", "expected"),
    [
        ("Berlin", "is", " berlin ", True),
        (["Python", "Law"], "is", "law", True),
        (["Python", "Law"], "is_not", "law", False),
        (None, "is_not", "law", True),
        (None, "is", "law", False),
        ("Head of sales", "contains", "SALES", True),
        ({"push": "direct"}, "is", "direct", True),
        (4, "at_least", "4", True),
        (3, "at_least", "4", False),
        ("2,5", "at_most", "2.5", True),
        ("many", "at_least", "4", False),
        (None, "at_most", "4", False),
        (["a"], "answered", "", True),
        ([], "answered", "", False),
        ("  ", "answered", "", False),
        (False, "is", "no", True),
    ],
)
def test_meets(answer, operator, value, expected):
    assert meets(answer, operator, value) is expected


LEVELS = ("Junior", "Senior", "Lead")


@pytest.mark.parametrize(
    ("answer", "operator", "value", "expected"),
    [
        ("Senior", "at_least", "senior", True),
        ("Lead", "at_least", "Senior", True),
        ("Junior", "at_least", "Senior", False),
        ("Junior", "at_most", "Senior", True),
        ("Lead", "at_most", "Senior", False),
        ("Something else", "at_least", "Junior", False),
        (None, "at_most", "Lead", False),
        ("4", "at_least", "3", True),
    ],
)
def test_meets_goes_by_the_order_of_the_answers(answer, operator, value, expected):
    assert meets(answer, operator, value, LEVELS) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value", "is_good"),
    [
        ("level", "senior", True),
        ("one_of", "Senior", True),
        ("level", "3", False),
        ("several_of", "Senior", False),
        ("scale", "3", True),
    ],
)
def test_rule_form_takes_what_has_a_place_in_the_order(kind, value, is_good):
    cohort = make_cohort(make_program())
    question = make_question(cohort, kind, options=list(LEVELS))
    sent = {"field": question.entry, "operator": "at_least", "value": value, "message": "No"}
    form = RuleForm(sent, cohort=cohort)
    assert (form.is_valid(), "value" in form.errors) == (is_good, not is_good)


@pytest.mark.parametrize(("operator", "is_needed"), [("is", True), ("answered", False)])
def test_rule_form_wants_a_value_unless_any_answer_will_do(cohort, operator, is_needed):
    form = RuleForm({"field": "zone", "operator": operator, "message": "Sorry."}, cohort=cohort)
    said = {"value": ["Say what the answer is compared with."]} if is_needed else {}
    assert form.errors == said
    assert RuleForm(cohort=cohort).fields["value"].required


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "stopped"), [("Junior", True), ("Lead", False)])
def test_first_unmet_goes_by_the_order_of_the_question(said, stopped):
    cohort, maria = make_cohort(make_program()), make_person("Maria")
    make_question(cohort, "level", options=list(LEVELS))
    rule = {"field": "level", "operator": "at_least", "value": "Senior", "message": "No"}
    EligibilityRule.objects.create(cohort=cohort, created_at=NOW, **rule)
    draft = make_draft_of(cohort, maria, answers={"level": said})
    assert (first_unmet(draft) is not None) is stopped


@pytest.mark.parametrize("text", ["", "x", "1e5", "9" * 40, "٣", "1.2.3"])
def test_number_is_nothing_for_what_is_none(text):
    assert number(text) is None
