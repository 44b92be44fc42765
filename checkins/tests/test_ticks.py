"""What reaches inboxes when plans change: real ticks, every two hours, to a mail server."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Message
from accounts.services.clockwork import tick
from accounts.testing import SmtpSink
from checkins.models import CheckIn
from checkins.services import cancel_check_in, keep_rhythm, move_check_in
from checkins.services.clocks import heed_clocks
from checkins.tests import parsers
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.models import Pairing
from mentorship.tests.make import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEP = 2 * HOUR


@pytest.fixture(autouse=True)
def sink(settings) -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        settings.EMAIL_URL = sink.url
        yield sink


def live(since: datetime, until: datetime) -> None:
    while since <= until:
        tick(since)
        since += STEP


def got(person, since: datetime = NOW) -> list[tuple[str, datetime]]:
    """Kind and time of what the mail server took for this person since then."""
    rows = Message.objects.filter(person=person, state="sent", sent_at__gt=since)
    found = [(row.kind.partition(".")[2], row.due_at) for row in rows.order_by("sent_at", "id")]
    return [(kind, at) for kind, at in found if kind.startswith(("brief", "check_in"))]


def first(pairing: Pairing) -> CheckIn:
    return pairing.check_ins.order_by("starts_at")[0]


def test_a_move_after_its_reminder_is_told_at_once_and_reminded_of_anew(pairing, maria) -> None:
    """Thursday's reminder left on Wednesday; late on Wednesday they move to the next Tuesday."""
    live(NOW, THURSDAY - 20 * HOUR)
    assert [kind for kind, _at in got(maria)] == ["check_in_invited", "brief"]
    moved_at = THURSDAY - 20 * HOUR + timedelta(minutes=10)
    tuesday = THURSDAY + 5 * DAY
    move_check_in(check_in=first(pairing), by=maria, starts_at=tuesday, now=moved_at)
    live(moved_at, moved_at)
    assert got(maria, moved_at - STEP) == [("check_in_changed", moved_at)]
    live(moved_at + STEP, tuesday - HOUR)
    ((kind, at),) = got(maria, moved_at + STEP)
    assert kind == "brief" and tuesday - DAY <= at < tuesday


def test_a_reminder_that_waits_is_never_sent_for_the_old_time(pairing, maria, settings) -> None:
    """It was due at night and waits for the morning; before that, they move."""
    live(NOW, NOW)
    maria.quiet_from, maria.quiet_until = time(15), time(12)
    maria.save()
    live(THURSDAY - DAY, THURSDAY - DAY + HOUR)
    assert Message.objects.filter(kind="checkins.brief", person=maria, state="pending").exists()
    move_check_in(
        check_in=first(pairing), by=maria, starts_at=THURSDAY + 3 * DAY, now=THURSDAY - 22 * HOUR
    )
    live(THURSDAY - 22 * HOUR, THURSDAY + DAY)
    kinds = [kind for kind, _at in got(maria, THURSDAY - DAY)]
    assert "check_in_changed" in kinds and "brief" not in kinds
    old = Message.objects.get(kind="checkins.brief", person=maria, params__sequence=0)
    assert (old.state, old.reason) == ("suppressed", "A newer time was mailed instead.")


def test_a_meeting_planned_three_hours_before_makes_one_mail(pairing, maria, omar) -> None:
    Pairing.objects.filter(pk=pairing.pk).update(ends_on=THURSDAY.date())
    start = THURSDAY - 3 * HOUR
    make_check_in(pairing, created_at=start)
    live(start, THURSDAY + 2 * HOUR)
    for person in (maria, omar):
        assert [kind for kind, _at in got(person)] == ["check_in_invited"]


def test_a_meeting_moved_to_this_evening_makes_one_mail(pairing, maria) -> None:
    """Who hears of the new time less than a day before it needs no reminder as well."""
    live(NOW, NOW)
    at = THURSDAY - 2 * DAY
    move_check_in(check_in=first(pairing), by=maria, starts_at=at + 5 * HOUR, now=at)
    live(at, at + 5 * HOUR)
    assert got(maria, at - STEP) == [("check_in_changed", at)]


