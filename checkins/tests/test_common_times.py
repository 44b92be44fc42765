"""Times at which all are free: never in anybody's night, also where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from checkins.common_times import Person, Wall, good_times, usual_hours

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALWAYS = frozenset(range(168))
NIGHT = {"quiet_from": time(20), "quiet_until": time(8)}
ZONES = [
    "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Tokyo", "Atlantic/Azores",
    "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Auckland", "America/Havana", "Africa/Cairo",
]  # fmt: skip
zones = st.sampled_from(ZONES)
walls = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))


def person(zone: str = "Europe/Berlin", hours: frozenset[int] = ALWAYS, **changes) -> Person:
    return Person(zone=zone, hours=hours, **(NIGHT | changes))


def times(*people: Person, most: int = 6, **changes) -> list[datetime]:
    facts = {"earliest": MONDAY, "latest": MONDAY + 7 * DAY, "minutes": 45}
    return list(islice(good_times(people, **(facts | changes)), most))


def local(start: datetime, zone: str) -> str:
    return f"{start.astimezone(ZoneInfo(zone)):%a %H:%M}"


def test_offers_are_spread_over_days_and_the_usual_time_comes_first() -> None:
    found = times(person(), person("Europe/Lisbon"), usual=time(14), most=3)
    assert [local(start, "Europe/Berlin") for start in found] == [
        "Mon 14:00", "Tue 14:00", "Wed 14:00",
    ]  # fmt: skip


def test_offers_are_kind_to_who_has_it_worst() -> None:
    (first,) = times(person(), person("America/New_York"), most=1)
    assert (local(first, "Europe/Berlin"), local(first, "America/New_York")) == (
        "Mon 15:00", "Mon 09:00",
    )  # fmt: skip


def test_no_hour_in_common_gives_nothing() -> None:
    assert times(person(), person("Pacific/Auckland", frozenset(range(8, 12)))) == []


def test_three_people_share_what_two_of_them_may_not() -> None:
    two = times(person("Europe/Berlin"), person("Asia/Tokyo"))
    assert two
    assert times(person("Europe/Berlin"), person("Asia/Tokyo"), person("America/New_York")) == []


def test_away_days_blocked_hours_and_other_meetings_are_left_out() -> None:
    monday, tuesday = date(2026, 11, 16), date(2026, 11, 17)
    busy = (MONDAY + 2 * DAY, MONDAY + 3 * DAY)
    wall = Wall(date(2026, 11, 19), time(0), time(0))
    found = times(person(away=((monday, tuesday),), busy=(busy,), blocked=(wall,)), most=30)
    assert {local(start, "Europe/Berlin")[:3] for start in found} == {"Fri", "Sat", "Sun"}


def test_an_extra_hour_is_offered_beside_the_weekly_ones_but_not_at_night() -> None:
    day = date(2026, 11, 18)
    extra = (Wall(day, time(10), time(11)), Wall(day, time(22), time(23)))
    found = times(person(hours=frozenset(), extra=extra), most=30)
    assert [local(start, "Europe/Berlin") for start in found] == ["Wed 10:00"]


def test_a_day_with_a_meeting_of_the_pairing_is_left_out() -> None:
    found = times(person(), taken_days={date(2026, 11, 16)}, most=1)
    assert local(found[0], "Europe/Berlin")[:3] == "Tue"


def test_usual_hours_are_those_said_elsewhere_on_working_days() -> None:
    assert usual_hours([9, 5 * 24 + 9], "1111100") == {9}
    assert usual_hours([], "0100000") == set(range(33, 41))


def local_minutes(start: datetime, minutes: int, zone: str) -> list[datetime]:
    return [
        (start + timedelta(minutes=m)).astimezone(ZoneInfo(zone))
        for m in [*range(0, minutes, 5), minutes - 1]
    ]


def is_night(at: time, begins: time, until: time) -> bool:
    if begins < until:
        return begins <= at < until
    return begins != until and (at >= begins or at < until)


@settings(max_examples=60)
@given(
    zones=st.lists(zones, min_size=2, max_size=3),
    hours=st.frozensets(st.integers(0, 167), min_size=30),
    quiet=st.tuples(walls, walls),
    day=st.dates(date(2024, 1, 1), date(2034, 12, 1)),
    away=st.integers(0, 6),
    minutes=st.sampled_from([20, 45, 60, 90]),
)
def test_no_minute_of_an_offer_is_in_a_night_away_or_outside_free_hours(
    zones, hours, quiet, day, away, minutes
) -> None:
    gone = day + away * DAY
    people = [
        Person(zone, hours, quiet_from=quiet[0], quiet_until=quiet[1], away=((gone, gone),))
        for zone in zones
    ]
    earliest = datetime.combine(day, time(5, 20), tzinfo=UTC)
    found = list(good_times(people, earliest=earliest, latest=earliest + 8 * DAY, minutes=minutes))
    assert len(found) == len(set(found))
    for start in found:
        assert earliest <= start <= earliest + 8 * DAY - timedelta(minutes=minutes)
        for zone in set(zones):
            for at in local_minutes(start, minutes, zone):
                assert at.weekday() * 24 + at.hour in hours
                assert not is_night(at.time(), *quiet)
                assert at.date() != gone


@given(zone=zones, day=st.dates(date(2024, 1, 1), date(2034, 12, 1)))
def test_who_is_always_free_is_offered_every_day_once_before_any_day_twice(zone, day) -> None:
    earliest = datetime.combine(day, time(0), tzinfo=UTC)
    always = Person(zone, ALWAYS)
    found = list(
        islice(good_times([always], earliest=earliest, latest=earliest + 9 * DAY, minutes=45), 9)
    )
    days = [start.astimezone(ZoneInfo(zone)).date() for start in found]
    assert len(set(days)) == 9
