import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import islice, pairwise, product, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.cadence import LAST, Cadence, Occurrence, instant_of, occurrences

ZONES = (
    *("Africa/Cairo", "America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Europe/Berlin"),
    *("America/New_York", "Europe/London", "America/Nuuk", "Africa/Casablanca", "Asia/Gaza"),
    *("Pacific/Auckland", "Pacific/Chatham", "America/St_Johns", "America/Havana", "Asia/Kolkata"),
    *("Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia", "Antarctica/Troll", "Asia/Tokyo"),
    *("America/Asuncion", "Europe/Lisbon", "Asia/Jerusalem", "UTC"),
)
NEW_YORK = "America/New_York"


def weekly(**changes) -> Cadence:
    facts = {"every": "weekly", "at": time(9), "zone": NEW_YORK, "weekday": 1}
    return Cadence(**{**facts, **changes})


def monthly(**changes) -> Cadence:
    facts = {"every": "monthly", "at": time(9), "zone": NEW_YORK}
    return Cadence(**{**facts, **changes})


def dates(cadence: Cadence, starting: date, n: int) -> list[date]:
    return [found.local_date for found in islice(occurrences(cadence, starting), n)]


def days(year: int, *month_and_days: tuple[int, ...]) -> list[date]:
    return [date(year, month, day) for month, *rest in month_and_days for day in rest]


def transitions(zone: ZoneInfo) -> list[datetime]:
    """The UTC hours, 2024 to 2034, in which the zone's offset changes."""
    hour = datetime(2024, 1, 1, tzinfo=UTC)
    found = []
    while hour.year < 2035:
        if (hour + timedelta(days=1)).astimezone(zone).utcoffset() != hour.astimezone(
            zone
        ).utcoffset():
            start = hour
            while start.astimezone(zone).utcoffset() == hour.astimezone(zone).utcoffset():
                start += timedelta(minutes=30)
            found.append(start)
            hour = start
        hour += timedelta(days=1)
    return found


# RFC 5545, section 3.8.5.3: its own examples, where our kinds can say them.


def test_occurrences_weekly_for_ten_of_the_rfc():
    found = list(islice(occurrences(weekly(), date(1997, 9, 2)), 10))
    assert [each.local_date for each in found] == days(
        1997, (9, 2, 9, 16, 23, 30), (10, 7, 14, 21, 28), (11, 4)
    )
    assert [each.starts_at.hour for each in found] == [13] * 8 + [14] * 2


def test_occurrences_every_other_week_of_the_rfc():
    assert dates(weekly(every="biweekly"), date(1997, 9, 2), 10) == [
        *days(1997, (9, 2, 16, 30), (10, 14, 28), (11, 11, 25), (12, 9, 23)),
        date(1998, 1, 6),
    ]


def test_occurrences_first_friday_of_the_rfc():
    assert dates(monthly(weekday=4, nth=1), date(1997, 9, 5), 10) == [
        *days(1997, (9, 5), (10, 3), (11, 7), (12, 5)),
        *days(1998, (1, 2), (2, 6), (3, 6), (4, 3), (5, 1), (6, 5)),
    ]


def test_occurrences_first_friday_until_of_the_rfc():
    """Until 24 December: 9:00 EDT on 5 September and 3 October, 9:00 EST after that."""
    found = list(islice(occurrences(monthly(weekday=4, nth=1), date(1997, 9, 5)), 4))
    assert [each.starts_at for each in found] == [
        datetime(1997, month, day, hour, tzinfo=UTC)
        for month, day, hour in [(9, 5, 13), (10, 3, 13), (11, 7, 14), (12, 5, 14)]
    ]


def test_occurrences_weekly_until_of_the_rfc():
    """Until 24 December: seventeen of them."""
    until = takewhile(lambda day: day < date(1997, 12, 24), dates(weekly(), date(1997, 9, 2), 30))
    assert list(until) == days(
        1997,
        *((9, 2, 9, 16, 23, 30), (10, 7, 14, 21, 28), (11, 4, 11, 18, 25), (12, 2, 9, 16, 23)),
    )


