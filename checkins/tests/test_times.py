"""Finding a time together: proposed by one, chosen by the others, from the mail or on screen."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import Message
from checkins.models import CheckIn, CheckInChange, TimeProposal
from checkins.services import (
    cancel_check_in,
    decline_times,
    end_proposals,
    keep_rhythm,
    move_check_in,
    pick_time,
    propose_check_in,
    propose_times,
    withdraw_times,
)
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_trio

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIMES = [THURSDAY - DAY, THURSDAY + DAY, THURSDAY + DAY + HOUR]
PROPOSED = "checkins.times_proposed"
UNSUITABLE = "checkins.times_unsuitable"
INVITED, CHANGED = "checkins.check_in_invited", "checkins.check_in_changed"
State = TimeProposal.State


def mails(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).exclude(state="cancelled")
    return sorted(rows.values_list("person__name", flat=True))


def propose(pairing, by, times=TIMES) -> TimeProposal:
    return propose_check_in(pairing=pairing, by=by, times=times, minutes=30, now=NOW)


def pick(proposal, by, *numbers: int, now=NOW) -> TimeProposal:
    times = list(proposal.times.all())
    keys = [times[number].pk for number in numbers]
    return pick_time(proposal=proposal, by=by, times=keys, now=now)


def test_propose_check_in_asks_the_other_and_no_calendar(pairing, omar) -> None:
    check_in = propose(pairing, omar).check_in
    assert (check_in.state, check_in.minutes) == (CheckIn.State.PROPOSED, 30)
    assert mails(PROPOSED) == ["Maria Oliveira"]
    assert mails(INVITED) == []


def test_pick_time_plans_the_check_in_and_tells_every_calendar(pairing, maria, omar) -> None:
    proposal = pick(propose(pairing, omar), maria, 1)
    check_in = CheckIn.objects.get()
    assert (check_in.state, check_in.starts_at) == (CheckIn.State.PLANNED, TIMES[1])
    assert proposal.state == State.PICKED
    assert mails(INVITED) == ["Maria Oliveira", "Omar Haddad"]


def test_pick_time_twice_keeps_the_first_word(pairing, maria, omar) -> None:
    proposal = propose(pairing, omar)
    pick(proposal, maria, 1)
    pick(proposal, maria, 2)
    assert CheckIn.objects.get().starts_at == TIMES[1]


def test_pick_time_moves_what_was_planned_and_says_so_once(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    proposal = propose_times(check_in=check_in, by=omar, times=TIMES, now=NOW)
    assert check_in.starts_at == THURSDAY
    pick(proposal, maria, 0)
    check_in.refresh_from_db()
    assert (check_in.starts_at, check_in.sequence) == (TIMES[0], 1)
    assert mails(CHANGED) == ["Maria Oliveira", "Omar Haddad"]
    change = CheckInChange.objects.get()
    assert (change.what, change.was_at, change.sequence) == ("agreed", THURSDAY, 1)


def test_decline_times_tells_who_proposed_and_leaves_room_for_others(pairing, maria, omar) -> None:
    proposal = decline_times(proposal=propose(pairing, omar), by=maria, now=NOW)
    assert proposal.state == State.UNSUITABLE
    assert mails(UNSUITABLE) == ["Omar Haddad"]
    again = propose(pairing, maria, [THURSDAY])
    assert again.check_in == proposal.check_in
    pick(again, omar, 0)
    assert CheckIn.objects.get().starts_at == THURSDAY


def test_proposing_others_instead_is_the_answer(pairing, maria, omar) -> None:
    first = propose(pairing, omar)
    propose(pairing, maria, [THURSDAY])
    first.refresh_from_db()
    assert (first.state, first.ended_by.person) == (State.UNSUITABLE, maria)
    assert mails(PROPOSED) == ["Omar Haddad"]
    assert mails(UNSUITABLE) == []


@pytest.fixture
def trio(cohort, maria, omar, eve):
    return make_trio(cohort, maria, omar, eve)


def test_three_people_meet_at_the_earliest_time_that_suits_all(trio, maria, omar, eve) -> None:
    proposal = propose(trio, maria)
    pick(proposal, omar, 0, 1, 2)
    assert CheckIn.objects.get().state == CheckIn.State.PROPOSED
    pick(proposal, eve, 1, 2)
    assert CheckIn.objects.get().starts_at == TIMES[1]


def test_three_people_without_a_time_in_common_hear_it(trio, maria, omar, eve) -> None:
    proposal = propose(trio, maria)
    pick(proposal, omar, 0)
    assert pick(proposal, eve, 1).state == State.UNSUITABLE
    assert mails(UNSUITABLE) == ["Maria Oliveira", "Omar Haddad"]


def test_nobody_picks_their_own_nor_more_than_three(pairing, maria, omar) -> None:
    with pytest.raises(DomainError):
        propose(pairing, omar, [*TIMES, THURSDAY + 2 * DAY])
    with pytest.raises(DomainError):
        pick(propose(pairing, omar), omar, 0)


@pytest.mark.parametrize("times", [[], [NOW - HOUR], [NOW + 90 * DAY]])
def test_times_lie_ahead_and_not_too_far(pairing, omar, times) -> None:
    with pytest.raises(DomainError):
        propose(pairing, omar, times)
    assert not CheckIn.objects.exists()


def test_a_day_that_is_taken_is_not_proposed(pairing, omar) -> None:
    make_check_in(pairing)
    with pytest.raises(DomainError):
        propose(pairing, omar, [THURSDAY + HOUR])


def test_a_time_that_has_passed_is_not_picked(pairing, maria, omar) -> None:
    proposal = propose(pairing, omar)
    with pytest.raises(DomainError):
        pick(proposal, maria, 0, now=THURSDAY)
    assert pick(proposal, maria, 0, 1, now=THURSDAY).check_in.starts_at == TIMES[1]


def test_proposed_times_end_when_all_have_passed(pairing, omar) -> None:
    proposal = propose(pairing, omar)
    assert end_proposals(now=TIMES[1]) == 0
    assert end_proposals(now=TIMES[2]) == 1
    proposal.refresh_from_db()
    assert proposal.state == State.EXPIRED
    assert CheckIn.objects.get().state == CheckIn.State.CANCELED
    assert end_proposals(now=TIMES[2]) == 0


def test_proposed_times_end_when_the_pairing_pauses(pairing, maria, omar) -> None:
    proposal = propose(pairing, omar)
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    with pytest.raises(DomainError):
        pick(proposal, maria, 0)
    end_proposals(now=NOW)
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert mails(PROPOSED) == []


@pytest.mark.parametrize("verb", ["move", "cancel"])
def test_proposed_times_end_when_the_check_in_changes(pairing, maria, omar, verb) -> None:
    check_in = make_check_in(pairing)
    proposal = propose_times(check_in=check_in, by=omar, times=TIMES, now=NOW)
    if verb == "move":
        move_check_in(check_in=check_in, by=maria, starts_at=THURSDAY + HOUR, now=NOW)
    else:
        cancel_check_in(check_in=check_in, by=maria, now=NOW)
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert mails(PROPOSED) == []


def test_withdraw_times_is_for_who_proposed_them(pairing, maria, omar) -> None:
    proposal = propose(pairing, omar)
    with pytest.raises(DomainError):
        withdraw_times(proposal=proposal, by=maria, now=NOW)
    withdraw_times(proposal=proposal, by=omar, now=NOW)
    assert CheckIn.objects.get().state == CheckIn.State.CANCELED


def test_what_is_only_proposed_takes_no_day_from_the_rhythm(pairing, omar) -> None:
    propose(pairing, omar, [THURSDAY, THURSDAY + DAY])
    keep_rhythm(pairing=pairing, now=NOW)
    planned = CheckIn.objects.planned().order_by("starts_at").first()
    assert planned.starts_at == THURSDAY
