"""The weekly report: sending, skipping, answering and adding to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from checkins.models import Report, ReportAddendum, ReportReply
from checkins.queries.reports import Week, beginnings, promises_to_answer, week_to_write
from checkins.services import (
    ReportWish,
    add_to_report,
    answer_report,
    send_report,
    skip_report,
)
from checkins.tests.make import make_report
from goals.models import Commitment, Consent
from goals.services import answer_commitment, decline_consent, log_progress
from goals.tests.make import make_commitment, make_goal
from mentorship.models import PairingMember
from mentorship.services.pairings import pause_pairing
from mentorship.tests import make

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
THIS = date(2026, 11, 16)
QUICK = ReportWish(accomplished="The first slides.", challenge="The numbers.")
FULL = ReportWish(
    kind="full",
    accomplished="The first slides.",
    proud="I asked for help.",
    challenge="The numbers.",
    responded="I slept on it.",
    learned="Less is enough.",
    progress="Two of four trainings.",
    helped="Jonas.",
    energy=4,
    promise="Show them to Ana",
    wanted="A look at slide three.",
)


def send(member: PairingMember, **changes: Any) -> Report:
    facts = {"week_on": THIS, "wish": QUICK, "by": member.person, "now": FRIDAY}
    return send_report(member=member, **(facts | changes))


def weekly() -> list[Message]:
    return list(Message.objects.filter(kind="checkins.your_mentees").order_by("due_at"))


# -- Sending ---------------------------------------------------------------------------------------


def test_send_report_keeps_all_ten_answers_and_its_week(as_mentee) -> None:
    report = send(as_mentee, wish=FULL)
    said = {name: getattr(report, name) for name in FULL.columns()}
    assert said == FULL.columns()
    assert (report.week_on, report.weeks, report.sent_on) == (THIS, 1, FRIDAY.date())
    assert AuditEntry.objects.get(verb="report.send").by == as_mentee.person


def test_send_report_twice_is_one_report(as_mentee) -> None:
    assert send(as_mentee) == send(as_mentee)
    assert Report.objects.count() == 1


def test_send_report_of_the_same_week_with_other_words_is_refused(as_mentee) -> None:
    send(as_mentee)
    with pytest.raises(DomainError, match="add these words"):
        send(as_mentee, wish=FULL)


def test_send_report_needs_a_word_or_a_tap(as_mentee) -> None:
    with pytest.raises(DomainError):
        send(as_mentee, wish=ReportWish(accomplished=" "))
    assert send(as_mentee, wish=ReportWish(kind="tap", mood="good")).mood == "good"


def test_send_report_is_about_this_week_or_the_last(as_mentee) -> None:
    for week_on in (THIS - 2 * WEEK, THIS + WEEK):
        with pytest.raises(DomainError):
            send(as_mentee, week_on=week_on)
    assert send(as_mentee, week_on=THIS - WEEK).week_on == THIS - WEEK


def test_send_report_is_of_ones_own_week(as_mentee, as_mentor, omar) -> None:
    for changes in ({"by": omar}, {"member": as_mentor, "by": omar}):
        with pytest.raises(DomainError):
            send_report(
                **({"member": as_mentee, "week_on": THIS, "wish": QUICK, "now": FRIDAY} | changes)
            )


def test_send_report_rests_with_the_pairing(as_mentee, pairing, maria) -> None:
    pause_pairing(pairing=pairing, by=maria, now=FRIDAY)
    with pytest.raises(DomainError):
        send(as_mentee)


def test_send_report_after_an_absent_week_covers_two(as_mentee) -> None:
    send(as_mentee)
    report = send(as_mentee, week_on=THIS + 2 * WEEK, now=FRIDAY + 2 * WEEK)
    assert (report.weeks, report.since_on) == (2, THIS + WEEK)


def test_skipped_week_is_absent_and_the_next_report_covers_it(as_mentee, maria) -> None:
    send(as_mentee)
    skip_report(member=as_mentee, week_on=THIS + WEEK, by=maria, now=FRIDAY + WEEK)
    report = send(as_mentee, week_on=THIS + 2 * WEEK, now=FRIDAY + 2 * WEEK)
    assert report.weeks == 2


def test_skipped_week_can_be_written_after_all_and_is_nobodys_to_read(as_mentee, maria) -> None:
    skip_report(member=as_mentee, week_on=THIS, by=maria, now=FRIDAY)
    assert not Report.objects.visible_to(maria).exists()
    assert send(as_mentee) in Report.objects.visible_to(maria)


@pytest.mark.parametrize(("promise_as", "state"), [("ask", "active"), ("dont", "declined")])
def test_promise_line_becomes_a_promise_with_its_decision(as_mentee, promise_as, state) -> None:
    wish = ReportWish(promise="Show them to Ana", promise_as=promise_as)
    promise = send(as_mentee, wish=wish).commitment
    assert (promise.text, promise.due_on) == ("Show them to Ana", date(2026, 11, 27))
    assert Consent.objects.get(commitment=promise).state == state


def test_promise_line_stays_a_line_unless_it_is_made_one(as_mentee) -> None:
    assert send(as_mentee, wish=ReportWish(promise="Rest")).commitment is None
    assert not Commitment.objects.exists()


def test_send_report_answers_promises_from_before(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    send(as_mentee, answers=[(promise, "done")])
    promise.refresh_from_db()
    assert promise.state == Commitment.State.DONE


def test_send_report_offers_to_be_asked_once_and_takes_no_for_an_answer(as_mentee, maria) -> None:
    send(as_mentee)
    consent = Consent.objects.get(member=as_mentee, stream="report")
    assert consent.state == Consent.State.OFFERED
    decline_consent(consent=consent, by=maria, now=FRIDAY)
    send(as_mentee, week_on=THIS + WEEK, now=FRIDAY + WEEK)
    consent.refresh_from_db()
    assert consent.state == Consent.State.DECLINED


# -- Sent is sent ----------------------------------------------------------------------------------


def test_sent_report_cannot_be_changed_nor_deleted(as_mentee) -> None:
    report = send(as_mentee)
    report.accomplished = "More than that."
    for change in (report.save, report.delete):
        with pytest.raises(TypeError):
            change()


@pytest.mark.parametrize(
    "broken",
    [
        {"weeks": 3},
        {"energy": 6},
        {"mood": "bad"},
        {"kind": "skipped"},  # with words
    ],
)
def test_database_refuses_a_report(as_mentee, broken) -> None:
    report = make_report(as_mentee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**broken)


@pytest.mark.parametrize("kind", ["quick", "skipped"])
def test_database_refuses_a_second_one_of_a_week(as_mentee, kind) -> None:
    words = {"accomplished": ""} if kind == "skipped" else {}
    make_report(as_mentee, kind=kind, **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(as_mentee, kind=kind, **words)


def test_database_refuses_empty_answers_and_additions(as_mentee, as_mentor) -> None:
    report = make_report(as_mentee)
    rows = [
        ReportReply(report=report, by=as_mentor, kind="line", at=FRIDAY),
        ReportAddendum(report=report, text="", client_token="a", at=FRIDAY),
    ]
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_add_to_report_stands_beneath_it(as_mentee, maria, omar) -> None:
    report = send(as_mentee)
    for _press in range(2):
        add_to_report(report=report, by=maria, text="And Ana.", client_token="a", now=FRIDAY)
    assert [row.text for row in report.addenda.all()] == ["And Ana."]
    with pytest.raises(DomainError):
        add_to_report(report=report, by=omar, text="No.", client_token="b", now=FRIDAY)


# -- Answering -------------------------------------------------------------------------------------


def test_answer_report_in_a_line_and_cheer_each_once(as_mentee, omar) -> None:
    report = send(as_mentee)
    for _press in range(2):
        answer_report(report=report, by=omar, kind="cheer", now=FRIDAY)
    answer_report(report=report, by=omar, kind="line", text="Send me slide three.", now=FRIDAY)
    assert [row.kind for row in report.replies.all()] == ["cheer", "line"]
    assert report.state == Report.State.ANSWERED
    with pytest.raises(DomainError, match="stays as you said it"):
        answer_report(report=report, by=omar, kind="line", text="Another.", now=FRIDAY)


def test_answer_report_is_for_the_others_of_the_pairing(as_mentee, maria, eve) -> None:
    report = send(as_mentee)
    for person in (maria, eve):
        with pytest.raises(DomainError):
            answer_report(report=report, by=person, kind="cheer", now=FRIDAY)


def test_answer_report_in_a_line_needs_one(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        answer_report(report=send(as_mentee), by=omar, kind="line", text=" ", now=FRIDAY)


def test_report_waits_for_each_reader_until_they_answer(as_mentee, omar, maria) -> None:
    report = send(as_mentee)
    assert list(Report.objects.waiting_for(omar, FRIDAY)) == [report]
    assert not Report.objects.waiting_for(maria, FRIDAY).exists()
    assert not Report.objects.waiting_for(omar, FRIDAY + 22 * DAY).exists()
    answer_report(report=report, by=omar, kind="keep", now=FRIDAY)
    assert not Report.objects.waiting_for(omar, FRIDAY).exists()


# -- Peers, both ways ------------------------------------------------------------------------------


def test_peers_write_to_each_other(cohort, maria, omar) -> None:
    pairing = make.make_trio(cohort, maria, omar)
    mine, theirs = (make.member_of(pairing, person) for person in (maria, omar))
    first, second = send(mine), send(theirs)
    answer_report(report=first, by=omar, kind="cheer", now=FRIDAY)
    answer_report(report=second, by=maria, kind="cheer", now=FRIDAY)
    assert {row.state for row in (first, second)} == {Report.State.ANSWERED}


# -- One mail a week -------------------------------------------------------------------------------


def test_reader_of_many_hears_of_them_in_one_mail_when_their_week_begins(
    as_mentee, cohort, omar
) -> None:
    other = make.make_pairing(cohort, make.make_person("Nina Ek"), omar)
    send(as_mentee)
    nina = other.members.get(role="mentee")
    send(nina)
    (mail,) = weekly()
    assert mail.person == omar
    assert mail.due_at == datetime(2026, 11, 23, 14, tzinfo=UTC)  # Monday, nine in New York


def test_next_week_brings_another_mail(as_mentee) -> None:
    send(as_mentee)
    send(as_mentee, week_on=THIS + WEEK, now=FRIDAY + WEEK)
    assert [mail.due_at.day for mail in weekly()] == [23, 30]


# -- What it begins with ---------------------------------------------------------------------------


def test_report_begins_with_what_is_known_and_the_readers_see(as_mentee, maria) -> None:
    done, stuck = make_commitment(as_mentee, text="Call Ana"), make_commitment(as_mentee)
    answer_commitment(commitment=done, answer="done", by=maria, now=FRIDAY)
    answer_commitment(commitment=stuck, answer="stuck", by=maria, now=FRIDAY)
    shared = make_goal(as_mentee, title="Speak up")
    own = make_goal(as_mentee, title="Secret", state="draft", shared_at=None, agreed_at=None)
    for goal in (shared, own):
        log_progress(goal=goal, by=maria, note="A step.", client_token="x", now=FRIDAY)
    begun = beginnings(as_mentee, Week(THIS, 1, is_due=True))
    assert begun == {
        "accomplished": ["Done: Call Ana"],
        "challenge": [f"Stuck, help is welcome: {stuck.text}"],
        "progress": ["Speak up: A step."],
    }


def test_report_begins_in_the_words_for_what_has_become_of_promises(as_mentee, maria) -> None:
    """Not in those of the buttons: what was let go is not to be let go once more."""
    promise = make_commitment(as_mentee, text="Call Ana")
    answer_commitment(commitment=promise, answer="let_go", by=maria, now=FRIDAY)
    begun = beginnings(as_mentee, Week(THIS, 1, is_due=True))
    assert begun["challenge"] == ["Let go: Call Ana"]


def test_report_asks_about_promises_of_its_time_that_are_open(as_mentee) -> None:
    due = make_commitment(as_mentee)
    make_commitment(as_mentee, due_on=THIS + 9 * DAY)
    assert promises_to_answer(as_mentee, Week(THIS, 1, is_due=True)) == [due]


def test_week_before_the_pairing_began_is_nobodys(as_mentee, pairing) -> None:
    pairing.starts_on = THIS
    pairing.save(update_fields=["starts_on"])
    member = PairingMember.objects.with_person().get(pk=as_mentee.pk)
    week = week_to_write(member, FRIDAY - 3 * DAY)
    assert week == Week(THIS, 1, is_due=False)
