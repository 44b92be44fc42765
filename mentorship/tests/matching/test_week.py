from datetime import date

import pytest

from mentorship.matching.week import hours_in, offset_minutes, utc_week

WINTER, SUMMER = date(2025, 1, 15), date(2025, 7, 15)


@pytest.mark.parametrize(
    ("zone", "on", "minutes"),
    [
        ("Europe/Berlin", WINTER, 60),
        ("Europe/Berlin", SUMMER, 120),
        ("Asia/Kolkata", WINTER, 330),
        ("America/New_York", WINTER, -300),
        ("UTC", WINTER, 0),
        ("", WINTER, None),
        ("Nowhere/Land", WINTER, None),
        ("../etc/passwd", WINTER, None),
    ],
)
def test_offset_is_that_of_the_day(zone, on, minutes):
    assert offset_minutes(zone, on) == minutes


@pytest.mark.parametrize(
    ("hour", "zone", "expected"),
    [
        (10, "Europe/Berlin", 9),
        (0, "Europe/Berlin", 167),
        (167, "America/New_York", 4),
        (10, "Asia/Kolkata", 4),
        (10, "", 10),
    ],
)
def test_utc_week_moves_hours_and_wraps(hour, zone, expected):
    assert hours_in(utc_week([hour], zone, WINTER)) == [expected]


def test_two_people_in_two_zones_meet_in_utc():
    morning = utc_week(range(8, 12), "America/Sao_Paulo", WINTER)
    evening = utc_week(range(13, 16), "Europe/Lisbon", WINTER)
    assert hours_in(morning & evening) == [13, 14]
