"""Asking for feedback inside and outside, and what comes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.mailkinds import get
from accounts.models import AuditEntry, DeliveryAttempt, Message
from checkins import access
from checkins.models import (
    ColleagueAnswer,
    ColleagueSilence,
    Feedback,
    FeedbackRequest,
    SharedAnswer,
)
from checkins.privacy import erase, export
from checkins.services import (
    answer_as_colleague,
    decline_as_colleague,
    decline_feedback_request,
    forget_colleagues,
    give_feedback,
    request_feedback,
    share_answer,
    withdraw_feedback_request,
)
from checkins.tests.make import ASKED
from checkins.tests.make import make_question as ask
from goals.tests.make import make_goal
from mentorship.services.pairings import close_pairing, pause_pairing
from mentorship.tests.make import NOW, make_cohort, make_pairing, make_person, make_trio, member_of

pytestmark = pytest.mark.usefixtures("back_then")

DAY = timedelta(days=1)


def request(asker, to, **changes) -> FeedbackRequest:
    facts = ASKED | {"asker": asker, "to": to, "by": asker.person, "client_token": "r", "now": NOW}
    return request_feedback(**(facts | changes))


def mail_of(kind: str) -> Message:
    return Message.objects.get(kind=f"checkins.{kind}")


def frozen(kind: str) -> Message:
    message = mail_of(kind)
    freeze(message, get(message.kind), NOW)
    message.state, message.sent_at = Message.State.SENT, NOW
    message.save()
    return message


def still_wanted(message: Message, now=NOW) -> str:
    return get(message.kind).still_wanted(message, now)


# -- Inside ----------------------------------------------------------------------------------------


def test_request_feedback_mails_who_is_asked(as_mentee, as_mentor, omar) -> None:
    asked = request(as_mentee, as_mentor)
    assert mail_of("feedback_requested").person == omar
    assert list(FeedbackRequest.objects.waiting_for(omar, NOW)) == [asked]


def test_request_feedback_goes_the_other_way_too(as_mentee, as_mentor, maria) -> None:
    asked = request(as_mentor, as_mentee)
    assert list(FeedbackRequest.objects.waiting_for(maria, NOW)) == [asked]


def test_request_feedback_from_one_of_three(program) -> None:
    people = [make_person(name) for name in ("Ana Lima", "Ben Okoro", "Caro Weiss")]
    trio = make_trio(make_cohort(program, name="Circle", slug="circle", pairs="peers"), *people)
    ana, ben, caro = (member_of(trio, person) for person in people)
    asked = request(ana, ben)
    assert FeedbackRequest.objects.waiting_for(ben.person, NOW).get() == asked
    assert not FeedbackRequest.objects.waiting_for(caro.person, NOW).exists()
    assert FeedbackRequest.objects.visible_to(caro.person).get() == asked


def test_request_feedback_twice_is_one(as_mentee, as_mentor) -> None:
    assert request(as_mentee, as_mentor) == request(as_mentee, as_mentor)
    assert Message.objects.filter(kind="checkins.feedback_requested").count() == 1


def test_request_feedback_about_a_goal_they_can_see(as_mentee, as_mentor) -> None:
    private = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None)
    with pytest.raises(DomainError, match="cannot see this goal"):
        request(as_mentee, as_mentor, goal=private)
    with pytest.raises(DomainError, match="goal of yours"):
        request(as_mentee, as_mentor, goal=make_goal(as_mentor))


def test_request_feedback_rests_with_the_pairing(as_mentee, as_mentor, pairing, omar) -> None:
    pause_pairing(pairing=pairing, by=omar, now=NOW)
    with pytest.raises(DomainError):
        request(as_mentee, as_mentor)


def test_give_feedback_answers_the_request(as_mentee, as_mentor, omar) -> None:
    asked = request(as_mentee, as_mentor)
    given = give_feedback(
        to=as_mentee,
        by=omar,
        kind="affirm",
        text="Clear.",
        client_token="a",
        now=NOW,
        request=asked,
    )
    asked.refresh_from_db()
    assert (asked.state, asked.feedback) == ("answered", given)
    assert still_wanted(mail_of("feedback_requested")) != ""


def test_give_feedback_answers_no_request_of_somebody_else(as_mentee, as_mentor, maria) -> None:
    asked = request(as_mentee, as_mentor)
    given = give_feedback(
        to=as_mentor, by=maria, kind="affirm", text="Yes.", client_token="a", now=NOW, request=asked
    )
    asked.refresh_from_db()
    assert (asked.state, given.request) == ("open", None)


def test_request_is_answered_from_the_mail(as_mentee, as_mentor, omar, maria) -> None:
    asked = request(as_mentee, as_mentor, skill="Presenting")
    text = frozen("feedback_requested").text
    assert "Where did you lose me?" in text and "My talk on Monday" in text
    url = next(line for line in text.splitlines() if "/a/" in line).partition("8000")[2]
    browser = Client()
    assert browser.get(url).status_code == 200
    assert not Feedback.objects.exists()
    assert browser.post(url, {"kind": "observe", "text": "After slide two."}).status_code == 200
    given = Feedback.objects.get()
    assert (given.author.person, given.to.person, given.request) == (omar, maria, asked)


def test_decline_feedback_request_is_theirs(as_mentee, as_mentor, omar, maria) -> None:
    asked = request(as_mentee, as_mentor)
    with pytest.raises(DomainError):
        decline_feedback_request(request=asked, by=maria, now=NOW)
    decline_feedback_request(request=asked, by=omar, now=NOW)
    asked.refresh_from_db()
    assert asked.state == "declined"
    assert not FeedbackRequest.objects.waiting_for(omar, NOW).exists()


def test_withdraw_feedback_request_stops_its_mail(as_mentee, as_mentor, omar, maria) -> None:
    asked = request(as_mentee, as_mentor)
    with pytest.raises(DomainError):
        withdraw_feedback_request(request=asked, by=omar, now=NOW)
    withdraw_feedback_request(request=asked, by=maria, now=NOW)
    assert mail_of("feedback_requested").state == "cancelled"


# -- Asking a colleague ----------------------------------------------------------------------------


def test_ask_colleague_is_only_the_askers_to_see(as_mentee, omar, maria, ada) -> None:
    asked = ask(as_mentee)
    for user, sees in ((maria, True), (omar, False), (ada, False)):
        found = FeedbackRequest.objects.visible_to(user).filter(pk=asked.pk)
        assert found.exists() is sees


def test_ask_colleague_mail_says_who_why_and_who_reads(as_mentee) -> None:
    ask(as_mentee)
    mail = frozen("colleague_asked")
    assert (mail.to_address, mail.person) == ("gwen@outside.example", None)
    text = " ".join(mail.text.split())
    assert mail.subject_line == "Maria Oliveira asks you one question"
    assert "Hello Gwen," in text and "a mentorship program" in text
    assert "Maria alone reads your answer" in text
    assert "The link works once, until Monday 30 November." in text
    assert "omar" not in mail.text.lower() and "omar" not in mail.html.lower()


def test_ask_colleague_keeps_foreign_links_out_of_the_mail(as_mentee) -> None:
    for number, words in enumerate(
        (
            {"question": "See https://evil.example"},
            {"work": "www.evil.example"},
            {"skill": "http://evil.example"},
            {"name": "evil.example/login"},
        )
    ):
        with pytest.raises(DomainError, match="its own field"):
            ask(as_mentee, client_token=str(number), address="a@outside.example", **words)
    ask(as_mentee, link="https://files.example/talk")
    mail = frozen("colleague_asked")
    assert "files.example" not in mail.text + mail.html


def test_ask_colleague_at_most_five_at_a_time(as_mentee, as_mentor) -> None:
    request(as_mentee, as_mentor)
    for name in ("a", "b", "c", "d"):
        last = ask(as_mentee, name)
    with pytest.raises(DomainError, match="5 questions of yours"):
        ask(as_mentee, "e")
    withdraw_feedback_request(request=last, by=as_mentee.person, now=NOW)
    assert ask(as_mentee, "e").state == "open"


def test_ask_colleague_counts_over_all_pairings_of_a_person(as_mentee, program, maria) -> None:
    other = make_pairing(make_cohort(program, name="B", slug="b"), maria, make_person("Jo C"))
    elsewhere = member_of(other, maria)
    for name in ("a", "b", "c", "d", "e"):
        ask(as_mentee, name)
    with pytest.raises(DomainError):
        ask(elsewhere, "f")


def test_ask_colleague_at_most_ten_a_week(as_mentee) -> None:
    for number in range(10):
        asked = ask(as_mentee, f"n{number}")
        withdraw_feedback_request(request=asked, by=as_mentee.person, now=NOW)
    with pytest.raises(DomainError, match="this week"):
        ask(as_mentee, "more")
    assert ask(as_mentee, "more", now=NOW + 8 * DAY).state == "open"


def test_ask_colleague_once_in_two_weeks_at_one_address(as_mentee) -> None:
    asked = ask(as_mentee)
    withdraw_feedback_request(request=asked, by=as_mentee.person, now=NOW)
    with pytest.raises(DomainError, match="two weeks"):
        ask(as_mentee, client_token="again", address="GWEN@outside.example ")


def test_ask_colleague_says_nothing_about_who_has_an_account(as_mentee, eve) -> None:
    known = ask(as_mentee, "Eve", address=eve.email)
    ColleagueSilence.objects.create(address_hash=access_hash("quiet@outside.example"), since=NOW)
    silent = ask(as_mentee, "quiet")
    assert {known.state, silent.state} == {"open"}
    wanted = {m.to_address: still_wanted(m) for m in Message.objects.filter(person=None)}
    assert wanted[eve.email] == "" and wanted["quiet@outside.example"] != ""


def access_hash(address: str) -> str:
    from accounts.services.suppressions import address_hash

    return address_hash(address)


def test_ask_colleague_is_no_way_to_write_to_oneself(as_mentee, maria) -> None:
    with pytest.raises(DomainError, match="your own address"):
        ask(as_mentee, address=maria.email.upper())


# -- What the colleague does -----------------------------------------------------------------------


def test_answer_as_colleague_reaches_the_asker_alone(as_mentee, maria, omar) -> None:
    answer_as_colleague(request=ask(as_mentee), text="After slide two.", now=NOW)
    mail = frozen("colleague_answered")
    assert mail.person == maria
    assert "After slide two." in mail.text and "Only you can see this." in mail.text
    assert not SharedAnswer.objects.visible_to(omar).exists()


def test_answer_as_colleague_forgets_the_address_everywhere(as_mentee) -> None:
    asked = ask(as_mentee)
    sent = frozen("colleague_asked")
    Message.objects.filter(pk=sent.pk).update(smtp_reply="ok <gwen@outside.example>")
    DeliveryAttempt.objects.create(
        message=sent, at=NOW, worker="w", phase="rcpt", reply="<gwen@outside.example> ok"
    )
    answer_as_colleague(request=asked, text="Fine.", now=NOW)
    asked.refresh_from_db()
    sent.refresh_from_db()
    left = asked.address + sent.to_address + sent.smtp_reply + DeliveryAttempt.objects.get().reply
    assert left == ""
    assert "outside.example" not in str(list(AuditEntry.objects.values()))


def test_answer_as_colleague_once(as_mentee) -> None:
    asked = ask(as_mentee)
    answer_as_colleague(request=asked, text="Fine.", now=NOW)
    with pytest.raises(DomainError, match="over"):
        answer_as_colleague(request=asked, text="Other.", now=NOW)
    assert ColleagueAnswer.objects.get().text == "Fine."


def test_answer_as_colleague_within_two_weeks(as_mentee) -> None:
    with pytest.raises(DomainError, match="over"):
        answer_as_colleague(request=ask(as_mentee), text="Fine.", now=NOW + 14 * DAY)


def test_decline_as_colleague_can_mean_never_again(as_mentee) -> None:
    asked = ask(as_mentee)
    frozen("colleague_asked")
    decline_as_colleague(request=asked, now=NOW, never_again=True)
    asked.refresh_from_db()
    assert (asked.state, asked.address) == ("declined", "")
    assert ColleagueSilence.objects.get().address_hash == access_hash("gwen@outside.example")


def test_never_again_can_be_said_after_the_end(as_mentee, maria) -> None:
    asked = ask(as_mentee)
    withdraw_feedback_request(request=asked, by=maria, now=NOW)
    with pytest.raises(DomainError):
        decline_as_colleague(request=asked, now=NOW)
    decline_as_colleague(request=asked, now=NOW, never_again=True)
    asked.refresh_from_db()
    assert (asked.state, ColleagueSilence.objects.count()) == ("withdrawn", 1)


def test_forget_colleagues_a_month_after_the_link_ended(as_mentee) -> None:
    asked = ask(as_mentee)
    frozen("colleague_asked")
    assert forget_colleagues(now=NOW + 44 * DAY) == 0
    assert forget_colleagues(now=NOW + 45 * DAY) == 1
    assert forget_colleagues(now=NOW + 46 * DAY) == 0
    asked.refresh_from_db()
    assert (asked.address, mail_of("colleague_asked").to_address) == ("", "")


def test_forget_colleagues_waits_for_a_mail_that_is_just_leaving(as_mentee) -> None:
    asked = ask(as_mentee)
    Message.objects.update(state="claimed", lease_until=NOW + DAY, data_started_at=NOW)
    answer_as_colleague(request=asked, text="Quick.", now=NOW)
    asked.refresh_from_db()
    assert asked.address != ""
    Message.objects.update(state="sent", sent_at=NOW)
    forget_colleagues(now=NOW)
    asked.refresh_from_db()
    assert asked.address == ""


# -- Passing on ------------------------------------------------------------------------------------


@pytest.fixture
def answered(as_mentee) -> ColleagueAnswer:
    asked = ask(as_mentee)
    return answer_as_colleague(request=asked, text="You lost me. You are vain.", now=NOW)


def test_share_answer_is_a_copy_for_the_pairing(answered, maria, omar, ada) -> None:
    shared = share_answer(answer=answered, by=maria, text="You lost me.", now=NOW)
    answered.refresh_from_db()
    assert (shared.text, answered.text) == ("You lost me.", "You lost me. You are vain.")
    assert list(SharedAnswer.objects.visible_to(omar)) == [shared]
    assert not SharedAnswer.objects.visible_to(ada).exists()


def test_share_answer_is_the_askers(answered, omar) -> None:
    with pytest.raises(DomainError):
        share_answer(answer=answered, by=omar, text="You lost me.", now=NOW)


def test_share_answer_ends_with_the_pairing(answered, maria, omar, pairing) -> None:
    share_answer(answer=answered, by=maria, text="You lost me.", now=NOW)
    close_pairing(pairing=pairing, by=omar, now=NOW, reason="done")
    assert not SharedAnswer.objects.visible_to(omar).exists()
    assert SharedAnswer.objects.visible_to(maria).exists()


def test_partner_reads_what_was_passed_on_and_no_more(answered, maria, omar, sign_in) -> None:
    share_answer(answer=answered, by=maria, text="You lost me.", now=NOW)
    page = sign_in(omar).get("/feedback/requests/").content.decode()
    assert "You lost me." in page
    assert "vain" not in page and "Gwen" not in page


def test_answered_page_is_the_askers_alone(answered, maria, omar, sign_in) -> None:
    assert "vain" in sign_in(maria).get("/feedback/requests/").content.decode()
    assert "vain" not in sign_in(omar).get("/feedback/requests/").content.decode()
    assert "vain" not in sign_in(omar).get("/feedback/").content.decode()


# -- Rows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"colleague": ""},
        {"expires_at": None},
        {"work": ""},
        {"question": ""},
        {"state": "answered"},
        {"ended_at": NOW},
    ],
)
def test_request_rows_hold_together(as_mentee, change) -> None:
    asked = ask(as_mentee)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRequest.objects.filter(pk=asked.pk).update(**change)


def test_request_asks_another(as_mentee, as_mentor) -> None:
    asked = request(as_mentee, as_mentor)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRequest.objects.filter(pk=asked.pk).update(to=as_mentee)


@pytest.mark.parametrize("change", [{"text": ""}, {"rating": 11}, {"rating": 0}])
@pytest.mark.parametrize("model", [ColleagueAnswer, SharedAnswer])
def test_answers_say_something_and_rate_from_1_to_10(answered, maria, model, change) -> None:
    share_answer(answer=answered, by=maria, text="You lost me.", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


def test_answers_are_written_once(answered, maria) -> None:
    shared = share_answer(answer=answered, by=maria, text="You lost me.", now=NOW)
    for row in (answered, shared):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


# -- Taking along and erasing ----------------------------------------------------------------------


def test_export_has_what_one_asked_and_what_came(answered, maria, omar) -> None:
    (mine,) = export(maria)["feedback_requests"]
    assert (mine["of"], mine["answer"]) == ("Gwen", "You lost me. You are vain.")
    assert export(omar)["feedback_requests"] == []


def test_erase_takes_questions_and_answers(answered, as_mentee, maria) -> None:
    ask(as_mentee, "Kim")
    erase(maria)
    assert not FeedbackRequest.objects.exists() and not ColleagueAnswer.objects.exists()
    assert "outside.example" not in str(list(Message.objects.values("to_address", "state")))
    assert set(Message.objects.filter(person=None).values_list("state", flat=True)) <= {"cancelled"}


def test_read_colleague_link_finds_the_question(as_mentee) -> None:
    asked = ask(as_mentee)
    assert access.read_colleague_link(asked.raw) == asked
