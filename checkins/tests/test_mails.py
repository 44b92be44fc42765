"""What the mails say, and what can be answered from them without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.delivery.freeze import freeze
from accounts.mailkinds import get
from accounts.models import ActionToken, Message
from checkins.models import CheckIn, CloseOut, Feedback
from checkins.services import (
    NewPromise,
    cancel_check_in,
    close_out_check_in,
    give_feedback,
    keep_rhythm,
    move_check_in,
)
from checkins.sweeps import plan_nudges
from checkins.tests.make import THURSDAY, make_check_in
from goals.models import Commitment, ProgressEntry
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW

pytestmark = pytest.mark.usefixtures("back_then")

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def frozen(kind: str, person, now=NOW) -> Message:
    message = Message.objects.filter(kind=kind, person=person).latest("id")
    freeze(message, get(kind), now)
    message.save()
    return message


def link(purpose: str, person) -> str:
    return ActionToken.objects.get(purpose=purpose, person=person).url().partition("8000")[2]


# -- Calendar --------------------------------------------------------------------------------------


def event_in(message: Message):
    return Calendar.from_ical(message.ics).walk("VEVENT")[0]


def test_invitations_keep_one_uid_while_the_sequence_rises(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    told = [frozen("checkins.check_in_invited", maria)]
    Message.objects.update(state="sent", sent_at=NOW)
    for days in (1, 2):
        move_check_in(check_in=check_in, by=maria, starts_at=THURSDAY + days * DAY, now=NOW)
        told.append(frozen("checkins.check_in_changed", maria))
    cancel_check_in(check_in=check_in, by=maria, now=NOW)
    told.append(frozen("checkins.check_in_canceled", maria))
    events = [event_in(message) for message in told]
    assert {str(event["uid"]) for event in events} == {str(check_in.uid)}
    assert [event["sequence"] for event in events] == [0, 1, 2, 3]
    assert [message.ics_method for message in told] == ["REQUEST"] * 3 + ["CANCEL"]
    assert [str(event["status"]) for event in events] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_invitation_reads_back_as_the_same_instant(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    event = event_in(frozen("checkins.check_in_invited", maria))
    assert (event.start, event.end) == (THURSDAY, THURSDAY + timedelta(minutes=45))
    assert (str(event["summary"]), str(event["class"])) == ("Check-in", "PRIVATE")
    assert str(event["attendee"]) == f"mailto:{maria.email}"
    assert event["dtstamp"].dt == NOW


def test_invitation_is_well_formed(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    text = frozen("checkins.check_in_invited", maria).ics
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "omar" not in text.lower()


def test_invitation_says_both_local_times(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    text = frozen("checkins.check_in_invited", maria).text
    assert "Thursday 19 November, 16:00" in text
    assert "For Omar: Thursday 19 November, 11:00" in text


def test_invitation_is_withheld_once_a_newer_time_is_mailed(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    move_check_in(check_in=check_in, by=maria, starts_at=THURSDAY + DAY, now=NOW)
    invitation = Message.objects.filter(kind="checkins.check_in_invited").first()
    assert get(invitation.kind).still_wanted(invitation, NOW) != ""


def test_brief_lists_the_promises_of_everyone(pairing, as_mentee, as_mentor, maria) -> None:
    make_commitment(as_mentee)
    make_commitment(as_mentor, text="Send the reading list")
    keep_rhythm(pairing=pairing, now=NOW)
    keep_rhythm(pairing=pairing, now=THURSDAY - DAY)
    text = frozen("checkins.brief", maria, THURSDAY - DAY).text
    assert "You talk with Omar tomorrow at 16:00 your time." in text
    assert text.index("What you promised") < text.index("Give the team update")
    assert text.index("What Omar promised") < text.index("Send the reading list")


# -- Close-outs ------------------------------------------------------------------------------------


@pytest.fixture
def written(pairing, maria, as_mentee, as_mentor) -> CloseOut:
    due_on = (NOW + 10 * DAY).date()
    return close_out_check_in(
        check_in=make_check_in(pairing),
        by=maria,
        now=THURSDAY + HOUR,
        summary="We looked at the slides.",
        thanks="Your patience.",
        promises=[
            NewPromise(owner=as_mentee, text="Cut five slides", due_on=due_on),
            NewPromise(owner=as_mentor, text="Find an example", due_on=due_on),
        ],
        private_note="I was nervous.",
    )


def test_close_out_mail_puts_the_question_to_the_owner_alone(written, omar) -> None:
    mail = frozen("checkins.close_out_to_confirm", omar)
    assert "Cut five slides" in mail.text and "Find an example" in mail.text
    tokens = ActionToken.objects.filter(purpose="goals.decide_consent")
    assert [token.person for token in tokens] == [omar]
    assert mail.text.count("Ask me about this") == 1


def test_close_out_mail_keeps_private_notes_private(written, omar) -> None:
    assert "nervous" not in frozen("checkins.close_out_to_confirm", omar).text


def test_confirm_close_out_from_the_mail(written, omar) -> None:
    frozen("checkins.close_out_to_confirm", omar)
    url, browser = link("checkins.confirm_close_out", omar), Client()
    assert browser.get(url).status_code == 200
    written.refresh_from_db()
    assert written.confirmed_at is None
    assert browser.post(url).status_code == 200
    written.refresh_from_db()
    assert written.confirmed_by.person == omar


def test_a_line_back_from_the_mail(written, omar) -> None:
    frozen("checkins.close_out_to_confirm", omar)
    url, browser = link("checkins.put_right_close_out", omar), Client()
    assert browser.post(url, {"text": "Two, I think."}).status_code == 200
    assert [line.text for line in written.lines_back.all()] == ["Two, I think."]
    assert "Two, I think." in frozen("checkins.close_out_put_right", written.author.person).text


def test_close_out_mail_says_when_they_talk_next(pairing, written, omar) -> None:
    make_check_in(pairing, starts_at=THURSDAY + 7 * DAY)
    mail = frozen("checkins.close_out_to_confirm", omar, THURSDAY + HOUR)
    assert "Thursday 26 November, 11:00" in mail.text  # in New York


def test_close_out_mail_to_its_author_asks_for_no_yes(written, maria) -> None:
    mail = frozen("checkins.close_out_copy", maria)
    assert "We looked at the slides." in mail.text
    assert not ActionToken.objects.filter(person=maria, purpose="checkins.confirm_close_out")


# -- Feedback --------------------------------------------------------------------------------------


@pytest.fixture
def feedback(as_mentee, omar) -> Feedback:
    return give_feedback(
        to=as_mentee,
        by=omar,
        kind="suggest",
        text="Try a pause before the numbers.",
        client_token="x",
        now=NOW,
    )


def test_feedback_mail_quotes_the_words(feedback, maria) -> None:
    mail = frozen("checkins.feedback_given", maria)
    assert mail.subject_line == "A few words for you"
    assert "Try a pause before the numbers." in mail.text


def test_answer_feedback_from_the_mail(feedback, maria) -> None:
    frozen("checkins.feedback_given", maria)
    url, browser = link("checkins.answer_feedback", maria), Client()
    page = browser.get(url, {"answer": "will_try"})
    assert "Try a pause" not in page.content.decode()
    assert page.context["form"].initial["answer"] == "will_try"
    browser.post(url, {"answer": "will_try", "text": "Pause once", "due_on": "2027-01-04"})
    assert feedback.reply.commitment.text == "Pause once"


# -- Reminders somebody asked for ------------------------------------------------------------------


def follow_up(thing, person, **changes) -> Message:
    consent = make_consent(thing)
    if changes:
        consent.terms.update(**changes)
    plan_nudges(NOW)
    consent.refresh_from_db()
    plan_nudges(consent.next_plan_at)
    return frozen("checkins.follow_up", person, consent.next_plan_at or NOW + 4 * DAY)


def test_follow_up_names_the_promise_and_the_consent(as_mentee, maria) -> None:
    mail = follow_up(make_commitment(as_mentee), maria)
    assert mail.subject_line == "A reminder you asked for"
    assert "Give the team update without slides" in mail.text
    assert "You said yes to this on Monday 16 November: by mail at 10:00" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_follow_up_has_five_answers_of_one_weight(as_mentee, maria) -> None:
    mail = follow_up(make_commitment(as_mentee), maria)
    for answer in ("done", "partly", "stuck", "moved", "let_go"):
        assert f"?answer={answer}" in mail.text


@pytest.mark.parametrize(
    ("tone", "words"),
    [
        ("plain", "You wanted to be asked about this promise."),
        ("warm", "The day you had in mind for this has come."),
        ("direct", "Its day has come. Did you do it?"),
    ],
)
def test_follow_up_keeps_the_tone(as_mentee, maria, tone, words) -> None:
    assert words in follow_up(make_commitment(as_mentee), maria, tone=tone).text


def test_follow_up_is_answered_without_signing_in(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee)
    follow_up(promise, maria)
    url, browser = link("goals.answer_commitment", maria), Client()
    browser.get(url, {"answer": "done"})
    assert Commitment.objects.get().state == Commitment.State.OPEN
    assert browser.post(url, {"answer": "done"}).status_code == 200
    assert Commitment.objects.get().state == Commitment.State.DONE


def test_follow_up_stops_with_one_click(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee)
    mail = follow_up(promise, maria)
    url = mail.headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    Client().post(url, {"List-Unsubscribe": "One-Click"})
    promise.consent.refresh_from_db()
    assert promise.consent.state == "paused"


def test_follow_up_of_a_goal_takes_progress_from_the_mail(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    follow_up(goal, maria)
    url = link("checkins.log_progress", maria)
    assert Client().post(url, {"value": "1", "note": "First one given"}).status_code == 200
    entry = ProgressEntry.objects.get(goal=goal)
    assert (entry.value, entry.by) == (1, maria)
