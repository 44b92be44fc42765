"""Another rhythm: agreed by all, and what is planned follows."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.test import Client

from accounts import mailkinds
from accounts.errors import DomainError
from accounts.models import Message
from checkins.models import CheckIn, RhythmProposal
from checkins.services import (
    agree_rhythm,
    decline_rhythm,
    keep_rhythm,
    move_check_in,
    propose_rhythm,
)
from checkins.tests.make import THURSDAY
from mentorship.cadence import Cadence
from mentorship.tests.make import NOW, make_trio

DAY = timedelta(days=1)
TUESDAYS = Cadence(every="weekly", at=time(15), zone="Europe/Berlin", weekday=1)
PROPOSED, CHANGED = "checkins.rhythm_proposed", "checkins.check_in_changed"
CANCELED, INVITED = "checkins.check_in_canceled", "checkins.check_in_invited"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).exclude(state="cancelled").count()


def agreed(pairing, one, *others, cadence=TUESDAYS) -> RhythmProposal:
    proposal = propose_rhythm(pairing=pairing, by=one, cadence=cadence, now=NOW)
    for other in others:
        proposal = agree_rhythm(proposal=proposal, by=other, now=NOW)
    return proposal


def planned() -> list[date]:
    rows = CheckIn.objects.planned().order_by("starts_at")
    return [row.local_on for row in rows]


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_another_rhythm_counts_once_all_have_agreed(pairing, maria, omar) -> None:
    proposal = agreed(pairing, omar)
    pairing.refresh_from_db()
    assert (proposal.state, pairing.cadence.weekday, mails(PROPOSED)) == ("open", 3, 1)
    agree_rhythm(proposal=proposal, by=maria, now=NOW)
    pairing.refresh_from_db()
    assert pairing.cadence == TUESDAYS


def test_what_is_planned_follows_and_calendars_hear_one_thing(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    first = CheckIn.objects.first()
    agreed(pairing, omar, maria)
    assert {day.weekday() for day in planned()} == {1}
    assert CheckIn.objects.filter(state="canceled").count() == 0
    assert (mails(INVITED), mails(CHANGED), mails(CANCELED)) == (2, 2, 0)
    first.refresh_from_db()
    assert (first.sequence, first.local_on) == (1, planned()[0])


def test_fewer_dates_call_off_what_no_calendar_knows(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    monthly = Cadence(every="monthly", at=time(17), zone="Europe/Berlin", weekday=3, nth=1)
    agreed(pairing, omar, maria, cadence=monthly)
    assert planned() == [date(2026, 12, 3)]
    assert mails(CANCELED) == 0


def test_what_was_moved_by_hand_stays(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    first = CheckIn.objects.first()
    move_check_in(check_in=first, by=maria, starts_at=THURSDAY + DAY, now=NOW)
    agreed(pairing, omar, maria)
    first.refresh_from_db()
    assert first.starts_at == THURSDAY + DAY


def test_a_new_hour_of_the_same_day_keeps_every_check_in(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    before = set(CheckIn.objects.values_list("pk", "local_on"))
    later = Cadence(every="weekly", at=time(18), zone="Europe/Berlin", weekday=3)
    agreed(pairing, omar, maria, cadence=later)
    assert set(CheckIn.objects.values_list("pk", "local_on")) == before
    assert CheckIn.objects.first().starts_at == THURSDAY + timedelta(hours=1)


def test_three_have_to_agree(cohort, maria, omar, eve) -> None:
    trio = make_trio(cohort, maria, omar, eve)
    assert agreed(trio, maria, omar).state == "open"
    assert agree_rhythm(proposal=RhythmProposal.objects.get(), by=eve, now=NOW).state == "agreed"


def test_not_this_time_leaves_it_and_makes_room_for_another(pairing, maria, omar) -> None:
    decline_rhythm(proposal=agreed(pairing, omar), by=maria, now=NOW)
    pairing.refresh_from_db()
    assert pairing.cadence.weekday == 3
    assert agreed(pairing, maria).state == "open"


def test_the_same_rhythm_or_a_second_one_is_refused(pairing, maria, omar) -> None:
    with pytest.raises(DomainError):
        agreed(pairing, omar, cadence=pairing.cadence)
    agreed(pairing, omar)
    with pytest.raises(DomainError):
        agreed(pairing, maria)


def test_yes_from_the_mail(pairing, maria, omar) -> None:
    agreed(pairing, omar)
    content = mailkinds.get(PROPOSED).render(Message.objects.get(kind=PROPOSED), NOW)
    assert content.facts[0] == ("1", "Tuesday 17 November, 14:00 · 09:00 for Omar")
    path = "/a/" + content.buttons[0].url.partition("/a/")[2]
    assert "Meet every week on Tuesday at 15:00 (Berlin time)?" in text(Client().get(path))
    assert RhythmProposal.objects.get().state == "open"
    assert "From now on you meet" in text(Client().post(path))
    assert RhythmProposal.objects.get().state == "agreed"


def test_pages_lead_from_the_first_page_to_the_answer(pairing, maria, omar, sign_in) -> None:
    url = f"/pairings/{pairing.pk}/rhythm/"
    said = {"every": "weekly", "weekday": "1", "at": "15:00"}
    sign_in(omar).post(url, said)
    page = sign_in(maria)
    assert "Omar proposes another rhythm" in text(page.get("/"))
    assert "Omar would like to meet every week on Tuesday" in text(page.get(url))
    assert "It waits for Maria" in text(sign_in(omar).get(url))
    page.post(f"/rhythms/{RhythmProposal.objects.get().pk}/agree/")
    assert RhythmProposal.objects.get().state == "agreed"
