"""Mails of this floor, and what can be answered from a mail without signing in."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts import clock, mailkinds
from accounts.mailactions import PAUSE_CONSENT
from accounts.models import Message
from accounts.tokens import issue_token
from goals import services
from goals.models import Consent, Measure
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW

FAR = date(2099, 3, 1)
WAITING = {"state": "proposed", "agreed_at": None}


def page_of(token, **query: str) -> str:
    return token.url(**query).partition("localhost:8000")[2] or token.url(**query)


def read(content: mailkinds.Content) -> str:
    facts = [value for _label, value in content.facts]
    return " ".join([content.subject, *content.paragraphs, *facts])


@pytest.fixture
def draft(as_mentee):
    return make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None)


# -- Kinds ------------------------------------------------------------------------------------


def test_goal_proposed_mail_asks_the_mentor_and_can_be_answered(draft, maria) -> None:
    services.propose_goal(goal=draft, by=maria, now=NOW)
    message = Message.objects.get()
    content = mailkinds.get("goals.goal_proposed").render(message, NOW)

    assert content.subject == "Maria has shared a goal with you"
    assert "Give three presentations" not in content.subject
    assert "From 0 to 3 presentations" in read(content)
    assert [button.label for button in content.buttons] == ["Agree goal", "Open the goal"]
    assert "/a/" in content.buttons[0].url


def test_goal_proposed_mail_tells_every_way_to_know(draft, maria) -> None:
    Measure.objects.create(goal=draft, kind="yes_no", unit="I am asked back", position=2)
    services.propose_goal(goal=draft, by=maria, now=NOW)
    content = mailkinds.get("goals.goal_proposed").render(Message.objects.get(), NOW)

    assert ("How to know", KNOWN) in content.facts


KNOWN = "From 0 to 3 presentations · It happens, or not yet: I am asked back"


def test_agree_page_tells_every_way_to_know(as_mentee, omar) -> None:
    goal = make_goal(as_mentee, **WAITING)
    Measure.objects.create(goal=goal, kind="yes_no", unit="I am asked back", position=2)
    token = services.agree_token(goal, omar, clock.now())

    assert KNOWN in Client().get(page_of(token)).content.decode()


def test_goal_agreed_mail_tells_the_owner(draft, maria, omar) -> None:
    goal = services.propose_goal(goal=draft, by=maria, now=NOW)
    services.agree_goal(goal=goal, by=omar, now=NOW)
    message = Message.objects.get(kind="goals.goal_agreed")
    content = mailkinds.get("goals.goal_agreed").render(message, NOW)

    assert content.subject == "Omar agreed to your goal"
    assert mailkinds.get("goals.goal_agreed").still_wanted(message, NOW) == ""


@pytest.mark.parametrize("change", [{"state": "agreed", "agreed_at": NOW}, {"state": "draft"}])
def test_goal_proposed_mail_is_not_wanted_once_it_is_settled(draft, maria, change) -> None:
    services.propose_goal(goal=draft, by=maria, now=NOW)
    type(draft).objects.filter(pk=draft.pk).update(**change)
    kind = mailkinds.get("goals.goal_proposed")

    assert kind.still_wanted(Message.objects.get(), NOW) != ""


def test_goal_proposed_mail_is_not_wanted_after_the_pairing(draft, maria) -> None:
    services.propose_goal(goal=draft, by=maria, now=NOW)
    pairing = draft.owner.pairing
    pairing.state, pairing.closed_at, pairing.close_reason = "closed", NOW, "completed"
    pairing.save()
    kind = mailkinds.get("goals.goal_proposed")

    assert kind.still_wanted(Message.objects.get(), NOW) != ""


# -- Answering a promise ----------------------------------------------------------------------


@pytest.fixture
def promise(as_mentee):
    return make_commitment(as_mentee, due_on=FAR)


def test_answer_page_shows_five_answers_and_changes_nothing(promise) -> None:
    token = services.answer_token(promise, clock.now())
    page = Client().get(page_of(token, answer="moved")).content.decode()

    assert page.count('name="answer"') == 6
    assert page.count("checked") == 1
    assert 'value="2099-03-08"' in page
    assert promise.answers.count() == 0


@pytest.mark.parametrize("said", ["done", "partly", "stuck", "moved", "let_go"])
def test_answer_from_the_mail(promise, said) -> None:
    token = services.answer_token(promise, clock.now())
    Client().post(page_of(token), {"answer": said})
    row = promise.answers.get()

    assert (row.answer, row.via) == (said, "mail")


def test_answer_moved_from_the_mail_takes_the_day(promise) -> None:
    token = services.answer_token(promise, clock.now())
    Client().post(page_of(token), {"answer": "moved", "moved_to": "2099-04-01"})
    promise.refresh_from_db()

    assert promise.due_on == date(2099, 4, 1)


def test_stop_asking_from_the_mail_leaves_the_promise(promise) -> None:
    consent = make_consent(promise)
    Client().post(page_of(services.answer_token(promise, clock.now())), {"answer": "stop"})
    consent.refresh_from_db()

    assert (consent.state, promise.answers.count()) == ("revoked", 0)


def test_answer_with_a_day_in_the_past_keeps_the_page(promise) -> None:
    token = services.answer_token(promise, clock.now())
    answer = Client().post(page_of(token), {"answer": "moved", "moved_to": "2001-01-01"})

    assert answer.status_code == 422
    assert promise.answers.count() == 0


# -- Deciding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("decision", "state"), [("ask", "active"), ("dont", "declined")])
def test_decide_from_the_mail(promise, maria, decision, state) -> None:
    consent = services.offer_consent(thing=promise, by=maria, now=NOW)
    token = services.decide_token(consent, clock.now())
    Client().post(page_of(token), {"decision": decision})
    consent.refresh_from_db()

    assert consent.state == state


def test_decide_page_says_what_a_yes_would_bring(promise, maria) -> None:
    consent = services.offer_consent(thing=promise, by=maria, now=NOW)
    page = Client().get(page_of(services.decide_token(consent, clock.now()))).content.decode()

    assert "One mail on Monday 2 March 2099 at 10:00 your time." in page
    assert "checked" not in page


# -- Agreeing ---------------------------------------------------------------------------------


def test_agree_from_the_mail(as_mentee, omar) -> None:
    goal = make_goal(as_mentee, **WAITING)
    answer = Client().post(page_of(services.agree_token(goal, omar, clock.now())))
    goal.refresh_from_db()

    assert (goal.state, goal.agreed_by) == ("agreed", omar)
    assert "Agreed. Maria hears about it by mail." in answer.content.decode()


def test_agree_from_the_mail_after_the_pairing_is_refused(as_mentee, omar) -> None:
    goal = make_goal(as_mentee, **WAITING)
    token = services.agree_token(goal, omar, clock.now())
    pairing = as_mentee.pairing
    pairing.state, pairing.closed_at, pairing.close_reason = "closed", NOW, "completed"
    pairing.save()
    Client().post(page_of(token))
    goal.refresh_from_db()

    assert goal.state == "proposed"


# -- Pausing by one click ---------------------------------------------------------------------


def mail_about(consent: Consent, **params: object) -> Message:
    return Message.objects.create(
        kind="checkins.follow_up",
        person=consent.person,
        to_address=consent.person.email,
        dedupe_key=f"test:{consent.pk}",
        message_id=f"<{consent.pk}@example.org>",
        date_header=NOW,
        subject_label="goals.consent",
        subject_id=consent.pk,
        created_at=NOW,
        due_at=NOW,
        params=params,
    )


def pause_from(message: Message) -> None:
    token = issue_token(
        purpose=PAUSE_CONSENT,
        about=message,
        person=message.person,
        scope="",
        now=clock.now(),
        expires_at=clock.now() + timedelta(days=30),
    )
    Client().post(page_of(token))


def test_pause_consent_of_a_mail_leaves_the_others(as_mentee) -> None:
    first, second = (make_consent(make_commitment(as_mentee)) for _n in range(2))
    pause_from(mail_about(first))

    assert list(Consent.objects.order_by("id").values_list("state", flat=True)) == [
        "paused",
        "active",
    ]
    assert first.pk < second.pk


def test_pause_consent_of_a_digest_pauses_all_it_names(as_mentee) -> None:
    consents = [make_consent(make_commitment(as_mentee)) for _n in range(3)]
    pause_from(mail_about(consents[0], consents=[consents[0].pk, consents[2].pk]))

    assert list(Consent.objects.order_by("id").values_list("state", flat=True)) == [
        "paused",
        "active",
        "paused",
    ]


def test_pause_consent_never_reaches_somebody_elses(as_mentee, as_mentor) -> None:
    mine, theirs = make_consent(make_commitment(as_mentee)), make_consent(make_goal(as_mentor))
    pause_from(mail_about(mine, consents=[theirs.pk]))
    theirs.refresh_from_db()

    assert theirs.state == "active"
