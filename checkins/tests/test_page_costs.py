"""What the benchmark of pages measures: readers with years behind them, and the pages they open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse

from checkins.management.costs import PAGES, Page, Reading
from checkins.management.years import MENTEES, make_years
from checkins.models import CheckIn
from goals.models import ProgressEntry
from mentorship.management.visiting import session_cookie

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def readers(db: None) -> dict[str, Any]:
    mentee, mentor = make_years("few", days=90, entries=20, now=NOW)
    return {"mentee": mentee, "mentor": mentor}


def test_years_are_lived_by_everybody(readers: dict[str, Any]) -> None:
    assert ProgressEntry.objects.count() == 20 * MENTEES
    assert CheckIn.objects.held().count() == 6 * MENTEES


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """A web server closes its old connections; this one holds the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_pages_that_are_measured_are_opened(
    readers: dict[str, Any], kept_connection: None, settings: Any
) -> None:
    settings.ROOT_URLCONF = "checkins.management.costs"
    reading = Reading()
    pages = [
        Page(name, reverse(url), session_cookie(readers[who])) for name, (url, who) in PAGES.items()
    ]
    for page in (*pages, Page("floor", reverse("floor"), pages[0].cookie)):
        assert reading.open(page)
        assert page.cost > 0


def test_page_that_does_not_come_is_an_error(kept_connection: None) -> None:
    with pytest.raises(RuntimeError, match="/nowhere/ answered 404"):
        Reading().open(Page("nowhere", "/nowhere/", ""))


def test_costs_are_compared_pair_by_pair() -> None:
    base = Page("floor", "/", "", took=[1.0, 2.0, 9.0])
    page = Page("home", "/", "", took=[2, 6, 27], anew=[4, 8, 9])

    assert page.times(base) == 3
    assert page.times_anew(base) == 4
    assert page.cost == 6