def test_occurrences_by_day_of_month_of_the_rfc():
    """FREQ=MONTHLY;BYMONTHDAY=2,15: its two halves."""
    second = dates(monthly(monthday=2), date(1997, 9, 2), 5)
    fifteenth = dates(monthly(monthday=15), date(1997, 9, 2), 5)
    assert sorted(second + fifteenth) == [
        *days(1997, (9, 2, 15), (10, 2, 15), (11, 2, 15), (12, 2, 15)),
        *days(1998, (1, 2, 15)),
    ]


def test_occurrences_last_day_of_month_of_the_rfc():
    """FREQ=MONTHLY;BYMONTHDAY=-1 is what the 31st means here."""
    assert dates(monthly(monthday=31), date(1997, 9, 30), 6) == [
        *days(1997, (9, 30), (10, 31), (11, 30), (12, 31)),
        *days(1998, (1, 31), (2, 28)),
    ]


def test_occurrences_of_day_31_clamp_in_a_leap_year():
    assert dates(monthly(monthday=31), date(2028, 1, 15), 4) == days(
        2028, (1, 31), (2, 29), (3, 31), (4, 30)
    )


def test_occurrences_of_the_last_weekday():
    assert dates(monthly(weekday=0, nth=-1), date(2026, 1, 1), 4) == days(
        2026, (1, 26), (2, 23), (3, 30), (4, 27)
    )


def test_occurrences_begin_on_or_after_starting():
    assert dates(weekly(weekday=0), date(2026, 6, 1), 1) == [date(2026, 6, 1)]
    assert dates(weekly(weekday=6), date(2026, 6, 1), 1) == [date(2026, 6, 7)]
    assert dates(monthly(monthday=5), date(2026, 6, 6), 1) == [date(2026, 7, 5)]


def test_occurrences_biweekly_count_from_the_first_one():
    biweekly = weekly(every="biweekly", weekday=3)
    assert dates(biweekly, date(2026, 6, 2), 2) == days(2026, (6, 4, 18))
    assert dates(biweekly, date(2026, 6, 5), 2) == days(2026, (6, 11, 25))


def test_occurrences_move_forward_over_a_gap():
    berlin = weekly(weekday=6, at=time(2, 30), zone="Europe/Berlin")
    found = next(occurrences(berlin, date(2027, 3, 28)))
    assert found == Occurrence(date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC))
    assert found.starts_at.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)


def test_occurrences_take_the_first_of_a_fold_once():
    berlin = weekly(weekday=6, at=time(2, 30), zone="Europe/Berlin")
    first, second = islice(occurrences(berlin, date(2026, 10, 25)), 2)
    assert first.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.local_date == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Africa/Cairo", date(2026, 4, 24)),
        ("America/Santiago", date(2026, 9, 6)),
        ("Asia/Beirut", date(2026, 3, 29)),
    ],
)
def test_occurrences_at_a_midnight_that_does_not_exist(zone: str, day: date):
    cadence = weekly(weekday=day.weekday(), at=time(0), zone=zone)
    local = next(occurrences(cadence, day)).starts_at.astimezone(ZoneInfo(zone))
    assert (local.date(), local.time()) == (day, time(1))


def test_occurrences_in_a_zone_with_a_half_hour_change():
    cadence = weekly(weekday=6, at=time(2, 15), zone="Australia/Lord_Howe")
    found = next(occurrences(cadence, date(2026, 10, 4)))
    assert found.starts_at.astimezone(ZoneInfo("Australia/Lord_Howe")).time() == time(2, 45)


def test_occurrences_are_lazy_and_end_with_the_calendar():
    assert dates(weekly(weekday=4, zone="UTC"), date(9999, 12, 20), 9) == [
        *days(9999, (12, 24, 31))
    ]
    assert dates(monthly(monthday=31, zone="UTC"), date(9999, 11, 1), 9) == days(
        9999, (11, 30), (12, 31)
    )


HALF_HOURS = [time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30)]


