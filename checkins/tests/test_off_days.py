"""Days away and breaks: what is not planned, what is asked, and what is said."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from accounts.services.clockwork import tick
from accounts.services.people import add_away, remove_away
from checkins.models import CheckIn, Note, OffDay
from checkins.services import (
    cancel_check_in,
    keep_check_in,
    keep_rhythm,
    move_check_in,
    plan_instead,
)
from checkins.sweeps import heed_news, keep_rhythms
from checkins.tests.make import THURSDAY
from mentorship.models import Break, Pairing
from mentorship.tests.make import NOW, make_cohort, make_pairing, make_person, make_program

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def away(person, *days: date, now=NOW):
    return add_away(person=person, by=person, from_on=days[0], until_on=days[-1], now=now)


def make_break(cohort, *days: date, whole: bool = False, name: str = "Winter break") -> Break:
    return Break.objects.create(
        program=cohort.program,
        cohort=None if whole else cohort,
        name=name,
        from_on=days[0],
        until_on=days[-1],
        added_at=NOW,
    )


def planned() -> list[date]:
    return list(CheckIn.objects.planned().values_list("local_on", flat=True))


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def december(*days: int) -> list[date]:
    return [date(2026, 12, day) for day in days]


def test_keep_rhythm_skips_days_on_which_somebody_is_away(pairing, omar) -> None:
    away(omar, date(2026, 11, 25), date(2026, 12, 4))
    keep_rhythm(pairing=pairing, now=NOW)
    assert planned() == [*november(19), *december(10, 17)]
    facts = OffDay.objects.values_list("on", "person", "name", "next_on", "check_in")
    ten = date(2026, 12, 10)
    assert list(facts) == [
        (date(2026, 11, 26), omar.pk, "", ten, None),
        (date(2026, 12, 3), omar.pk, "", ten, None),
    ]


@pytest.mark.parametrize("whole", [True, False])
def test_keep_rhythm_skips_breaks_of_the_cohort_and_of_its_program(pairing, whole) -> None:
    make_break(pairing.cohort, date(2026, 12, 10), whole=whole)
    keep_rhythm(pairing=pairing, now=NOW)
    assert planned() == [*november(19, 26), *december(3, 17)]
    off = OffDay.objects.get()
    assert (off.name, off.person, off.next_on) == ("Winter break", None, date(2026, 12, 17))


def test_keep_rhythm_heeds_no_break_of_others(pairing) -> None:
    program = pairing.cohort.program
    make_break(make_cohort(program, name="Other", slug="other"), date(2026, 12, 10))
    make_break(make_cohort(make_program(name="X", slug="x"), name="X", slug="x"), date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW)
    assert len(planned()) == 5 and not OffDay.objects.exists()


def test_keep_rhythm_takes_each_persons_own_day(pairing, omar) -> None:
    """Thursday 17:00 in Berlin is Friday in Auckland."""
    omar.zone = "Pacific/Auckland"
    omar.save()
    away(omar, date(2026, 11, 27))
    keep_rhythm(pairing=pairing, now=NOW)
    assert [off.on for off in OffDay.objects.all()] == november(26)


def test_keep_rhythm_of_a_month_says_when_they_meet_next_beyond_what_is_planned(pairing, omar):
    Pairing.objects.filter(pk=pairing.pk).update(every="monthly", weekday=None, monthday=24)
    pairing.refresh_from_db()
    away(omar, date(2026, 12, 20), date(2027, 1, 2))
    keep_rhythm(pairing=pairing, now=NOW + 7 * DAY)
    assert (planned(), OffDay.objects.get().next_on) == (november(24), date(2027, 1, 24))


def test_keep_rhythm_every_other_week_keeps_its_weeks_over_a_break(pairing) -> None:
    Pairing.objects.filter(pk=pairing.pk).update(every="biweekly")
    pairing.refresh_from_db()
    make_break(pairing.cohort, date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW)
    assert planned() == [*november(19), *december(17)]


def test_keep_rhythm_plans_again_what_is_free_again(pairing, omar) -> None:
    period = away(omar, date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW)
    remove_away(away=period, by=omar, now=NOW)
    keep_rhythm(pairing=pairing, now=NOW + HOUR)
    assert len(planned()) == 5 and not OffDay.objects.exists()


def test_keep_rhythm_takes_back_what_nobody_was_invited_to(pairing, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    away(omar, date(2026, 12, 3), now=NOW + HOUR)
    heed_news(NOW + 2 * HOUR)
    keep_rhythms(NOW + 2 * HOUR)
    assert date(2026, 12, 3) not in planned()
    assert not CheckIn.objects.filter(state="canceled").exists()
    assert OffDay.objects.get().check_in is None
    assert Message.objects.exclude(kind="checkins.check_in_invited").count() == 0


def test_keep_rhythm_twice_changes_no_off_day(pairing, omar) -> None:
    away(omar, date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW)
    before = list(OffDay.objects.values())
    keep_rhythm(pairing=pairing, now=NOW)
    assert list(OffDay.objects.values()) == before


# -- What calendars know is asked about ------------------------------------------------------------


@pytest.fixture
def asked(pairing, omar) -> CheckIn:
    """Invited on Monday; on Tuesday Omar adds that he is away on Thursday."""
    keep_rhythm(pairing=pairing, now=NOW)
    Message.objects.update(state="sent", sent_at=NOW)
    away(omar, date(2026, 11, 19), now=NOW + DAY)
    heed_news(NOW + DAY + HOUR)
    keep_rhythms(NOW + DAY + HOUR)
    return CheckIn.objects.get(local_on=date(2026, 11, 19))


def test_days_away_cancel_nothing_that_calendars_know(asked, omar) -> None:
    assert asked.state == CheckIn.State.PLANNED
    assert not Message.objects.filter(kind="checkins.check_in_canceled").exists()
    off = OffDay.objects.to_ask().get()
    assert (off.check_in, off.person, off.on) == (asked, omar, asked.local_on)


def test_days_away_ask_about_what_somebody_wrote_for(pairing, as_mentee, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    third = CheckIn.objects.get(local_on=date(2026, 12, 3))
    Note.objects.create(
        check_in=third, author=as_mentee, ink="private", text="Ask him!", written_at=NOW
    )
    away(omar, date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW + HOUR)
    assert OffDay.objects.to_ask().get().check_in == third


def test_keep_check_in_ends_the_question_for_all(asked, maria) -> None:
    keep_check_in(check_in=asked, by=maria, now=NOW + DAY)
    keep_check_in(check_in=asked, by=maria, now=NOW + DAY)
    keep_rhythm(pairing=asked.pairing, now=NOW + DAY)
    assert not OffDay.objects.exists()
    assert AuditEntry.objects.filter(verb="check_in.keep").count() == 1


def test_keep_check_in_is_refused_when_it_was_let_go(asked, maria) -> None:
    cancel_check_in(check_in=asked, by=maria, now=NOW + DAY)
    with pytest.raises(DomainError):
        keep_check_in(check_in=asked, by=maria, now=NOW + DAY)


def test_cancel_check_in_answers_the_question_too(asked, maria) -> None:
    cancel_check_in(check_in=asked, by=maria, now=NOW + DAY)
    assert not OffDay.objects.to_ask().exists()
    keep_rhythm(pairing=asked.pairing, now=NOW + DAY)
    assert not OffDay.objects.exists()


def test_move_check_in_onto_a_day_away_asks_about_that_day(asked, maria, omar) -> None:
    keep_check_in(check_in=asked, by=maria, now=NOW + DAY)
    away(omar, date(2026, 11, 21), now=NOW + DAY)
    move_check_in(check_in=asked, by=maria, starts_at=THURSDAY + 2 * DAY, now=NOW + DAY)
    keep_rhythm(pairing=asked.pairing, now=NOW + DAY)
    assert OffDay.objects.to_ask().get().on == date(2026, 11, 21)
    move_check_in(check_in=asked, by=maria, starts_at=THURSDAY + 3 * DAY, now=NOW + DAY)
    keep_rhythm(pairing=asked.pairing, now=NOW + DAY)
    assert not OffDay.objects.exists()


# -- Another day instead ---------------------------------------------------------------------------


@pytest.fixture
def skipped(pairing, omar) -> OffDay:
    away(omar, date(2026, 12, 3))
    keep_rhythm(pairing=pairing, now=NOW)
    return OffDay.objects.get()


def test_plan_instead_takes_the_place_of_that_date(skipped, pairing, maria) -> None:
    at = datetime(2026, 12, 4, 16, tzinfo=UTC)
    made = plan_instead(off_day=skipped, by=maria, starts_at=at, now=NOW)
    keep_rhythm(pairing=pairing, now=NOW)
    assert planned() == [*november(19, 26), *december(4, 10, 17)]
    assert (made.rule_on, OffDay.objects.count()) == (date(2026, 12, 3), 0)
    assert AuditEntry.objects.filter(verb="check_in.plan_instead").count() == 1


def test_plan_instead_twice_is_refused(skipped, maria) -> None:
    at = datetime(2026, 12, 4, 16, tzinfo=UTC)
    plan_instead(off_day=skipped, by=maria, starts_at=at, now=NOW)
    with pytest.raises(DomainError):
        plan_instead(off_day=skipped, by=maria, starts_at=at + DAY, now=NOW)


@pytest.mark.parametrize("at", [NOW - HOUR, THURSDAY, NOW + 90 * DAY])
def test_plan_instead_refuses_past_far_and_taken_days(skipped, maria, at) -> None:
    with pytest.raises(DomainError):
        plan_instead(off_day=skipped, by=maria, starts_at=at, now=NOW)


# -- What people read ------------------------------------------------------------------------------


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_pages_say_calmly_why_and_when_next(today, skipped, sign_in, maria, omar) -> None:
    theirs, his = sign_in(maria), sign_in(omar)
    said = "No check-in on 3 December: Omar is away. Next: 10 December."
    assert said in page(theirs, "/check-ins/")
    own = "No check-in on 3 December: you are away. Next: 10 December."
    assert own in page(his, "/check-ins/")


def test_mails_say_it_too(skipped, pairing, maria) -> None:
    """The brief of the one before says what follows; the next invitation says what fell away."""
    for number in range(4, 44):
        tick(NOW + number * 6 * HOUR)
    about = {"person": maria, "subject_id": CheckIn.objects.get(local_on=november(26)[0]).pk}
    brief = Message.objects.get(kind="checkins.brief", **about)
    assert "No check-in on 3 December: Omar is away. Next: 10 December." in brief.text
    about["subject_id"] = CheckIn.objects.get(local_on=december(10)[0]).pk
    invited = Message.objects.get(kind="checkins.check_in_invited", **about)
    assert "No check-in on 3 December: Omar is away." in invited.text


def test_home_asks_both_what_becomes_of_a_meeting_that_calendars_know(
    asked, sign_in, maria, omar
) -> None:
    with time_machine.travel(NOW + DAY + HOUR, tick=False):
        home = page(sign_in(maria), "/")
        assert "Will you meet Omar on Thursday 19 November?" in home
        assert "On that day: Omar is away." in home
        answers = page(sign_in(omar), f"/check-ins/{asked.pk}/")
        assert "On that day: you are away" in answers
        for label in ("Move it", "Let it go", "We meet all the same"):
            assert label in answers


def test_keep_check_in_is_one_press(asked, sign_in, maria) -> None:
    with time_machine.travel(NOW + DAY + HOUR, tick=False):
        client = sign_in(maria)
        answer = client.post(f"/check-ins/{asked.pk}/keep/", follow=True)
    assert "It stays as planned." in answer.content.decode()
    assert not OffDay.objects.exists()


def test_plan_instead_from_its_page(today, skipped, sign_in, maria) -> None:
    client, path = sign_in(maria), f"/off-days/{skipped.pk}/instead/"
    assert client.post(path, {"day": "2026-12-10", "at": "16:00"}).status_code == 422
    client.post(path, {"day": "2026-12-04", "at": "16:00", "line": "Before the weekend?"})
    made = CheckIn.objects.get(rule_on=date(2026, 12, 3))
    assert made.local_on == date(2026, 12, 4)
    shown = page(client, f"/check-ins/{made.pk}/")
    assert "You chose it instead of 3 December, 16:00" in shown
    assert "Before the weekend?" in shown


def test_invitation_says_who_chose_another_day(skipped, pairing, maria, omar) -> None:
    at = NOW + DAY  # before what is planned first, so that calendars hear of it at once
    made = plan_instead(off_day=skipped, by=maria, starts_at=at, line="Sooner?", now=NOW)
    tick(NOW)
    invited = Message.objects.get(person=omar, subject_id=made.pk, kind__contains="invited")
    assert "Maria chose it instead of Thursday 3 December, 11:00." in invited.text
    assert "Sooner?" in invited.text


def test_home_says_which_meeting_is_skipped_and_why(today, skipped, sign_in, maria, omar) -> None:
    """Nothing to do about it: another day can be chosen, and need not be."""
    said = "You do not meet on Thursday 3 December: Omar is away."
    assert said in page(sign_in(maria), "/")
    own = page(sign_in(omar), "/")
    assert "You do not meet on Thursday 3 December: you are away." in own
    assert f"/off-days/{skipped.pk}/instead/" in own


def test_home_of_who_meets_several_says_with_whom(today, pairing, cohort, omar, sign_in) -> None:
    other = make_pairing(cohort, make_person("Nina Ek"), omar)
    away(omar, date(2026, 12, 3))
    for each in (pairing, other):
        keep_rhythm(pairing=each, now=NOW)
    shown = page(sign_in(omar), "/")
    assert "Maria · Choose another day" in shown and "Nina · Choose another day" in shown


def test_home_names_the_break_of_a_program(today, pairing, sign_in, maria) -> None:
    make_break(pairing.cohort, *november(20, 27))
    keep_rhythm(pairing=pairing, now=NOW)
    assert "You do not meet on Thursday 26 November: Winter break." in page(sign_in(maria), "/")


def test_home_says_nothing_of_days_far_ahead_or_of_others(today, pairing, sign_in, maria, eve):
    make_break(pairing.cohort, *december(14, 20))
    keep_rhythm(pairing=pairing, now=NOW)
    assert OffDay.objects.exists()
    for person in (maria, eve):
        assert "You do not meet on" not in page(sign_in(person), "/")


@pytest.mark.parametrize("facts", [{}, {"name": "Winter", "person": True}])
def test_off_day_says_why_in_one_way(pairing, maria, facts) -> None:
    facts = facts | ({"person": maria} if facts else {})
    with pytest.raises(IntegrityError):
        OffDay.objects.create(pairing=pairing, on=THURSDAY.date(), starts_at=THURSDAY, **facts)
