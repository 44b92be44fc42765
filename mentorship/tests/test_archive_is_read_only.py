"""In an archived program, and in a cohort that is over, nothing that people gave changes any more."""

import pytest

from accounts.errors import DomainError
from accounts.models import Message
from mentorship.models import Cohort, Enrollment, Entrance, Program, RematchWish
from mentorship.services import applications, entrances, invitees, questions, requests
from mentorship.services.answers import edit_answers
from mentorship.services.applications import Written
from mentorship.services.rematch import request_rematch
from mentorship.tests.apply import ANSWERS, make_entrance
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_enrollment,
    make_pairing,
    make_person,
    make_question,
    make_request,
)
from tests.parts.enrollment import RULE

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(cohort, ada):
    return entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)


@pytest.fixture
def question(cohort):
    return make_question(cohort, "short_text", key="shift")


@pytest.fixture
def invited(cohort, eve):
    return make_enrollment(cohort, eve, "mentee", state="invited", origin="invitation")


def archive():
    Program.objects.update(state="archived")


@pytest.mark.parametrize(
    "tail",
    [
        "enrollment/rotate/",
        "rules/{rule}/",
        "rules/{rule}/remove/",
        "invitations/withdraw/",
        "questions/new/",
        "questions/{question}/edit/",
        "questions/{question}/remove/",
        "questions/{question}/move/",
        "questions/start/",
        "questions/copy/",
    ],
)
def test_archived_program_takes_no_change_of_its_enrollment(
    cohort, rule, question, ada, sign_in, tail
):
    archive()
    address = f"/cohorts/autumn/{tail}".format(rule=rule.pk, question=question.pk)
    assert sign_in(ada).post(address).status_code == 403


def test_archived_program_refuses_the_services_too(cohort, rule, question, invited, ada):
    archive()
    told = {"by": ada, "now": NOW}
    for verb in (
        lambda: entrances.rotate_link(cohort=cohort, **told),
        lambda: entrances.edit_rule(rule=rule, **told, **RULE),
        lambda: entrances.remove_rule(rule=rule, **told),
        lambda: invitees.withdraw_invitations(cohort=cohort, places=[invited.pk], **told),
        lambda: questions.remove_question(question=question, **told),
    ):
        with pytest.raises(DomainError, match="archived"):
            verb()
    assert not Entrance.objects.exists()


def test_edit_answers_rests_in_an_archive(cohort, eve, sign_in):
    place = make_enrollment(cohort, eve, "mentee")
    archive()
    assert sign_in(eve).post(f"/answers/{place.pk}/", {}).status_code == 403
    with pytest.raises(DomainError, match="over"):
        edit_answers(enrollment=place, by=eve, now=NOW, changes={"bio": "New"})


@pytest.mark.parametrize("state", ["closed", "closing", "archived"])
def test_submit_application_of_an_invitation_that_is_over(cohort, invited, state):
    if state == "archived":
        archive()
    else:
        type(cohort).objects.update(state=state)
    facts = {"cohort": cohort, "role": "mentee", "by": invited.user, "now": NOW}
    with pytest.raises(DomainError, match="over"):
        applications.submit_application(written=Written(ANSWERS), **facts)
    assert Enrollment.objects.get(pk=invited.pk).state == "invited"


def test_save_application_mails_nothing_from_an_archive(cohort, eve, sign_in):
    make_entrance(cohort)
    facts = {"entrance": cohort.entrance, "role": "mentee"}
    applications.start_application(by=eve, now=NOW, **facts)
    archive()
    answer = sign_in(eve).post("/apply/autumn/mentee/save/", {"later": "1", "mail": "1"})
    assert answer.status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw"])
def test_requests_rest_in_an_archive(verb, sign_in):
    mentee, mentor = make_choice()
    asked = make_request(mentee, mentor, kind="talk")
    archive()
    who = mentee.user if verb == "withdraw" else mentor.user
    assert sign_in(who).post(f"/requests/{asked.pk}/{verb}/", {}).status_code == 403
    with pytest.raises(DomainError, match="archived"):
        getattr(requests, f"{verb}_request")(asked=asked, by=who, now=NOW)
    assert not Message.objects.exists()


def test_request_rematch_rests_in_an_archive(cohort, eve, ada):
    pairing = make_pairing(cohort, eve, ada, state="closed", closed_at=NOW, close_reason="done")
    archive()
    with pytest.raises(DomainError, match="over"):
        request_rematch(pairing=pairing, by=eve, now=NOW)
    assert not RematchWish.objects.exists()


@pytest.mark.parametrize("state", ["archived", "closed"])
def test_cohort_page_of_what_rests_asks_for_nothing(cohort, question, ada, sign_in, state):
    make_enrollment(cohort, make_person("Bea Ruiz"), "mentee")
    make_enrollment(cohort, make_person("Dee Moss"), "mentor")
    if state == "archived":
        archive()
    else:
        Cohort.objects.update(state="closed")
    said = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert ("is archived" if state == "archived" else "is over") in said
    assert "Nobody was paired." in said
    for words in ("next come the pairs", "Before you publish", "People come in.", "by hand"):
        assert words not in said
