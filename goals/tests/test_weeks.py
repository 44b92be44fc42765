"""Weeks are Mondays on the writer's calendar, and their last working day is when they are due."""

from datetime import date

import pytest

from goals.weeks import due_on, first_day, is_due, since, week_to_write

OFFICE, SHIFTS, NEVER = "1111100", "0010011", "0000000"
LAST, THIS, NEXT = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)
TUESDAY, FRIDAY, SUNDAY = date(2026, 11, 17), date(2026, 11, 20), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("working_days", "first", "last"),
    [
        (OFFICE, THIS, FRIDAY),
        (SHIFTS, date(2026, 11, 18), SUNDAY),
        (NEVER, THIS, SUNDAY),
    ],
)
def test_week_begins_and_is_due_by_the_working_days(working_days, first, last) -> None:
    assert (first_day(THIS, working_days), due_on(THIS, working_days)) == (first, last)


@pytest.mark.parametrize(
    ("today", "handled", "week"),
    [
        (FRIDAY, set(), THIS),
        (SUNDAY, {THIS}, None),
        (TUESDAY, set(), LAST),
        (TUESDAY, {LAST}, THIS),
        (TUESDAY, {LAST, THIS}, None),
        (TUESDAY, {THIS}, None),
    ],
)
def test_week_to_write_is_the_one_that_ends_else_the_one_that_has_begun(
    today, handled, week
) -> None:
    assert week_to_write(today, OFFICE, handled) == week


@pytest.mark.parametrize(
    ("today", "handled", "due"),
    [
        (FRIDAY, set(), True),
        (FRIDAY, {LAST}, True),
        (TUESDAY, set(), True),
        (TUESDAY, {LAST}, False),
        (FRIDAY, {THIS}, False),
    ],
)
def test_report_is_due_from_the_last_working_day_to_the_next(today, handled, due) -> None:
    assert is_due(today, OFFICE, handled) is due


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (set(), NEXT),
        ({THIS}, NEXT),
        ({LAST}, THIS),
        ({date(2026, 11, 2)}, THIS),
        ({LAST, THIS}, NEXT),
    ],
)
def test_report_covers_the_week_before_where_that_is_absent(written, first) -> None:
    assert since(NEXT, written) == first