def rules_that_fall_on(day: date) -> list[dict]:
    """Every kind of rule that has an occurrence on this day."""
    length = calendar.monthrange(day.year, day.month)[1]
    monthdays = range(day.day, 32) if day.day == length else [day.day]
    which = [(day.day - 1) // 7 + 1] if day.day <= 28 else []
    which += [LAST] if day.day > length - 7 else []
    return [
        {"every": "weekly", "weekday": day.weekday()},
        {"every": "biweekly", "weekday": day.weekday()},
        *({"every": "monthly", "monthday": monthday} for monthday in monthdays),
        *({"every": "monthly", "weekday": day.weekday(), "nth": nth} for nth in which),
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_occurrences_keep_wall_time_over_every_transition(zone: str):
    """Each kind of rule: each half hour of the day of each change, some of the days beside it."""
    info = ZoneInfo(zone)
    for change in transitions(info):
        on = change.astimezone(info).date()
        for days_off in (-1, 0, 1):
            day = on + timedelta(days=days_off)
            for rule, at in product(rules_that_fall_on(day), HALF_HOURS[:: 23 if days_off else 1]):
                found = list(islice(occurrences(Cadence(at=at, zone=zone, **rule), day), 2))
                assert found[0].local_date == day < found[1].local_date
                for each in found:
                    assert_on_the_wall(each, at, info)


def assert_on_the_wall(found: Occurrence, at: time, zone: ZoneInfo) -> None:
    wall = datetime.combine(found.local_date, at)
    local = found.starts_at.astimezone(zone)
    before, after = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    assert found.starts_at.tzinfo is UTC
    if after is not None and before is not None and after > before:
        assert local.replace(tzinfo=None) == wall + (after - before), "a gap moves forward by it"
    else:
        assert (local.replace(tzinfo=None), local.fold) == (wall, 0)


def test_transitions_are_found():
    assert len(transitions(ZoneInfo("Europe/Berlin"))) == 22
    assert len(transitions(ZoneInfo("Africa/Cairo"))) == 22
    assert transitions(ZoneInfo("Asia/Tokyo")) == []


kinds = st.one_of(
    st.fixed_dictionaries(
        {"every": st.sampled_from(["weekly", "biweekly"]), "weekday": st.integers(0, 6)}
    ),
    st.fixed_dictionaries({"every": st.just("monthly"), "monthday": st.integers(1, 31)}),
    st.fixed_dictionaries(
        {
            "every": st.just("monthly"),
            "weekday": st.integers(0, 6),
            "nth": st.sampled_from([1, 2, 3, 4, -1]),
        }
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    kind=kinds,
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    starting=st.dates(date(2024, 1, 1), date(2034, 12, 31)),
)
def test_occurrences_are_one_per_local_date_whatever_the_rule(kind, zone, at, starting):
    cadence = Cadence(at=at, zone=zone, **kind)
    found = list(islice(occurrences(cadence, starting), 30))
    assert found[0].local_date >= starting
    assert (found[0].local_date - starting).days <= 62
    for one, other in pairwise(found):
        gap = (other.local_date - one.local_date).days
        assert (
            gap in {"weekly": {7}, "biweekly": {14}, "monthly": set(range(27, 36))}[kind["every"]]
        )
        assert one.starts_at < other.starts_at
    for each in found:
        assert_on_the_wall(each, at, ZoneInfo(zone))


def test_instant_of_ignores_a_fold_that_was_passed():
    berlin = ZoneInfo("Europe/Berlin")
    assert instant_of(date(2026, 10, 25), time(2, 30, fold=1), berlin) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"every": "daily"},
        {"zone": "Mars/Olympus"},
        {"zone": "../etc/passwd"},
        {"zone": "America"},
        {"zone": ""},
        {"weekday": 7},
        {"weekday": None},
        {"monthday": 3},
        {"nth": 1},
        {"at": time(9, tzinfo=timezone.utc)},  # noqa: UP017  any aware time
        {"every": "monthly"},
        {"every": "monthly", "nth": 5},
        {"every": "monthly", "nth": 0},
        {"every": "monthly", "nth": 1, "monthday": 1},
        {"every": "monthly", "weekday": None},
        {"every": "monthly", "weekday": None, "monthday": 32},
        {"every": "monthly", "weekday": None, "monthday": 0},
    ],
)
def test_cadence_refuses_what_makes_no_sense(changes: dict):
    with pytest.raises(ValueError, match=r"\w"):
        weekly(**changes)
