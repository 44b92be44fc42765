"""Mails of the weekly report: only who asked is asked, and each reader hears once a week."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from accounts.mailkinds import Content, get
from accounts.models import ActionToken, AwayPeriod, Message, User
from accounts.tokens import issue_token
from checkins.mails import follow_up, reports
from checkins.models import Nudge, Report
from checkins.services import answer_report, skip_report
from checkins.sweeps import plan_nudges
from checkins.tests.make import make_report
from goals.models import Consent
from goals.services import give_consent, offer_consent, pause_consent, revoke_consent
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_pairing, make_person

FRIDAY_TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)  # Lisbon is at UTC in winter
THIS, DAY, HOUR = date(2026, 11, 16), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def consent(as_mentee, maria) -> Consent:
    offered = offer_consent(thing=as_mentee, by=maria, now=NOW)
    return give_consent(consent=offered, by=maria, now=NOW)


def asked() -> list[Message]:
    return list(Message.objects.filter(kind="checkins.follow_up").order_by("id"))


def run_until(end: datetime, start: datetime = NOW) -> None:
    while start <= end:
        plan_nudges(start)
        start += 2 * HOUR


def mail_of(consent: Consent) -> Message:
    plan_nudges(NOW)
    plan_nudges(FRIDAY_TEN)
    (mail,) = asked()
    return mail


def weekly(reader: User) -> Message:
    facts = {"kind": "checkins.your_mentees", "person": reader, "to_address": reader.email}
    facts |= {"dedupe_key": "w", "message_id": "<w@x>", "date_header": NOW, "created_at": NOW}
    return Message(**facts, due_at=NOW, not_after=NOW + DAY)


def links(content: Content) -> list[str]:
    buttons = [*content.buttons, *(b for part in content.sections for b in part.buttons)]
    return [button.url for button in buttons]


# -- Being asked -----------------------------------------------------------------------------------


def test_nobody_is_asked_without_a_living_yes(as_mentee, maria) -> None:
    offer_consent(thing=as_mentee, by=maria, now=NOW)
    run_until(NOW + 8 * DAY)
    assert asked() == []


def test_writer_is_asked_on_the_last_working_day_each_week(consent) -> None:
    run_until(NOW + 12 * DAY)
    assert [mail.due_at for mail in asked()] == [FRIDAY_TEN, FRIDAY_TEN + 7 * DAY]


def test_day_follows_the_working_days_and_days_away(consent, maria) -> None:
    maria.working_days = "0110000"
    maria.save(update_fields=["working_days"])
    AwayPeriod.objects.create(person=maria, from_on=THIS + DAY, until_on=THIS + 3 * DAY)
    run_until(NOW + 14 * DAY)
    assert [mail.due_at.date() for mail in asked()] == [THIS + 9 * DAY]


@pytest.mark.parametrize("done", ["written", "skipped"])
def test_week_that_is_handled_brings_no_question(consent, as_mentee, maria, done) -> None:
    plan_nudges(NOW)
    if done == "written":
        make_report(as_mentee, week_on=THIS)
    else:
        skip_report(member=as_mentee, week_on=THIS, by=maria, now=NOW + DAY)
    run_until(FRIDAY_TEN + DAY)
    assert asked() == []


def test_question_is_dropped_where_the_week_was_written_before_it_leaves(
    consent, as_mentee
) -> None:
    mail = mail_of(consent)
    assert follow_up.still_wanted(mail, FRIDAY_TEN) == ""
    make_report(as_mentee, week_on=THIS)
    assert follow_up.still_wanted(mail, FRIDAY_TEN) == follow_up.ANSWERED


@pytest.mark.parametrize("stop", [pause_consent, revoke_consent])
def test_question_is_dropped_without_a_yes(consent, maria, stop) -> None:
    mail = mail_of(consent)
    stop(consent=consent, by=maria, now=FRIDAY_TEN)
    assert follow_up.still_wanted(mail, FRIDAY_TEN)


def test_question_rests_with_the_pairing(consent, pairing, maria) -> None:
    mail = mail_of(consent)
    pause_pairing(pairing=pairing, by=maria, now=FRIDAY_TEN)
    assert follow_up.still_wanted(mail, FRIDAY_TEN) == "Your pairing is paused or has ended."


def test_question_says_which_yes_it_comes_from_and_brings_what_was_said(
    consent, as_mentee, omar
) -> None:
    before = make_report(as_mentee)
    answer_report(report=before, by=omar, kind="line", text="Send me slide three.", now=NOW)
    content = follow_up.render(mail_of(consent), FRIDAY_TEN)
    assert (content.quote, content.quote_by) == (
        "Send me slide three.",
        "Omar, to what you wrote before",
    )
    assert content.footer[0].startswith("You said yes to this on Monday 16 November")


# -- One tap from the mail -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "mood", "kind"), [(0, "good", "tap"), (1, "stuck", "tap"), (2, "skip", "skipped")]
)
def test_one_tap_from_the_mail_without_signing_in(consent, number, mood, kind) -> None:
    link = urlsplit(links(follow_up.render(mail_of(consent), FRIDAY_TEN))[number])
    with time_machine.travel(FRIDAY_TEN + HOUR, tick=False):
        Client().get(f"{link.path}?{link.query}")
        assert not Report.objects.exists()
        answer = Client().post(link.path, {"mood": mood, "text": ""})
    assert answer.status_code == 200
    report = Report.objects.get()
    assert (report.kind, report.week_on) == (kind, THIS)
    assert ("Ask for something" in answer.content.decode()) is (mood == "stuck")


def test_line_from_the_mail_belongs_to_what_was_hard_or_done(consent) -> None:
    link = urlsplit(links(follow_up.render(mail_of(consent), FRIDAY_TEN))[1])
    with time_machine.travel(FRIDAY_TEN + HOUR, tick=False):
        Client().post(link.path, {"mood": "stuck", "text": "The numbers."})
    assert Report.objects.get().challenge == "The numbers."


def test_link_of_a_week_long_gone_answers_for_the_one_that_is_on(consent) -> None:
    link = urlsplit(links(follow_up.render(mail_of(consent), FRIDAY_TEN))[0])
    with time_machine.travel(FRIDAY_TEN + 21 * DAY, tick=False):
        Client().post(link.path, {"mood": "good"})
    assert Report.objects.get().week_on == THIS + 21 * DAY


# -- What the reader hears -------------------------------------------------------------------------


def test_weekly_mail_has_all_who_wrote_and_an_answer_for_each(as_mentee, cohort, omar) -> None:
    nina = make_pairing(cohort, make_person("Nina Ek"), omar).members.get(role="mentee")
    make_report(as_mentee, mood="stuck", challenge="The numbers.")
    make_report(nina, accomplished="A guide.")
    content = reports.your_mentees(weekly(omar), NOW)
    assert [part.heading.split(",")[0] for part in content.sections] == ["Maria", "Nina"]
    assert content.sections[0].paragraphs == [
        "Stuck",
        "Got done: The first slides.",
        "Was hard: The numbers.",
    ]
    assert len(links(content)) == 7


def test_weekly_mail_is_only_sent_where_something_waits(as_mentee, omar) -> None:
    assert reports.still_to_tell(weekly(omar), NOW) == reports.ALL_ANSWERED
    report = make_report(as_mentee)
    assert reports.still_to_tell(weekly(omar), NOW) == ""
    answer_report(report=report, by=omar, kind="cheer", now=NOW)
    assert reports.still_to_tell(weekly(omar), NOW) == reports.ALL_ANSWERED


def test_weekly_mail_can_be_switched_off_as_a_stream() -> None:
    assert get("checkins.your_mentees").unsubscribe == "stream"


@pytest.mark.parametrize(("kind", "text"), [("cheer", ""), ("line", "Send me slide three.")])
def test_reader_answers_from_the_mail_without_signing_in(as_mentee, omar, kind, text) -> None:
    report = make_report(as_mentee)
    token: ActionToken = issue_token(
        purpose=reports.ANSWER,
        about=report,
        person=omar,
        scope=report.scope,
        now=NOW,
        expires_at=NOW + DAY,
    )
    with time_machine.travel(NOW + HOUR, tick=False):
        answer = Client().post(urlsplit(token.url()).path, {"kind": kind, "text": text})
    assert answer.status_code == 200
    assert [(row.kind, row.text) for row in report.replies.all()] == [(kind, text)]


# -- Nobody else learns of it ----------------------------------------------------------------------


def test_mentor_never_learns_whether_the_writer_is_asked(
    consent, as_mentee, sign_in: Callable[[User], Client], omar
) -> None:
    report = make_report(as_mentee)
    page = sign_in(omar).get(f"/reports/{report.pk}/")
    assert page.context["card"] is None
    assert not Nudge.objects.of(omar).exists()
