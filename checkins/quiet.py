"""When a line of feedback is due, when a log has been quiet, and how one might begin again.

Pure: dates in, dates and numbers out. What is said stands in words.
"""

from __future__ import annotations

from datetime import date, timedelta

QUIET = timedelta(weeks=4)
OPENERS = 6  # how many there are to choose from
SHOWN = 2


def span_of(begins_on: date, weeks: int, today: date) -> tuple[date, date]:
    """First and last day of the stretch that today is in, for a rhythm of so many weeks."""
    length = 7 * weeks
    past = (today - begins_on).days // length
    first = begins_on + timedelta(days=past * length)
    return first, first + timedelta(days=length - 1)


def is_line_due(begins_on: date, weeks: int, last_on: date | None, today: date) -> bool:
    """Nothing of earlier stretches is ever asked for again."""
    if today < begins_on:
        return False
    first, _last = span_of(begins_on, weeks, today)
    return last_on is None or last_on < first


def is_quiet(since: date, last_on: date | None, today: date) -> bool:
    """Four weeks without a word, counted from when they began to work together."""
    return today - (last_on or since) >= QUIET


def openers_for(member: int, today: date) -> list[int]:
    """Two numbers of openers; others next week, the same all week long."""
    first = (member + today.isocalendar().week * SHOWN) % OPENERS
    return [(first + step) % OPENERS for step in range(SHOWN)]
