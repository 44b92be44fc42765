"""What coordinators are offered goes by whom their cohort pairs."""

import pytest

from mentorship.forms.entrances import EntranceForm, RuleForm
from mentorship.forms.invitees import InviteForm
from mentorship.forms.questions import QuestionForm, shown
from mentorship.queries.entrances import entrance_of
from mentorship.tests.apply import make_entrance
from mentorship.tests.make import make_question
from tests.parts.enrollment import RULE

SIDES, PARTNERS = {"mentor", "mentee"}, {"peer"}
QUESTION = {"label": "Which books?", "audience": ["mentee"]}


def offered(form, field):
    return {value for value, _label in form.fields[field].choices if value}


@pytest.mark.parametrize(
    ("pairs", "roles"), [("mentors", SIDES), ("peers", PARTNERS), ("both", SIDES | PARTNERS)]
)
def test_forms_offer_the_roles_that_the_cohort_has(cohort, pairs, roles):
    cohort.pairs = pairs
    entrance = EntranceForm(entrance=entrance_of(cohort))
    assert offered(entrance, "roles") == roles
    assert {name for name in entrance.fields if name.endswith("_places")} == {
        f"{role}_places" for role in roles
    }
    assert offered(RuleForm(cohort=cohort), "role") == roles
    assert offered(InviteForm(cohort=cohort), "role") == roles
    assert offered(QuestionForm("short_text", cohort), "audience") == roles


def test_rule_for_a_role_that_is_gone_can_still_be_kept(cohort):
    form = RuleForm(RULE | {"role": "peer"}, cohort=cohort, initial={"role": "peer"})
    assert form.is_valid(), form.errors


def test_rules_know_no_seats_where_nobody_has_any(cohort):
    cohort.pairs = "peers"
    assert "capacity" not in offered(RuleForm(cohort=cohort), "field")


@pytest.mark.parametrize("asked_before", [True, False])
def test_question_stays_as_it_is_for_roles_that_nobody_has(cohort, asked_before):
    question = make_question(cohort, "short_text", for_peers=asked_before)
    form = QuestionForm("short_text", cohort, QUESTION, initial=shown(question))
    assert form.is_valid(), form.errors
    asked = [form.facts[name] for name in ("for_mentees", "for_mentors", "for_peers")]
    assert asked == [True, False, asked_before]


def test_places_stay_as_they_are_for_roles_that_nobody_has(cohort):
    entrance = make_entrance(cohort, peer_places=7)
    form = EntranceForm({"needs_approval": "yes", "roles": ["mentor"]}, entrance=entrance)
    assert form.is_valid(), form.errors
    assert (form.facts["peer_places"], form.facts["for_mentors"]) == (7, True)
