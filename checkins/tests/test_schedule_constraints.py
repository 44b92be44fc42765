"""What the database itself refuses of check-ins, their times, their rhythm and their calendars."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from checkins.models import (
    CheckIn,
    CheckInChange,
    CheckInInvitation,
    MetElsewhere,
    PersonalCalendar,
    ProposedTime,
    RhythmAgreement,
    RhythmProposal,
    TimeAnswer,
    TimeProposal,
)
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.tests.make import NOW

DAY = timedelta(days=1)


def refused(act: Callable[[], Any]) -> bool:
    """The name of the constraint is the database's to say; SQLite does not always."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def make_times(check_in: CheckIn, by, **changes) -> TimeProposal:
    facts = {"proposed_at": NOW, "expires_at": THURSDAY}
    return TimeProposal.objects.create(check_in=check_in, by=by, **(facts | changes))


def make_rhythm(pairing, by, **changes) -> RhythmProposal:
    facts = {"every": "weekly", "weekday": 3, "at": time(17), "zone": "Europe/Berlin"}
    facts |= {"proposed_at": NOW}
    return RhythmProposal.objects.create(pairing=pairing, by=by, **(facts | changes))


# -- Check-ins -------------------------------------------------------------------------------------


def test_a_day_has_one_check_in(pairing) -> None:
    make_check_in(pairing)
    assert refused(lambda: make_check_in(pairing, rule_on=None))
    make_check_in(pairing, rule_on=None, state="proposed")
    make_check_in(pairing, rule_on=None, state="canceled")


def test_a_date_of_the_rhythm_has_one_check_in_wherever_it_moved(pairing) -> None:
    make_check_in(pairing)
    assert refused(lambda: make_check_in(pairing, local_on=THURSDAY.date() + DAY))


@pytest.mark.parametrize("state", ["held", "skipped", "canceled"])
def test_what_is_over_says_since_when(pairing, state) -> None:
    assert refused(lambda: make_check_in(pairing, state=state, ended_at=None))


def test_a_check_in_takes_time(pairing) -> None:
    assert refused(lambda: make_check_in(pairing, minutes=0))


def test_two_check_ins_never_have_one_uid(pairing) -> None:
    uid = make_check_in(pairing).uid
    other = {"local_on": THURSDAY.date() + DAY, "rule_on": None}
    assert refused(lambda: make_check_in(pairing, uid=uid, **other))


def test_a_calendar_is_told_in_one_row_for_each_member(pairing, as_mentee) -> None:
    facts = {"check_in": make_check_in(pairing), "member": as_mentee, "told_at": NOW}
    CheckInInvitation.objects.create(sequence=0, **facts)
    assert refused(lambda: CheckInInvitation.objects.create(sequence=1, **facts))


def test_each_news_of_a_check_in_has_one_author(pairing, as_mentee, as_mentor) -> None:
    facts = {"check_in": make_check_in(pairing), "was_at": THURSDAY, "at": NOW}
    facts |= {"sequence": 1, "what": "moved"}
    CheckInChange.objects.create(by=as_mentee, **facts)
    assert refused(lambda: CheckInChange.objects.create(by=as_mentor, **facts))


def test_a_talk_elsewhere_is_written_down_once(pairing, as_mentee, as_mentor) -> None:
    check_in = make_check_in(pairing)
    MetElsewhere.objects.create(check_in=check_in, by=as_mentee, at=NOW)
    again = {"check_in": check_in, "by": as_mentor, "at": NOW}
    assert refused(lambda: MetElsewhere.objects.create(**again))


# -- Times and rhythms that are proposed -----------------------------------------------------------


def test_one_proposal_of_times_is_open_for_a_check_in(pairing, as_mentee, as_mentor) -> None:
    check_in = make_check_in(pairing)
    make_times(check_in, as_mentee, state="withdrawn", ended_at=NOW)
    make_times(check_in, as_mentee)
    assert refused(lambda: make_times(check_in, as_mentor))


@pytest.mark.parametrize("facts", [{"state": "picked"}, {"state": "open", "ended_at": NOW}])
def test_times_that_are_over_say_since_when(pairing, as_mentee, facts) -> None:
    check_in = make_check_in(pairing)
    assert refused(lambda: make_times(check_in, as_mentee, **facts))


def test_a_time_is_proposed_and_answered_once(pairing, as_mentee, as_mentor) -> None:
    proposal = make_times(make_check_in(pairing), as_mentee)
    time_ = ProposedTime.objects.create(proposal=proposal, starts_at=THURSDAY)
    twice = {"proposal": proposal, "starts_at": THURSDAY}
    assert refused(lambda: ProposedTime.objects.create(**twice))
    TimeAnswer.objects.create(time=time_, member=as_mentor, at=NOW)
    assert refused(lambda: TimeAnswer.objects.create(time=time_, member=as_mentor, at=NOW))


def test_one_rhythm_is_proposed_at_a_time(pairing, as_mentee, as_mentor) -> None:
    proposal = make_rhythm(pairing, as_mentee)
    assert refused(lambda: make_rhythm(pairing, as_mentor))
    facts = {"proposal": proposal, "member": as_mentor, "agreed_at": NOW}
    RhythmAgreement.objects.create(**facts)
    assert refused(lambda: RhythmAgreement.objects.create(**facts))


@pytest.mark.parametrize("facts", [{"state": "agreed"}, {"state": "open", "ended_at": NOW}])
def test_a_rhythm_that_is_over_says_since_when(pairing, as_mentee, facts) -> None:
    assert refused(lambda: make_rhythm(pairing, as_mentee, **facts))


# -- Calendars -------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [{"version": 1}, {"opened_at": NOW}, {}])
def test_an_open_calendar_has_an_address(maria, facts) -> None:
    assert refused(lambda: PersonalCalendar.objects.create(person=maria, is_open=True, **facts))
