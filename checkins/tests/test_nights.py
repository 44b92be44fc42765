"""A time typed by hand in somebody's night: asked about once, kindly, and never refused."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.tokens import issue_token
from checkins.common_times import Person, is_in_night
from checkins.models import CheckIn, RhythmProposal, TimeProposal
from checkins.queries.free import woken_by
from checkins.services import decline_times, propose_check_in
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.tests.make import NOW

DAY = timedelta(days=1)
MORNING = {"day": "2026-11-23", "at": "09:30"}  # Lisbon; 04:30 in New York
EASY = {"day": "2026-11-23", "at": "15:00"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("clock", "minutes", "expected"),
    [
        ("19:15", 45, False),
        ("19:16", 45, True),
        ("23:30", 45, True),
        ("07:59", 30, True),
        ("08:00", 30, False),
    ],
)
def test_a_night_is_what_somebody_keeps_quiet(clock, minutes, expected) -> None:
    person = Person("UTC", frozenset(), quiet_from=time(20), quiet_until=time(8))
    start = datetime.combine(THURSDAY.date(), time.fromisoformat(clock), tzinfo=UTC)
    assert is_in_night(person, start, minutes) is expected


def test_who_has_no_quiet_hours_has_no_night() -> None:
    assert not is_in_night(Person("UTC", frozenset()), THURSDAY.replace(hour=3), 45)


def test_the_hour_that_a_pair_agreed_on_wakes_nobody(pairing, omar) -> None:
    pairing.at, pairing.zone = time(9, 30), "Europe/Lisbon"
    agreed = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert woken_by(pairing, agreed, 45) == []
    assert woken_by(pairing, agreed + timedelta(minutes=30), 45) == [omar]


def test_move_asks_about_the_others_night_and_moves_with_a_tick(pairing, maria, sign_in) -> None:
    check_in = make_check_in(pairing)
    client, page = sign_in(maria), reverse("checkins:move_check_in", args=[check_in.pk])
    asked = client.post(page, MORNING)
    assert asked.status_code == 422
    assert "Monday 23 November, 09:30 is 04:30 for Omar, and may be in their night." in (
        asked.content.decode()
    )
    assert "Is that time meant?" in asked.content.decode()
    assert CheckIn.objects.get().starts_at == THURSDAY
    client.post(page, MORNING | {"anyway": "on"})
    assert CheckIn.objects.get().starts_at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_move_asks_nothing_by_day(pairing, maria, sign_in) -> None:
    check_in = make_check_in(pairing)
    page = reverse("checkins:move_check_in", args=[check_in.pk])
    assert 'type="checkbox" name="anyway"' not in sign_in(maria).get(page).content.decode()
    assert sign_in(maria).post(page, EASY).status_code == 302


def test_move_names_ones_own_quiet_hours(pairing, maria, sign_in) -> None:
    page = reverse("checkins:move_check_in", args=[make_check_in(pairing).pk])
    asked = sign_in(maria).post(page, EASY | {"at": "21:00"})
    assert "Monday 23 November, 21:00 lies in your own quiet hours." in asked.content.decode()


def test_propose_times_asks_about_what_was_typed(pairing, maria, sign_in) -> None:
    page = reverse("checkins:propose_check_in", args=[pairing.pk])
    typed = {"day_1": MORNING["day"], "at_1": MORNING["at"], "minutes": "30"}
    asked = sign_in(maria).post(page, typed)
    assert "04:30 for Omar, and may be in their night" in asked.content.decode()
    assert not TimeProposal.objects.exists()
    sign_in(maria).post(page, typed | {"anyway": "on"})
    assert TimeProposal.objects.get().times.count() == 1


def test_propose_times_asks_on_the_page_behind_a_mail_too(pairing, maria, omar) -> None:
    times = [THURSDAY + DAY]
    proposal = propose_check_in(pairing=pairing, by=omar, times=times, minutes=30, now=NOW)
    decline_times(proposal=proposal, by=maria, now=NOW)
    token = issue_token(
        purpose="checkins.propose_times",
        about=proposal.check_in,
        person=maria,
        scope=proposal.scope,
        now=NOW,
        expires_at=NOW + DAY,
    )
    path = "/" + token.url().partition("//")[2].partition("/")[2]
    asked = Client().post(path, {"day_1": MORNING["day"], "at_1": MORNING["at"]})
    assert "04:30 for Omar, and may be in their night" in asked.content.decode()
    assert TimeProposal.objects.count() == 1


def test_close_out_asks_about_the_next_time(pairing, maria, sign_in) -> None:
    talked = make_check_in(pairing, starts_at=NOW - DAY)
    following = make_check_in(pairing)
    page = reverse("checkins:close_out_check_in", args=[talked.pk])
    said = {"summary": "Slides.", "next-day": MORNING["day"], "next-at": MORNING["at"]}
    asked = sign_in(maria).post(page, said)
    assert "04:30 for Omar, and may be in their night" in asked.content.decode()
    following.refresh_from_db()
    assert following.starts_at == THURSDAY
    assert sign_in(maria).post(page, said | {"next-anyway": "on"}).status_code == 302


def test_propose_rhythm_asks_about_its_hour(pairing, maria, sign_in) -> None:
    page = reverse("checkins:propose_rhythm", args=[pairing.pk])
    said = {"every": "weekly", "weekday": "3", "at": "10:00", "nth": "1"}  # Berlin
    asked = sign_in(maria).post(page, said)
    assert "may be in their night" in asked.content.decode()
    assert not RhythmProposal.objects.exists()
    sign_in(maria).post(page, said | {"anyway": "on"})
    assert RhythmProposal.objects.count() == 1
