"""“Your week” on screen: written, kept, sent, read and answered."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Draft, User
from checkins.models import Report
from checkins.tests.make import make_report
from goals.models import Commitment, Consent
from goals.tests.make import make_commitment
from mentorship.models import Pairing, PairingMember
from mentorship.services.pairings import close_pairing

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
THIS = date(2026, 11, 16)
WEEK = timedelta(days=7)
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def page(pairing: Pairing) -> str:
    return reverse("checkins:send_report", args=[pairing.pk])


@pytest.fixture
def mentee(sign_in: SignIn, maria: User) -> Client:
    return sign_in(maria)


@pytest.fixture
def mentor(sign_in: SignIn, omar: User) -> Client:
    return sign_in(omar)


def body(answer) -> str:
    return answer.content.decode()


def test_one_tap_sends_the_week_and_offers_help_where_one_is_stuck(mentee, page) -> None:
    answer = mentee.post(page, {"week": THIS, "mood": "stuck"}, follow=True)
    assert Report.objects.get().is_stuck
    assert "Would one of these help?" in body(answer)


def test_after_the_first_report_being_asked_is_offered_both_ways_alike(mentee, page) -> None:
    answer = mentee.post(page, {"week": THIS, "mood": "good"}, follow=True)
    consent = Consent.objects.get(stream="report")
    for verb in ("give", "decline"):
        assert reverse(f"goals:{verb}_consent", args=[consent.pk]) in body(answer)
    assert "One mail a week: the first on Friday 27 November at 10:00" in body(answer)


def test_three_lines_are_sent_with_answers_to_promises(mentee, page, as_mentee) -> None:
    promise = make_commitment(as_mentee)
    said = {"week": THIS, "kind": "quick", "accomplished": "Slides.", "challenge": ""}
    said |= {"promise": "Rest", "promise_as": "dont", f"answer_{promise.pk}-answer": "done"}
    assert mentee.post(page, said).status_code == 302
    report = Report.objects.get()
    promise.refresh_from_db()
    assert (report.accomplished, report.commitment.text) == ("Slides.", "Rest")
    assert promise.state == Commitment.State.DONE


def test_empty_report_says_what_would_do(mentee, page) -> None:
    answer = mentee.post(page, {"week": THIS, "kind": "quick"})
    assert answer.status_code == 422
    assert "Write a line, or take one tap" in body(answer)


def test_all_ten_questions_keep_what_was_typed_to_three(mentee, page) -> None:
    kept_as = mentee.get(page).context["forms"].main.kept.token
    said = {"kept_as": kept_as, "week": THIS, "kind": "quick", "accomplished": "Slides."}
    answer = mentee.post(page, said | {"then": "full"}, follow=True)
    form = answer.context["forms"].main
    assert (len(form.questions), form.initial["accomplished"]) == (10, "Slides.")
    assert mentee.get(page).context["is_full"]
    assert not Report.objects.exists()


def test_words_for_a_week_that_is_sent_meanwhile_stay_in_the_form(mentee, page, as_mentee) -> None:
    make_report(as_mentee, week_on=THIS)
    answer = mentee.post(page, {"week": THIS, "kind": "quick", "accomplished": "Other words."})
    assert answer.status_code == 422
    assert "Other words." in body(answer)


def test_skipping_leaves_nothing_to_read_and_nothing_due(mentee, pairing, as_mentee) -> None:
    make_report(as_mentee)
    home = reverse("checkins:home")
    assert "How was your week?" in body(mentee.get(home))
    mentee.post(reverse("checkins:skip_report", args=[pairing.pk]), {"week": THIS, "next": home})
    assert "How was your week?" not in body(mentee.get(home))
    assert Report.objects.visible_to(as_mentee.person).count() == 1


@pytest.mark.parametrize(("weeks_ago", "due"), [(1, True), (4, True), (5, False)])
def test_week_is_due_on_screen_for_who_wrote_lately(mentee, as_mentee, weeks_ago, due) -> None:
    make_report(as_mentee, week_on=THIS - weeks_ago * WEEK)
    assert ("How was your week?" in body(mentee.get("/"))) is due


def test_nobody_is_asked_who_never_wrote(mentee, as_mentee) -> None:
    assert "How was your week?" not in body(mentee.get("/"))


def test_mentor_answers_on_the_review_page(mentor, as_mentee) -> None:
    report = make_report(as_mentee, mood="stuck", challenge="The numbers.")
    review = reverse("checkins:review")
    shown = body(mentor.get(review))
    assert "Stuck\nThe first slides.\nThe numbers." in shown
    there = reverse("checkins:answer_report", args=[report.pk])
    mentor.post(there, {"kind": "line", "text": "Send me slide three.", "next": review})
    assert report.replies.get().text == "Send me slide three."
    assert there not in body(mentor.get(review))


def test_mentor_without_a_line_is_told_so(mentor, as_mentee) -> None:
    there = reverse("checkins:answer_report", args=[make_report(as_mentee).pk])
    answer = mentor.post(there, {"kind": "line", "text": ""})
    assert answer.status_code == 422
    assert "Write a line first" in body(answer)


def test_writer_adds_beneath_what_was_sent(mentee, as_mentee) -> None:
    report = make_report(as_mentee)
    there = reverse("checkins:add_to_report", args=[report.pk])
    answer = mentee.post(there, {"text": "And Ana.", "client_token": "a"}, follow=True)
    assert "And Ana." in body(answer)


def test_history_stays_readable_a_page_at_a_time(mentee, mentor, pairing, as_mentee, ada) -> None:
    for number in range(12):
        make_report(as_mentee, week_on=THIS - (number + 1) * WEEK, accomplished=f"Week {number}.")
    close_pairing(pairing=pairing, reason="done", by=ada, now=FRIDAY)
    for client in (mentee, mentor):
        first = client.get(reverse("checkins:reports"))
        assert len(first.context["page"].reports) == 10
        older = client.get(f"{reverse('checkins:reports')}?before={first.context['page'].older}")
        assert len(older.context["page"].reports) == 2


def test_sending_closes_the_draft(mentee, page) -> None:
    kept_as = mentee.get(page).context["forms"].main.kept.token
    said = {"kept_as": kept_as, "week": THIS, "kind": "quick", "accomplished": "Slides."}
    mentee.post(reverse("accounts:keep_draft"), said)
    assert mentee.get(page).context["forms"].main.initial["accomplished"] == "Slides."
    mentee.post(page, said)
    assert not Draft.objects.unsent().exists()


def test_week_that_is_written_says_so(mentee, page, as_mentee: PairingMember) -> None:
    make_report(as_mentee, week_on=THIS)
    assert "This week is done" in body(mentee.get(page))
