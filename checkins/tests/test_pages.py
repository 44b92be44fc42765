"""Pages and buttons: who may, what comes back, and how many reads it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from checkins.models import CheckIn, CloseOut, Feedback, FeedbackReply
from checkins.services import keep_rhythm
from checkins.tests.make import make_check_in, make_close_out, make_feedback
from goals.models import Commitment
from goals.services import answer_commitment, log_progress
from goals.tests.make import make_commitment, make_goal
from mentorship.tests.make import make_cohort, make_pairing, make_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def url(name: str, *args: object) -> str:
    return reverse(f"checkins:{name}", args=args)


@pytest.fixture
def past(pairing) -> CheckIn:
    """Its time has come, an hour ago."""
    starts_at = clock.now() - HOUR
    return make_check_in(pairing, starts_at=starts_at)


@pytest.fixture
def ahead(pairing) -> CheckIn:
    return make_check_in(pairing, starts_at=clock.now() + 3 * DAY)


# -- Who may ---------------------------------------------------------------------------------------

OF_A_CHECK_IN = ["check_in", "move_check_in", "close_out_check_in"]


@pytest.mark.parametrize("name", OF_A_CHECK_IN)
@pytest.mark.parametrize("who", ["eve", "ada", "cleo"])
def test_check_in_does_not_exist_for_others(name, who, past, cohort, sign_in, request) -> None:
    assert sign_in(request.getfixturevalue(who)).get(url(name, past.pk)).status_code == 404


@pytest.mark.parametrize("name", ["skip_check_in", "cancel_check_in"])
def test_check_in_buttons_do_not_exist_for_others(name, past, eve, sign_in) -> None:
    assert sign_in(eve).post(url(name, past.pk)).status_code == 404
    past.refresh_from_db()
    assert past.state == CheckIn.State.PLANNED


@pytest.mark.parametrize("name", [*OF_A_CHECK_IN, "check_ins", "home", "review", "feedback"])
def test_pages_open_for_members(name, past, maria, sign_in) -> None:
    args = [past.pk] if name in OF_A_CHECK_IN else []
    assert sign_in(maria).get(url(name, *args)).status_code == 200


def test_confirm_close_out_is_forbidden_to_its_author(past, as_mentee, maria, sign_in) -> None:
    written = make_close_out(past, as_mentee)
    assert sign_in(maria).get(url("confirm_close_out", written.pk)).status_code == 200
    assert sign_in(maria).post(url("confirm_close_out", written.pk)).status_code == 403


def test_confirm_close_out_by_the_other(past, as_mentee, omar, sign_in) -> None:
    written = make_close_out(past, as_mentee)
    response = sign_in(omar).post(url("confirm_close_out", written.pk))
    assert (response.status_code, response.url) == (302, url("check_in", past.pk))
    written.refresh_from_db()
    assert written.confirmed_by.person == omar


def test_give_feedback_to_a_stranger_or_oneself_does_not_exist(
    as_mentee, maria, eve, sign_in
) -> None:
    assert sign_in(eve).get(url("give_feedback", as_mentee.pk)).status_code == 404
    assert sign_in(maria).get(url("give_feedback", as_mentee.pk)).status_code == 404


def test_answer_feedback_is_forbidden_to_its_author(as_mentor, as_mentee, omar, sign_in) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    assert sign_in(omar).get(url("answer_feedback", feedback.pk)).status_code == 200
    sent = sign_in(omar).post(url("answer_feedback", feedback.pk), {"answer": "thanked"})
    assert sent.status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("ada", 200), ("cleo", 404), ("maria", 404), ("eve", 404)]
)
def test_rhythm_is_for_the_coordinators_of_the_cohort(
    who, status, pairing, cohort, sign_in, request
) -> None:
    page = sign_in(request.getfixturevalue(who)).get(url("rhythm", cohort.slug))
    assert page.status_code == status


def test_rhythm_shows_dates_and_counts_and_nobodys_words(
    past, as_mentee, cohort, ada, sign_in
) -> None:
    CheckIn.objects.update(state="held", ended_at=clock.now())
    make_close_out(past, as_mentee, summary="A secret matter")
    make_goal(as_mentee)
    make_commitment(as_mentee)
    text = sign_in(ada).get(url("rhythm", cohort.slug)).content.decode()
    assert "Maria Oliveira and Omar Haddad" in text
    for words in ("secret", "presentations", "slides"):
        assert words not in text


# -- What comes back -------------------------------------------------------------------------------


def wish(member, **changes) -> dict[str, str]:
    """The close-out form as a browser sends it."""
    facts = {"summary": "We talked.", "thanks": "", "private_note": ""}
    due_on = (clock.now() + 7 * DAY).date().isoformat()
    for number in (1, 2, 3):
        facts |= {
            f"promise_{number}-owner": str(member.pk),
            f"promise_{number}-text": "",
            f"promise_{number}-cue": "",
            f"promise_{number}-due_on": due_on,
        }
    return facts | changes


def test_close_out_check_in_on_screen(past, as_mentee, maria, sign_in) -> None:
    form = wish(as_mentee, **{"promise_1-text": "Cut five slides"})
    response = sign_in(maria).post(url("close_out_check_in", past.pk), form)
    assert (response.status_code, response.url) == (302, url("check_in", past.pk))
    assert [row.text for row in Commitment.objects.all()] == ["Cut five slides"]
    past.refresh_from_db()
    assert past.state == CheckIn.State.HELD


def test_close_out_check_in_keeps_what_was_typed(past, as_mentee, maria, sign_in) -> None:
    form = wish(
        as_mentee, **{"promise_2-text": "Cut five slides", "promise_2-due_on": "", "thanks": "Wow"}
    )
    response = sign_in(maria).post(url("close_out_check_in", past.pk), form)
    assert response.status_code == 422
    for words in ("We talked.", "Wow", "Cut five slides"):
        assert words in response.content.decode()
    assert not CloseOut.objects.exists()


def test_close_out_check_in_says_what_a_service_refuses(past, as_mentee, maria, sign_in) -> None:
    response = sign_in(maria).post(
        url("close_out_check_in", past.pk), wish(as_mentee, summary="", private_note="Tired.")
    )
    assert response.status_code == 422
    assert "Write one line about what you talked about" in response.content.decode()
    assert "Tired." in response.content.decode()


def test_close_out_check_in_names_the_readers(past, maria, sign_in) -> None:
    text = sign_in(maria).get(url("close_out_check_in", past.pk)).content.decode()
    assert "You and Omar Haddad can see this." in text


def test_close_out_check_in_before_its_day_leads_back(ahead, maria, sign_in) -> None:
    response = sign_in(maria).get(url("close_out_check_in", ahead.pk))
    assert (response.status_code, response.url) == (302, url("check_in", ahead.pk))


def test_move_check_in_in_the_readers_own_time(ahead, omar, sign_in) -> None:
    day = omar.local_date(clock.now() + 5 * DAY).isoformat()
    sign_in(omar).post(url("move_check_in", ahead.pk), {"day": day, "at": "09:30"})
    ahead.refresh_from_db()
    assert omar.local(ahead.starts_at).strftime("%Y-%m-%d %H:%M") == f"{day} 09:30"


def test_move_check_in_keeps_a_wish_that_cannot_be(ahead, omar, sign_in) -> None:
    response = sign_in(omar).post(
        url("move_check_in", ahead.pk), {"day": "2020-01-02", "at": "09:30"}
    )
    assert response.status_code == 422
    assert "2020-01-02" in response.content.decode()


def test_skip_and_cancel_check_in_on_screen(past, ahead, maria, sign_in) -> None:
    browser = sign_in(maria)
    assert browser.post(url("skip_check_in", past.pk)).status_code == 302
    assert browser.post(url("cancel_check_in", ahead.pk)).status_code == 302
    states = set(CheckIn.objects.values_list("state", flat=True))
    assert states == {CheckIn.State.DID_NOT_HAPPEN, CheckIn.State.CANCELED}


def test_skip_check_in_too_early_says_so(ahead, maria, sign_in) -> None:
    response = sign_in(maria).post(url("skip_check_in", ahead.pk), follow=True)
    assert "It is still ahead of you" in response.content.decode()


def test_give_feedback_on_screen(as_mentee, omar, sign_in) -> None:
    goal = make_goal(as_mentee)
    page = sign_in(omar).get(url("give_feedback", as_mentee.pk), {"goal": goal.pk})
    assert page.context["form"]["about"].value() == f"goal:{goal.pk}"
    form = {"kind": "affirm", "text": "Well said.", "about": f"goal:{goal.pk}", "client_token": "t"}
    sign_in(omar).post(url("give_feedback", as_mentee.pk), form)
    assert Feedback.objects.get().goal == goal


def test_give_feedback_keeps_what_was_typed(as_mentee, omar, sign_in) -> None:
    form = {"kind": "", "text": "Well said.", "about": "", "client_token": "t"}
    response = sign_in(omar).post(url("give_feedback", as_mentee.pk), form)
    assert response.status_code == 422
    assert "Well said." in response.content.decode()


def test_answer_feedback_on_screen(as_mentor, as_mentee, maria, sign_in) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    sign_in(maria).post(
        url("answer_feedback", feedback.pk), {"answer": "clarify", "text": "Where?"}
    )
    assert FeedbackReply.objects.get().text == "Where?"


def test_review_shows_what_moved(as_mentee, maria, omar, sign_in) -> None:
    now = clock.now()
    promise = make_commitment(as_mentee, due_on=(now + 3 * DAY).date())
    answer_commitment(commitment=promise, answer="stuck", note="No slot", by=maria, now=now)
    log_progress(goal=make_goal(as_mentee), by=maria, value=1, now=now)
    text = sign_in(omar).get(url("review")).content.decode()
    for words in (
        "Stuck, help is welcome: Give the team update",
        "No slot",
        "1 of 3 presentations",
        "<svg",
    ):
        assert words in text


def test_line_is_written_in_place_and_kept_while_it_is(as_mentee, omar, sign_in) -> None:
    mentor, page = sign_in(omar), url("give_feedback", as_mentee.pk)
    part = mentor.get(
        page, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/review/"}
    )
    text = part.content.decode()

    assert "<html" not in text and "data-keep" in text
    assert f'name="next" value="/review/#mentee-{as_mentee.pk}"' in text
    sent = {"kind": "affirm", "text": "Well said.", "next": f"/review/#mentee-{as_mentee.pk}"}
    assert mentor.post(page, sent)["Location"] == sent["next"]
    assert Feedback.objects.get().text == "Well said."


def test_home_leads_to_the_log_above_what_waits(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    make_commitment(as_mentee, due_on=clock.now().date())
    text = sign_in(maria).get(url("home")).content.decode()
    head, _, _ = text.partition('class="page-body"')

    assert reverse("goals:log_progress", args=[goal.pk]) in head


# -- How many reads --------------------------------------------------------------------------------


def fill(cohort, mentor, many: int) -> None:
    """A mentor with many mentees, each with something of everything."""
    now = clock.now()
    for number in range(many):
        person = make_person(f"P{number} Test", email=f"p{cohort.pk}.{number}@example.org")
        pairing = make_pairing(cohort, person, mentor)
        pairing.ends_on = (now + 90 * DAY).date()
        pairing.save()
        keep_rhythm(pairing=pairing, now=now)
        mentee, as_mentor = (pairing.members.get(role=role) for role in ("mentee", "mentor"))
        held = make_check_in(pairing, starts_at=now - DAY, state="held")
        make_close_out(held, mentee)
        make_feedback(mentee, as_mentor)
        make_goal(mentee, state="proposed", agreed_at=None)
        for member in (mentee, as_mentor):
            make_commitment(member, due_on=now.date())


PAGES = ["home", "check_ins", "review", "feedback"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_take_the_same_few_reads(name, program, sign_in) -> None:
    counts = []
    for letter, many in enumerate((1, 3, 30)):
        cohort = make_cohort(program, name=f"C{letter}", slug=f"c{letter}")
        mentor = make_person(f"M{letter} Test")
        fill(cohort, mentor, many)
        browser = sign_in(mentor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url(name)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 15, counts


def test_rhythm_takes_the_same_few_reads(program, cohort, ada, sign_in, time_machine) -> None:
    browser, counts = sign_in(ada), []
    time_machine.move_to(clock.now(), tick=False)
    browser.get(url("rhythm", cohort.slug))  # how the mail is doing is looked at now and then
    for letter, many in enumerate((1, 2, 27)):
        mentor = make_person(f"N{letter} Test")
        for number in range(many):
            person = make_person("Q Test", email=f"q{letter}.{number}@example.org")
            make_check_in(make_pairing(cohort, person, mentor))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url("rhythm", cohort.slug)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 15, counts


def test_check_in_that_did_not_happen_asks_kindly_and_says_what_comes_next(
    pairing, past, ahead, maria, sign_in
) -> None:
    client = sign_in(maria)
    client.post(url("skip_check_in", past.pk))
    page = client.get(url("check_in", past.pk)).content.decode()
    assert "What would make the next one easier?" in page
    assert all(
        address in page
        for address in (
            url("move_check_in", ahead.pk),
            url("note_check_in", past.pk),
            url("close_out_check_in", past.pk),
        )
    )


def test_close_out_form_shows_the_next_time_and_moves_it(
    past, ahead, as_mentee, maria, sign_in
) -> None:
    client, page = sign_in(maria), url("close_out_check_in", past.pk)
    local = maria.local(ahead.starts_at)
    assert local.strftime("%H:%M") in client.get(page).content.decode()
    later = {"next-day": f"{local.date() + DAY}", "next-at": "18:30"}
    assert client.post(page, wish(as_mentee) | later).status_code == 302
    ahead.refresh_from_db()
    assert f"{maria.local(ahead.starts_at):%H:%M}" == "18:30"


def test_close_out_form_does_not_move_back_what_somebody_moved_meanwhile(
    past, ahead, as_mentee, maria, sign_in
) -> None:
    local = maria.local(ahead.starts_at)
    shown = {"next-day": f"{local.date()}", "next-at": f"{local:%H:%M}"}
    shown["next-shown"] = f"{local:%Y-%m-%d %H:%M}"
    CheckIn.objects.filter(pk=ahead.pk).update(starts_at=ahead.starts_at + DAY)
    sign_in(maria).post(url("close_out_check_in", past.pk), wish(as_mentee) | shown)
    moved = CheckIn.objects.get(pk=ahead.pk)
    assert (moved.starts_at, moved.sequence) == (ahead.starts_at + DAY, 0)


def test_close_out_form_with_a_day_that_is_over_says_so_and_keeps_the_words(
    past, ahead, as_mentee, maria, sign_in
) -> None:
    bad = {"next-day": "2020-01-01", "next-at": "15:00"}
    answer = sign_in(maria).post(url("close_out_check_in", past.pk), wish(as_mentee) | bad)
    assert answer.status_code == 422
    assert "Choose a time that is still ahead of you." in answer.content.decode()
    assert not CloseOut.objects.exists()


def test_put_right_without_words_is_said_beside_the_field(past, as_mentee, omar, sign_in) -> None:
    written = make_close_out(past, as_mentee)
    answer = sign_in(omar).post(url("put_right_close_out", written.pk), {"text": " "})
    assert answer.status_code == 422
    assert "One thing needs a look" in answer.content.decode()
