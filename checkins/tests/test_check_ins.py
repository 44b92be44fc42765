"""Planning, moving and ending check-ins, and what calendars are told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from checkins.models import CheckIn, Rhythm
from checkins.services import (
    cancel_check_in,
    keep_rhythm,
    move_check_in,
    rest_rhythm,
    skip_check_in,
)
from checkins.sweeps import keep_rhythms, rest_rhythms
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.models import Pairing
from mentorship.services.pairings import close_pairing, pause_pairing, resume_pairing
from mentorship.tests.make import NOW, make_pairing, make_person

INVITED = "checkins.check_in_invited"
CHANGED = "checkins.check_in_changed"
CANCELED = "checkins.check_in_canceled"
BRIEF = "checkins.brief"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).exclude(state="cancelled").count()


def test_keep_rhythm_plans_five_weeks_in_the_zone_of_the_pairing(pairing) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    first, *_rest, last = CheckIn.objects.all()
    assert (first.starts_at, first.local_on) == (THURSDAY, date(2026, 11, 19))
    assert last.local_on == date(2026, 12, 17)
    assert CheckIn.objects.count() == 5


def test_keep_rhythm_twice_changes_nothing(pairing) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    before = list(CheckIn.objects.values()), Message.objects.count()
    assert keep_rhythm(pairing=pairing, now=NOW) == 0
    assert (list(CheckIn.objects.values()), Message.objects.count()) == before


def test_keep_rhythm_invites_each_member_to_the_next_one_alone(pairing) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    assert mails(INVITED) == 2
    keep_rhythm(pairing=pairing, now=THURSDAY + HOUR)
    assert mails(INVITED) == 4


def test_keep_rhythm_stays_within_the_dates_of_the_pairing(pairing) -> None:
    pairing.ends_on = date(2026, 11, 27)
    pairing.save()
    keep_rhythm(pairing=pairing, now=NOW)
    assert [row.local_on.day for row in CheckIn.objects.all()] == [19, 26]


def test_keep_rhythm_leaves_a_day_after_publication(pairing) -> None:
    pairing.published_at = THURSDAY - 2 * HOUR
    pairing.save()
    keep_rhythm(pairing=pairing, now=pairing.published_at)
    assert CheckIn.objects.first().local_on == date(2026, 11, 26)


def test_keep_rhythm_briefs_a_day_before(pairing) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    assert Rhythm.objects.get().look_again_at == NOW + DAY
    keep_rhythm(pairing=pairing, now=THURSDAY - DAY - 2 * HOUR)
    assert Rhythm.objects.get().look_again_at == THURSDAY - DAY
    keep_rhythm(pairing=pairing, now=THURSDAY - DAY - HOUR)
    assert mails(BRIEF) == 0
    keep_rhythm(pairing=pairing, now=THURSDAY - DAY)
    keep_rhythm(pairing=pairing, now=THURSDAY - HOUR)
    assert mails(BRIEF) == 2


def test_keep_rhythm_needs_no_brief_where_the_invitation_is_fresh(pairing) -> None:
    pairing.published_at = THURSDAY - 40 * HOUR
    pairing.save()
    keep_rhythm(pairing=pairing, now=THURSDAY - 12 * HOUR)
    assert (mails(INVITED), mails(BRIEF)) == (2, 0)


def test_keep_rhythm_counts_every_other_week_from_the_first_day_however_often_it_plans(
    pairing, maria
) -> None:
    """Planned each day for twelve weeks, with a pause, a meeting that moved and one let go."""
    Pairing.objects.filter(pk=pairing.pk).update(every="biweekly")
    for number in range(84):
        now = NOW + number * DAY
        keep_rhythm(pairing=Pairing.objects.get(pk=pairing.pk), now=now)
        if number == 1:
            move_check_in(
                check_in=CheckIn.objects.first(), by=maria, starts_at=now + 5 * DAY, now=now
            )
        if number == 20:
            rest_rhythm(pairing=pairing, now=now)
        if number == 40:
            cancel_check_in(check_in=CheckIn.objects.ahead(now).first(), by=maria, now=now)
    rules = CheckIn.objects.exclude(rule_on=None).values_list("rule_on", flat=True)
    anchor = date(2026, 11, 5)  # the first Thursday of their time together
    assert {(day - anchor).days % 14 for day in rules} == {0}
    assert sorted(rules) == [date(2026, 11, 19) + 14 * DAY * step for step in range(9)]


def test_sweep_keeps_the_rhythm_of_active_pairings_only(pairing) -> None:
    keep_rhythms(NOW)
    assert CheckIn.objects.count() == 5
    assert keep_rhythms(NOW) == 0


def test_move_check_in_tells_every_calendar_once(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    move_check_in(check_in=check_in, by=maria, starts_at=THURSDAY + DAY, now=NOW + HOUR)
    check_in.refresh_from_db()
    assert (check_in.sequence, check_in.local_on) == (1, date(2026, 11, 20))
    assert mails(CHANGED) == 2
    assert AuditEntry.objects.filter(verb="check_in.move").count() == 1


def test_move_check_in_leaves_no_second_one_on_the_old_date(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    move_check_in(check_in=check_in, by=maria, starts_at=THURSDAY + DAY, now=NOW)
    keep_rhythm(pairing=pairing, now=NOW)
    days = [row.local_on.day for row in CheckIn.objects.all()]
    assert days == [20, 26, 3, 10, 17]


@pytest.mark.parametrize("starts_at", [NOW - HOUR, NOW + 90 * DAY, THURSDAY + 7 * DAY])
def test_move_check_in_refuses_past_far_and_taken_days(pairing, maria, starts_at) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    with pytest.raises(DomainError):
        move_check_in(check_in=CheckIn.objects.first(), by=maria, starts_at=starts_at, now=NOW)
    assert mails(CHANGED) == 0


def test_cancel_check_in_tells_who_was_invited(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    first, second = CheckIn.objects.all()[:2]
    Message.objects.update(state="sent", sent_at=NOW)
    cancel_check_in(check_in=first, by=maria, now=NOW + HOUR)
    cancel_check_in(check_in=second, by=maria, now=NOW + HOUR)
    assert mails(CANCELED) == 2


def test_cancel_check_in_takes_back_an_invitation_that_has_not_left(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    cancel_check_in(check_in=CheckIn.objects.first(), by=maria, now=NOW + HOUR)
    assert (mails(INVITED), mails(CANCELED)) == (0, 0)


def test_cancel_check_in_twice_is_one(pairing, maria) -> None:
    check_in = make_check_in(pairing)
    cancel_check_in(check_in=check_in, by=maria, now=NOW)
    cancel_check_in(check_in=check_in, by=maria, now=NOW)
    assert AuditEntry.objects.filter(verb="check_in.cancel").count() == 1


def test_cancel_check_in_goes_on_with_the_next_date(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    cancel_check_in(check_in=CheckIn.objects.first(), by=maria, now=NOW)
    keep_rhythm(pairing=pairing, now=NOW)
    assert [row.local_on.day for row in CheckIn.objects.planned()] == [26, 3, 10, 17]
    assert mails(INVITED) == 2


def test_skip_check_in_waits_for_its_time(pairing, maria) -> None:
    check_in = make_check_in(pairing)
    with pytest.raises(DomainError):
        skip_check_in(check_in=check_in, by=maria, now=NOW)
    skip_check_in(check_in=check_in, by=maria, now=THURSDAY + HOUR)
    check_in.refresh_from_db()
    assert check_in.state == CheckIn.State.DID_NOT_HAPPEN


def test_sweep_cancels_what_lies_ahead_of_a_paused_pairing(pairing, maria) -> None:
    keep_rhythms(NOW)
    Message.objects.update(state="sent", sent_at=NOW)
    pause_pairing(pairing=pairing, by=maria, now=NOW + HOUR)
    rest_rhythms(NOW + HOUR)
    assert not CheckIn.objects.planned().exists()
    assert mails(CANCELED) == 2
    assert rest_rhythms(NOW + HOUR) == 0


def test_sweep_plans_anew_when_a_pairing_resumes(pairing, maria) -> None:
    keep_rhythms(NOW)
    old = set(CheckIn.objects.values_list("uid", flat=True))
    pause_pairing(pairing=pairing, by=maria, now=NOW + HOUR)
    rest_rhythms(NOW + HOUR)
    resume_pairing(pairing=pairing, by=maria, now=NOW + 2 * HOUR)
    keep_rhythms(NOW + 2 * HOUR)
    new = CheckIn.objects.planned()
    assert [row.local_on.day for row in new] == [19, 26, 3, 10, 17]
    assert not old & {row.uid for row in new}


def test_sweep_lets_a_closed_pairing_rest(pairing, maria) -> None:
    keep_rhythms(NOW)
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    rest_rhythms(NOW)
    assert not CheckIn.objects.planned().exists()
    with pytest.raises(DomainError):
        move_check_in(check_in=CheckIn.objects.first(), by=maria, starts_at=THURSDAY + DAY, now=NOW)


def test_sweep_puts_off_a_row_it_cannot_plan(pairing, cohort) -> None:
    healthy = make_pairing(cohort, make_person("Ida B"), make_person("Jo C"))
    Pairing.objects.filter(pk=pairing.pk).update(zone="Nowhere/Land")
    keep_rhythms(NOW)
    assert {row.pairing for row in CheckIn.objects.all()} == {healthy}
    assert Rhythm.objects.get(pairing=pairing).look_again_at == NOW + HOUR


def test_rest_rhythm_keeps_what_is_over(pairing) -> None:
    held = make_check_in(pairing, starts_at=datetime(2026, 11, 12, 16, tzinfo=UTC), state="held")
    rest_rhythm(pairing=pairing, now=NOW)
    held.refresh_from_db()
    assert held.state == CheckIn.State.HELD