def test_create_move_move_cancel_arrives_as_one_event_that_ends(pairing, maria, sink) -> None:
    live(NOW, NOW)
    check_in = first(pairing)
    for number in (1, 2):
        now = NOW + number * HOUR
        starts_at = THURSDAY + number * DAY
        move_check_in(check_in=check_in, by=maria, starts_at=starts_at, now=now)
        live(now, now)
    cancel_check_in(check_in=check_in, by=maria, now=NOW + 3 * HOUR)
    live(NOW + 3 * HOUR, NOW + 3 * HOUR)
    parts = [
        part
        for mail in sink.taken
        for part in mail.walk()
        if mail["To"] == maria.email and part.get_content_type() == "text/calendar"
    ]
    texts = [part.get_payload(decode=True).decode() for part in parts]
    events = [event for text in texts for event in parsers.by_icalendar(text)]
    events = [event for event in events if event.uid == str(check_in.uid)]
    assert [event.sequence for event in events] == [0, 1, 2, 3]
    assert [part.get_param("method") for part in parts[:4]] == ["REQUEST"] * 3 + ["CANCEL"]
    methods = [part.get_param("method") for part in parts]
    assert all(f"METHOD:{name}" in text for name, text in zip(methods, texts, strict=True))
    assert "STATUS:CANCELLED" in texts[3] and "STATUS:CONFIRMED" in texts[2]


# -- Rules for clocks change ----------------------------------------------------------------------


def under_old_rules(pairing: Pairing) -> CheckIn:
    """Planned when Berlin was thought to be an hour ahead of what it is by now."""
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = first(pairing)
    CheckIn.objects.filter(pk=check_in.pk).update(starts_at=check_in.starts_at - HOUR)
    return check_in


def test_heed_clocks_keeps_the_time_on_the_wall_and_tells_who_was_invited(pairing, maria) -> None:
    check_in = under_old_rules(pairing)
    live(NOW + STEP, NOW + DAY)
    check_in.refresh_from_db()
    assert (check_in.starts_at, check_in.sequence) == (THURSDAY, 1)
    told = Message.objects.get(kind="checkins.check_in_changed", person=maria)
    assert "The rules for clocks have changed in Berlin." in told.text
    assert told.due_at <= NOW + DAY


def test_heed_clocks_tells_nobody_of_what_nobody_knows(pairing) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    last = pairing.check_ins.last()
    CheckIn.objects.filter(pk=last.pk).update(starts_at=last.starts_at - HOUR)
    assert heed_clocks(pairing, list(pairing.check_ins.ahead(NOW)), NOW) == 1
    last.refresh_from_db()
    assert (last.sequence, last.starts_at.astimezone(ZoneInfo("Europe/Berlin")).hour) == (1, 17)
    assert not Message.objects.filter(kind="checkins.check_in_changed").exists()


def test_heed_clocks_changes_nothing_over_a_year_of_ordinary_changes(pairing, maria) -> None:
    Pairing.objects.filter(pk=pairing.pk).update(ends_on=date(2027, 12, 31), at=time(2, 30))
    pairing.refresh_from_db()
    for week in range(52):
        keep_rhythm(pairing=pairing, now=NOW + week * 7 * DAY)
    assert set(CheckIn.objects.values_list("sequence", flat=True)) == {0}


def test_heed_clocks_keeps_a_time_that_two_people_chose(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    chosen = THURSDAY + DAY + HOUR
    move_check_in(check_in=first(pairing), by=maria, starts_at=chosen, now=NOW)
    for _night in range(3):
        assert heed_clocks(pairing, list(pairing.check_ins.ahead(NOW)), NOW) == 0
    assert first(pairing).starts_at == chosen
