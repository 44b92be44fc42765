"""“Your calendar”: the address, what a program reads there, and what mails say before they are
opened."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date

from accounts.models import AuditEntry, Message
from accounts.services.clockwork import tick
from checkins.models import CheckIn, PersonalCalendar
from checkins.privacy import erase, export
from checkins.services import (
    end_calendar_address,
    keep_rhythm,
    make_calendar_address,
    move_check_in,
    save_calendar,
)
from checkins.tests import parsers
from checkins.tests.make import THURSDAY, make_check_in, make_close_out
from goals.tests.make import make_commitment
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW

DAY = timedelta(days=1)
ALL = {"says_more": True, "shows_promises": True, "names_in_subjects": True}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


def address(person) -> str:
    return f"/cal/{make_calendar_address(by=person, now=NOW).token}.ics"


def read(path: str, **headers: str) -> str:
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_feed_shows_every_meeting_ahead_and_what_was_held(pairing, maria) -> None:
    make_check_in(pairing, starts_at=THURSDAY - 7 * DAY, state="held")
    make_check_in(pairing, starts_at=THURSDAY - 14 * DAY, state="canceled")
    make_check_in(pairing, starts_at=THURSDAY - 120 * DAY, state="held")
    keep_rhythm(pairing=pairing, now=NOW)
    starts = [event.starts_at for event in parsers.by_icalendar(read(address(maria)))]
    assert starts == [THURSDAY + 7 * DAY * week for week in range(-1, 5)]


def test_feed_says_nothing_of_people_and_words(pairing, as_mentee, maria) -> None:
    held = make_check_in(pairing, starts_at=THURSDAY - 7 * DAY, state="held")
    make_close_out(held, as_mentee)
    make_commitment(as_mentee, text="Call Ana", due_on=date(2026, 11, 20))
    text = read(address(maria))
    assert {event.title for event in parsers.by_icalendar(text)} == {"Check-in"}
    assert not any(word in text for word in ("Omar", "Maria", "Ana", "slides", "@example.org"))
    assert text.count("CLASS:PRIVATE") == text.count("BEGIN:VEVENT") == 1


def test_feed_says_more_where_its_person_wants_it(pairing, as_mentee, as_mentor, maria) -> None:
    make_check_in(pairing)
    make_commitment(as_mentee, text="Call Ana", due_on=date(2026, 11, 20))
    make_commitment(as_mentor, text="Send the book", due_on=date(2026, 11, 20))
    save_calendar(by=maria, now=NOW, **ALL)
    events = parsers.by_icalendar(read(address(maria)))
    assert [event.title for event in events] == ["Check-in with Omar", "Call Ana"]
    assert (events[1].starts_at, events[1].ends_at) == (date(2026, 11, 20), date(2026, 11, 21))


def test_promises_have_neutral_titles_too(pairing, as_mentee, maria) -> None:
    make_commitment(as_mentee, text="Call Ana", due_on=date(2026, 11, 20))
    save_calendar(by=maria, now=NOW, **(ALL | {"says_more": False}))
    assert [event.title for event in parsers.by_icalendar(read(address(maria)))] == [
        "Something I promised"
    ]


def test_feed_hides_a_paused_pairing_at_once(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    path = address(maria)
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    assert parsers.by_icalendar(read(path)) == []


def test_feed_is_not_sent_again_until_something_changes(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    path = address(maria)
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Last-Modified"] == http_date(NOW.timestamp())
    assert first["Cache-Control"] == "private, max-age=900"
    move_check_in(
        check_in=CheckIn.objects.first(), by=maria, starts_at=THURSDAY + DAY, now=NOW + DAY
    )
    moved = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (moved.status_code, moved["Last-Modified"]) == (200, http_date((NOW + DAY).timestamp()))


def test_feed_is_sent_anew_when_one_was_canceled_whatever_its_date_says(pairing, maria) -> None:
    """A meeting that is gone leaves no date behind, so the date alone makes no 304."""
    keep_rhythm(pairing=pairing, now=NOW)
    path = address(maria)
    since = Client().get(path)["Last-Modified"]
    CheckIn.objects.filter(local_on=date(2026, 12, 17)).delete()
    assert Client().get(path, headers={"if-modified-since": since}).status_code == 200


def test_a_new_address_empties_the_old_one_at_once(pairing, maria) -> None:
    old = address(maria)
    new = address(maria)
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    end_calendar_address(by=maria, now=NOW)
    assert Client().get(new).status_code == 404
    assert AuditEntry.objects.filter(verb__startswith="calendar.").count() == 3


def test_addresses_that_were_guessed_are_not_found(pairing, maria, omar) -> None:
    path, other = address(maria), address(omar)
    token = path[5:-4]
    guesses = [token[:-1], token + "A", token[:12] + other[17:-4], "", "x", token.swapcase()]
    assert {Client().get(f"/cal/{guess}.ics").status_code for guess in guesses} == {404}


def test_a_wrong_address_costs_what_a_right_one_costs(maria, django_assert_num_queries) -> None:
    """The same read and the same comparison, whether the first half is known or not."""
    token = address(maria)[5:-4]
    for guess in (token[:12] + "A" * 22, "A" * 34):
        with django_assert_num_queries(1):
            assert Client().get(f"/cal/{guess}.ics").status_code == 404


def test_feed_of_who_has_left_is_gone(maria) -> None:
    path = address(maria)
    maria.is_active = False
    maria.save()
    assert Client().get(path).status_code == 404


def test_feed_asks_the_same_for_one_meeting_and_for_many(
    pairing, maria, django_assert_num_queries
) -> None:
    save_calendar(by=maria, now=NOW, **ALL)
    path = address(maria)
    for number in range(40):
        make_check_in(pairing, starts_at=THURSDAY + number * DAY)
        if number in (0, 39):
            with django_assert_num_queries(4):
                assert len(parsers.by_icalendar(read(path))) == number + 1


def test_page_makes_shows_and_ends_the_address(sign_in, pairing, maria) -> None:
    client = sign_in(maria)
    assert "/cal/" not in client.get("/calendar/").content.decode()
    client.post("/calendar/address/make/")
    token = PersonalCalendar.objects.get().token
    page = client.get("/calendar/").content.decode()
    assert f"http://localhost:8000/cal/{token}.ics" in page
    assert f'href="webcal://localhost:8000/cal/{token}.ics"' in page
    client.post("/calendar/address/end/")
    assert "/cal/" not in client.get("/calendar/").content.decode()


def test_page_saves_what_is_wanted(sign_in, maria) -> None:
    client = sign_in(maria)
    answer = client.post("/calendar/", {"says_more": "on"}, follow=True)
    assert "Saved." in answer.content.decode()
    calendar = PersonalCalendar.objects.get()
    assert (calendar.says_more, calendar.shows_promises, calendar.is_open) == (True, False, False)


def test_save_calendar_is_led_to_from_check_ins_and_settings(sign_in, pairing, maria) -> None:
    client = sign_in(maria)
    for page in ("/check-ins/", "/you/"):
        assert 'href="/calendar/"' in client.get(page).content.decode()


def test_mails_stay_neutral_until_their_reader_wants_more(pairing, maria, omar) -> None:
    save_calendar(by=maria, now=NOW, **ALL)
    keep_rhythm(pairing=pairing, now=NOW)
    tick(NOW)
    mails = {mail.person: mail for mail in Message.objects.filter(kind="checkins.check_in_invited")}
    assert mails[maria].subject_line == "Your next check-in, with Omar"
    assert mails[omar].subject_line == "Your next check-in"
    assert "SUMMARY:Check-in with Omar\r\n" in mails[maria].ics
    assert "SUMMARY:Check-in\r\n" in mails[omar].ics


def test_calendar_is_exported_without_its_address_and_erased(maria) -> None:
    save_calendar(by=maria, now=NOW, **ALL)
    path = address(maria)
    (told,) = export(maria)["calendar"]
    assert told["says_more"] and told["opened_at"] == datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert path[5:17] not in str(told)
    erase(maria)
    assert Client().get(path).status_code == 404
