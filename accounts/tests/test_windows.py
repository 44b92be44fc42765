"""Quiet hours, working days and days away, in the person's own zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accounts.delivery.windows import Window

BERLIN = Window(ZoneInfo("Europe/Berlin"), "1111100", time(20), time(8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-03-02 10:00", "2026-03-02 10:00"),  # Monday, eleven in Berlin
        ("2026-03-02 06:59", "2026-03-02 07:00"),  # just before eight
        ("2026-03-02 19:00", "2026-03-03 07:00"),  # eight in the evening
        ("2026-03-06 19:30", "2026-03-09 07:00"),  # Friday evening
        ("2026-03-07 12:00", "2026-03-09 07:00"),  # Saturday
        ("2026-03-28 12:00", "2026-03-30 06:00"),  # over the change to summer time
    ],
)
def test_next_open_waits_for_a_working_day_and_hour(moment: str, opens: str) -> None:
    assert BERLIN.next_open(at(moment)) == at(opens)


def test_next_open_skips_days_away() -> None:
    away = Window(BERLIN.zone, "1111100", time(20), time(8), [(date(2026, 3, 2), date(2026, 3, 4))])
    assert away.next_open(at("2026-03-02 10:00")) == at("2026-03-05 07:00")


def test_next_open_knows_quiet_hours_within_a_day() -> None:
    siesta = Window(BERLIN.zone, "1111111", time(13), time(15))
    assert siesta.next_open(at("2026-03-02 12:30")) == at("2026-03-02 14:00")
    assert siesta.next_open(at("2026-03-02 23:30")) == at("2026-03-02 23:30")


def test_same_times_mean_no_quiet_hours() -> None:
    always = Window(BERLIN.zone, "1111111", time(8), time(8))
    assert always.next_open(at("2026-03-02 02:00")) == at("2026-03-02 02:00")


def test_no_working_day_at_all_means_every_day() -> None:
    none = Window(BERLIN.zone, "0000000", time(20), time(8))
    assert none.is_open(at("2026-03-07 12:00"))


def test_next_open_finds_a_day_that_has_no_midnight() -> None:
    cairo = Window(ZoneInfo("Africa/Cairo"), "0000010", time(8), time(8))  # Saturdays only
    opens = cairo.next_open(at("2026-04-20 10:00"))
    assert opens.astimezone(cairo.zone).date() == date(2026, 4, 25)


def test_next_week_is_monday_morning_of_the_person() -> None:
    assert BERLIN.next_week(at("2026-03-04 10:00")) == at("2026-03-09 07:00")
