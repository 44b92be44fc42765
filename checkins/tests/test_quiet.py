"""Lines that are due, logs that are quiet, and ways to begin."""

from datetime import date, timedelta

import pytest

from checkins import quiet, words

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("weeks", "days", "span"), [(1, 0, (0, 6)), (1, 6, (0, 6)), (1, 7, (7, 13)), (2, 13, (0, 13))]
)
def test_span_begins_on_the_day_of_the_promise(weeks, days, span) -> None:
    first, last = quiet.span_of(MONDAY, weeks, MONDAY + days * DAY)
    assert (first, last) == (MONDAY + span[0] * DAY, MONDAY + span[1] * DAY)


def test_line_is_due_until_one_is_written_in_its_stretch() -> None:
    today = MONDAY + 9 * DAY
    assert quiet.is_line_due(MONDAY, 1, None, today)
    assert quiet.is_line_due(MONDAY, 1, MONDAY + 6 * DAY, today)
    assert not quiet.is_line_due(MONDAY, 1, MONDAY + 7 * DAY, today)
    assert not quiet.is_line_due(MONDAY, 2, MONDAY + 6 * DAY, today)


def test_line_is_not_due_before_it_begins() -> None:
    assert not quiet.is_line_due(MONDAY, 1, None, MONDAY - DAY)


def test_quiet_after_four_weeks_counted_from_the_last_line() -> None:
    assert not quiet.is_quiet(MONDAY, None, MONDAY + 27 * DAY)
    assert quiet.is_quiet(MONDAY, None, MONDAY + 28 * DAY)
    assert not quiet.is_quiet(MONDAY, MONDAY + DAY, MONDAY + 28 * DAY)


def test_openers_are_two_others_each_week_and_all_come_by() -> None:
    weeks = [quiet.openers_for(3, MONDAY + 7 * week * DAY) for week in range(3)]
    assert quiet.openers_for(3, MONDAY + 6 * DAY) == weeks[0]
    assert sorted(one for week in weeks for one in week) == list(range(quiet.OPENERS))


def test_there_are_words_for_each_opener() -> None:
    assert len(words.OPENERS) == quiet.OPENERS
