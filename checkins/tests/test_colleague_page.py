"""The page a colleague opens from a mail: one question, no account, one answer."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from accounts import clock
from accounts.logs import MaskTokens
from checkins.models import ColleagueAnswer, FeedbackRequest
from checkins.services import (
    decline_as_colleague,
    request_feedback,
    withdraw_feedback_request,
)
from checkins.tests.make import ASKED
from checkins.tests.make import make_question as ask
from goals.tests.make import make_goal

pytestmark = pytest.mark.usefixtures("back_then")

DAY = timedelta(days=1)


def path(asked: FeedbackRequest, tail: str = "") -> str:
    return f"/f/{asked.raw}/{tail}"


def test_colleague_page_works_without_an_account(as_mentee) -> None:
    asked = ask(as_mentee, link="https://files.example/talk")
    page = Client().get(path(asked))
    assert "Where did you lose me?" in page.content.decode()
    assert "https://files.example/talk" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert FeedbackRequest.objects.get().state == "open"
    thanks = Client(enforce_csrf_checks=True).post(path(asked), {"text": "After slide two."})
    assert "Thank you" in thanks.content.decode()
    assert ColleagueAnswer.objects.get().text == "After slide two."
    assert not thanks.cookies


def test_colleague_page_keeps_what_was_typed(as_mentee) -> None:
    page = Client().post(path(ask(as_mentee)), {"text": "", "never_again": "on"})
    assert page.status_code == 422
    assert page.context["form"]["never_again"].value() == "on" or page.context["form"].data


def test_colleague_page_answers_once(as_mentee) -> None:
    asked = ask(as_mentee)
    Client().post(path(asked), {"text": "Once."})
    again = Client().post(path(asked), {"text": "Twice."})
    assert "A link answers once" in again.content.decode()
    assert ColleagueAnswer.objects.get().text == "Once."


@pytest.mark.parametrize("state", ["withdrawn", "expired", "declined"])
def test_colleague_page_after_the_end(as_mentee, maria, state) -> None:
    asked = ask(as_mentee)
    if state == "withdrawn":
        withdraw_feedback_request(request=asked, by=maria, now=clock.now())
    elif state == "declined":
        decline_as_colleague(request=asked, now=clock.now())
    else:
        FeedbackRequest.objects.update(expires_at=clock.now() - DAY)
    page = Client().post(path(asked), {"text": "Late."})
    assert (page.status_code, ColleagueAnswer.objects.count()) == (410, 0)


def test_colleague_page_refuses_a_link_that_is_not_ours(as_mentee) -> None:
    asked = ask(as_mentee)
    bent = path(asked)[:-2] + ("A/" if path(asked)[-2] != "A" else "B/")
    assert Client().get(bent).status_code == 404
    assert Client().get("/f/nothing/").status_code == 404
    assert Client().get("/f/%00/").status_code == 404


def test_colleague_link_opens_nothing_else(as_mentee, as_mentor) -> None:
    """A question between partners has no link, even if somebody knew its id and our key."""
    inside = request_feedback(
        asker=as_mentee,
        to=as_mentor,
        by=as_mentee.person,
        client_token="r",
        now=clock.now(),
        **ASKED,
    )
    assert Client().get(path(inside)).status_code == 404
    assert Client().get(f"/a/{ask(as_mentee).raw}/").status_code == 404


def test_colleague_page_asks_for_a_number_only_where_the_goal_is_rated(as_mentee) -> None:
    plain, rated = make_goal(as_mentee), make_goal(as_mentee)
    rated.measures.update(kind="rating", start=1, target=8)
    one = Client().get(path(ask(as_mentee, "a", goal=plain))).content.decode()
    two = Client().get(path(ask(as_mentee, "b", goal=rated))).content.decode()
    assert 'name="rating"' not in one and 'name="rating"' in two
    assert rated.title not in two


def test_colleague_says_a_number(as_mentee) -> None:
    goal = make_goal(as_mentee)
    goal.measures.update(kind="rating", start=1, target=8)
    asked = ask(as_mentee, goal=goal)
    assert Client().post(path(asked), {"text": "Good.", "rating": "11"}).status_code == 422
    Client().post(path(asked), {"text": "Good.", "rating": "8"})
    assert ColleagueAnswer.objects.get().rating == 8


def test_decline_page_changes_nothing_by_being_opened(as_mentee) -> None:
    asked = ask(as_mentee)
    assert Client().get(path(asked, "decline/")).status_code == 200
    assert FeedbackRequest.objects.get().state == "open"
    said = Client().post(path(asked, "decline/"), {"never_again": "on"})
    assert "no such question" in said.content.decode()
    assert FeedbackRequest.objects.get().state == "declined"


def test_colleague_link_is_masked_in_logs(as_mentee, caplog) -> None:
    record = logging.LogRecord("x", 20, "x", 1, "GET %s", (path(ask(as_mentee)),), None)
    MaskTokens().filter(record)
    assert record.getMessage() == "GET /f/…/"
