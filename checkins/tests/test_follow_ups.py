"""From consent to mail: the sweep, the last check before sending, and what the mail says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.delivery.guard import judge
from accounts.mailkinds import get
from accounts.models import Message
from checkins.mails.follow_up import still_wanted
from checkins.models import Nudge
from checkins.sweeps import plan_nudges
from goals.models import Commitment, Consent
from goals.services import (
    answer_commitment,
    change_consent,
    decline_consent,
    give_consent,
    log_progress,
    pause_consent,
    reach_milestone,
    resume_consent,
    revoke_consent,
)
from goals.services import make_commitment as promise_now
from goals.tests.make import make_commitment, make_consent, make_goal, make_milestone
from goals.wishes import Terms
from mentorship.services.pairings import pause_pairing, resume_pairing
from mentorship.tests.make import NOW

FRIDAY_TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)  # Lisbon is at UTC in winter
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TERMS = Terms(silence="again", ends_on=date(2026, 12, 4))


@pytest.fixture
def promise(as_mentee) -> Commitment:
    return make_commitment(as_mentee)


@pytest.fixture
def consent(promise) -> Consent:
    return make_consent(promise)


def follow_ups() -> list[Message]:
    return list(Message.objects.filter(kind="checkins.follow_up").order_by("id"))


def run_days(days: int, start: datetime = NOW) -> None:
    for hour in range(0, 24 * days, 2):
        plan_nudges(start + timedelta(hours=hour))


def test_plan_nudges_hands_over_at_the_asked_time(consent) -> None:
    plan_nudges(NOW)
    plan_nudges(FRIDAY_TEN - MINUTE)
    assert follow_ups() == []
    plan_nudges(FRIDAY_TEN)
    (mail,) = follow_ups()
    assert (mail.person, mail.due_at) == (consent.person, FRIDAY_TEN)
    assert mail.nudge.state == Nudge.State.HANDED_OVER


def test_plan_nudges_twice_changes_nothing(consent) -> None:
    for _round in range(2):
        plan_nudges(NOW)
        plan_nudges(FRIDAY_TEN)
    assert (len(follow_ups()), Nudge.objects.count()) == (1, 1)


def test_plan_nudges_knows_when_to_look_again(consent) -> None:
    plan_nudges(NOW)
    consent.refresh_from_db()
    assert consent.next_plan_at == FRIDAY_TEN
    plan_nudges(FRIDAY_TEN)
    consent.refresh_from_db()
    assert consent.next_plan_at is None


def test_plan_nudges_asks_once_more_where_that_was_wished(consent, maria) -> None:
    change_consent(consent=consent, by=maria, now=NOW, terms=TERMS)
    run_days(15)
    assert [mail.nudge.step for mail in follow_ups()] == [1, 2]


def test_plan_nudges_without_consent_sends_nothing_ever(as_mentee, maria) -> None:
    made = promise_now(
        owner=as_mentee, text="Call Ana", due_on=date(2026, 11, 20), by=maria, now=NOW
    )
    run_days(30)
    decline_consent(consent=made.consent, by=maria, now=NOW + 30 * DAY)
    run_days(10, NOW + 30 * DAY)
    assert follow_ups() == [] and not Nudge.objects.exists()


@pytest.mark.parametrize("stop", [pause_consent, revoke_consent])
def test_plan_nudges_sends_nothing_after_a_stop(consent, maria, stop) -> None:
    plan_nudges(NOW)
    stop(consent=consent, by=maria, now=NOW)
    run_days(10)
    assert follow_ups() == []


@pytest.mark.parametrize("how", ["check_in", "i_write"])
def test_plan_nudges_sends_no_mail_to_who_wants_none(promise, maria, how) -> None:
    given = make_consent(promise, state="offered", decided_at=None, ends_on=None, next_plan_at=None)
    terms = Terms(how=how, ends_on=date(2026, 12, 4))
    give_consent(consent=given, by=maria, now=NOW, terms=terms)
    run_days(20)
    assert follow_ups() == []


def test_plan_nudges_asks_again_after_a_pause(consent, maria) -> None:
    pause_consent(consent=consent, by=maria, now=NOW)
    run_days(3)
    resume_consent(consent=consent, by=maria, now=NOW + 3 * DAY)
    run_days(5, NOW + 3 * DAY)
    assert len(follow_ups()) == 1


def test_plan_nudges_waits_while_a_pairing_rests(consent, pairing, maria) -> None:
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    run_days(3)
    resume_pairing(pairing=pairing, by=maria, now=NOW + 3 * DAY)
    run_days(5, NOW + 3 * DAY)
    assert len(follow_ups()) == 1


def test_plan_nudges_leaves_out_what_was_answered(consent, promise, maria) -> None:
    plan_nudges(NOW)
    answer_commitment(commitment=promise, answer="done", by=maria, now=NOW + DAY)
    run_days(10, NOW + DAY)
    assert follow_ups() == []


def test_plan_nudges_follows_a_moved_promise(consent, promise, maria) -> None:
    plan_nudges(NOW)
    answer_commitment(
        commitment=promise, answer="moved", moved_to=date(2026, 11, 27), by=maria, now=NOW + DAY
    )
    run_days(14, NOW + DAY)
    (mail,) = follow_ups()
    assert mail.due_at == FRIDAY_TEN + 7 * DAY
    assert Nudge.objects.get(about_on=date(2026, 11, 20)).reason == "moved"


def test_plan_nudges_asks_weekly_about_a_goal_unless_progress_speaks(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    make_consent(goal, ends_on=date(2026, 12, 15))
    log_day = datetime(2026, 11, 29, 12, tzinfo=UTC)
    run_days(13)
    log_progress(goal=goal, by=maria, value=1, now=log_day)
    run_days(20, log_day)
    assert [mail.due_at.date().isoformat() for mail in follow_ups()] == [
        "2026-11-23",
        "2026-12-07",
        "2026-12-14",
    ]


def test_plan_nudges_takes_a_step_that_was_reached_for_progress(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    make_consent(goal, ends_on=date(2026, 12, 15))
    reach_day = datetime(2026, 11, 29, 12, tzinfo=UTC)
    run_days(13)
    reach_milestone(milestone=make_milestone(goal), by=maria, now=reach_day)
    run_days(20, reach_day)
    assert [mail.due_at.date().isoformat() for mail in follow_ups()] == [
        "2026-11-23",
        "2026-12-07",
        "2026-12-14",
    ]


# -- The last check --------------------------------------------------------------------------------


@pytest.fixture
def mail(consent) -> Message:
    plan_nudges(NOW)
    plan_nudges(FRIDAY_TEN)
    return follow_ups()[0]


def verdict(mail: Message) -> tuple[bool, str]:
    told = judge(Message.objects.get(pk=mail.pk), get(mail.kind), FRIDAY_TEN + MINUTE)
    return told.go, told.state


def test_still_wanted_lets_a_living_consent_through(mail) -> None:
    assert verdict(mail) == (True, "")


@pytest.mark.parametrize("stop", [pause_consent, revoke_consent])
def test_still_wanted_heeds_a_stop_between_planning_and_sending(mail, consent, maria, stop) -> None:
    stop(consent=consent, by=maria, now=FRIDAY_TEN)
    assert verdict(mail) == (False, Message.State.SUPPRESSED)


@pytest.mark.parametrize("answer", ["done", "stuck", "moved", "let_go"])
def test_still_wanted_heeds_an_answer(mail, promise, maria, answer) -> None:
    answer_commitment(commitment=promise, answer=answer, by=maria, now=FRIDAY_TEN)
    assert still_wanted(mail, FRIDAY_TEN) != ""


def test_still_wanted_heeds_a_change_of_how(mail, consent, maria) -> None:
    terms = Terms(how="check_in", ends_on=date(2026, 12, 4))
    change_consent(consent=consent, by=maria, now=FRIDAY_TEN, terms=terms)
    assert still_wanted(mail, FRIDAY_TEN) == "You chose not to be asked by mail about this."


def test_still_wanted_heeds_a_pause_of_the_pairing(mail, pairing, maria) -> None:
    pause_pairing(pairing=pairing, by=maria, now=FRIDAY_TEN)
    assert verdict(mail) == (False, Message.State.SUPPRESSED)
