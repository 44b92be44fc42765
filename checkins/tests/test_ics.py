"""Calendar files as programs read them: invitations, changes, cancellations and feeds."""

import os
import random
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from checkins import feed, ics
from checkins.tests import parsers
from checkins.tests.parsers import Read, faults, read_of

STAMP = datetime(2026, 11, 16, 9, 0, 30, 123, tzinfo=UTC)
TITLES = ["Check-in", "Gespräch; zu zweit, montags", "1:1 \\ 打ち合わせ", "مقابلة", "Ça va? " * 20]
SENDER = "no-reply@mentorship.example.org"
NAMES = ["Maria Oliveira", 'O\'Neil, "Pat"', "Zoë: Ł; ü", "陳大文"]


def random_invitations(count: int) -> list[ics.Invitation]:
    """Any minute from 2024 to 2034, the hours of every change of clocks among them."""
    dice = random.Random(5545)
    first = datetime(2024, 1, 1, tzinfo=UTC)
    return [
        ics.Invitation(
            uid=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
            sequence=dice.randrange(5),
            starts_at=first + timedelta(minutes=dice.randrange(11 * 365 * 24 * 60)),
            minutes=dice.randrange(5, 240),
            title=dice.choice(TITLES).strip(),
            url=f"https://mentorship.example.org/check-ins/{dice.randrange(10**9)}/",
            organizer=f"Mentorship <{SENDER}>",
            attendee_name=dice.choice(NAMES),
            attendee_email="maria.oliveira+check-ins@a-long-name-of-an-organization.example.org",
        )
        for _number in range(count)
    ]


THOUSAND = random_invitations(1000)


def told(invitation: ics.Invitation) -> Read:
    one = invitation
    return read_of(one.uid, one.sequence, one.starts_at, one.minutes, one.title)


def need_libical() -> None:
    if parsers.libical() is None:
        assert not os.environ.get("CI"), "libical is not installed: apt-get install libical3"
        pytest.skip("libical is not installed")


def test_invitations_are_read_as_the_same_instants_by_icalendar() -> None:
    for one in THOUSAND:
        assert parsers.by_icalendar(ics.render(one, "REQUEST", STAMP)) == [told(one)]


def test_invitations_are_read_as_the_same_instants_by_vobject() -> None:
    for one in THOUSAND:
        assert parsers.by_vobject(ics.render(one, "REQUEST", STAMP)) == [told(one)]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_invitations_are_read_as_the_same_instants_by_libical(method) -> None:
    """It checks them against the rules of iTIP for that method too."""
    need_libical()
    for one in THOUSAND:
        assert parsers.by_libical(ics.render(one, method, STAMP)) == [told(one)]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_invitations_have_no_faults(method) -> None:
    assert [faults(ics.render(one, method, STAMP)) for one in THOUSAND] == [[]] * 1000


def test_invitation_has_what_google_outlook_and_apple_ask_for() -> None:
    text = ics.render(THOUSAND[0], "REQUEST", STAMP).replace("\r\n ", "")
    assert "\r\nMETHOD:REQUEST\r\n" in text
    assert "\r\nDTSTAMP:20261116T090030Z\r\n" in text
    assert "ORGANIZER;CN=Mentorship:mailto:no-reply@mentorship.example.org\r\n" in text
    (attendee,) = [line for line in text.split("\r\n") if line.startswith("ATTENDEE")]
    assert all(
        part in attendee for part in ("PARTSTAT=NEEDS-ACTION", "RSVP=TRUE", "ROLE=REQ-PARTICIPANT")
    )
    assert "VTIMEZONE" not in text and "RRULE" not in text


def test_faults_are_found() -> None:
    """A lint that finds nothing in anything would prove nothing."""
    text = ics.render(THOUSAND[0], "REQUEST", STAMP)
    assert faults(text.replace("\r\n", "\n"))
    assert faults(text.replace("\r\n ", ""))
    assert faults(text.replace("METHOD:REQUEST\r\n", ""))
    assert faults(text.replace("SEQUENCE", "X-SEQUENCE"))


# -- The feed --------------------------------------------------------------------------------------


def feed_of_thousand() -> feed.Feed:
    entries = [
        feed.Entry(
            uid=one.uid,
            sequence=one.sequence,
            changed_at=STAMP,
            starts=one.starts_at,
            minutes=one.minutes,
            title=one.title,
            url=one.url,
        )
        for one in THOUSAND
    ]
    return feed.Feed("Check-ins; and, more", SENDER, entries)


def test_feed_is_read_alike_by_all_parsers() -> None:
    text = feed.render(feed_of_thousand()).decode()
    expected = [told(one) for one in THOUSAND]
    assert parsers.by_icalendar(text) == expected
    assert parsers.by_vobject(text) == expected
    assert faults(text) == []


def test_feed_is_read_alike_by_libical() -> None:
    need_libical()
    expected = [told(one) for one in THOUSAND]
    assert parsers.by_libical(feed.render(feed_of_thousand()).decode()) == expected


def test_feed_shows_a_promise_as_a_whole_day_that_takes_no_time() -> None:
    promise = feed.Entry("u", 0, STAMP, date(2026, 12, 31), 0, "Call Ana", "https://x.example/")
    text = feed.render(feed.Feed("Check-ins", SENDER, [promise])).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "TRANSP:TRANSPARENT" in text and faults(text) == []


@pytest.mark.parametrize("typed", ["Line\r\nATTENDEE:mailto:x@y.z", "a\x00b\u202ec", "\\N\\;"])
def test_feed_keeps_words_on_their_line(typed) -> None:
    one = feed.Entry("u", 0, STAMP, date(2026, 12, 31), 0, typed, "https://x.example/")
    text = feed.render(feed.Feed(typed, SENDER, [one])).decode()
    (event,) = parsers.icalendar.Calendar.from_ical(text).walk("VEVENT")
    kept = " ".join(typed.split()).replace("\x00", "").replace("\u202e", "")
    assert (str(event["summary"]), "attendee" in event, faults(text)) == (kept, False, [])


def test_tag_changes_with_each_fact_and_with_nothing_else() -> None:
    one = feed.Entry("u", 0, STAMP, STAMP, 45, "Check-in", "https://x.example/")
    facts = {"sequence": 1, "starts": STAMP + timedelta(days=1), "minutes": 30, "title": "Talk"}
    changed = [replace(one, **{name: to}) for name, to in facts.items()]
    feeds = [feed.Feed("C", SENDER, [entry]) for entry in (one, *changed)]
    feeds += [feed.Feed("D", SENDER, [one]), feed.Feed("C", SENDER, [])]
    assert len({feed.tag(found) for found in feeds}) == len(feeds)
    assert feed.tag(feed.Feed("C", SENDER, [one])) == feed.tag(feeds[0])
