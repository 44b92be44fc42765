"""What the daily pages cost beside the least that a page of somebody signed in can cost, with few
entries of progress and with many, in a database made for it and thrown away."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import include, path, reverse

from accounts import clock
from accounts.kept import forget
from mentorship.management.scratch import scratch_database
from mentorship.management.visiting import session_cookie
from mentorship.models import Enrollment

from .years import MENTEES, make_years

Say = Callable[[str], object]
# By page: its URL name, and whether its reader is the mentee or the mentor of ten.
PAGES = {
    "home of a mentee": ("checkins:home", "mentee"),
    "home of a mentor": ("checkins:home", "mentor"),
    "review": ("checkins:review", "mentor"),
}
# Entries of progress of each mentee, and for how many days the pairs have worked.
FEW, MANY = (10, 42), (10_000, 3 * 365)
ROUNDS = {True: 40, False: 200}
WARMING = 5
MOST_TIMES, MOST_GROWTH, MOST_QUERIES = 3.0, 1.3, 8
_LINE = "{:>17} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {}"
_NAMES = ("page", "entries", "queries", "kB", "CPU ms", "× floor", "anew", "bar")


def floor(request: HttpRequest) -> HttpResponse:
    """Session, user, messages, one query, and a line of text."""
    places = Enrollment.objects.of(request.user).count()
    words = engines["django"].from_string("{{ user }}, {{ places }}{{ messages }}")
    return HttpResponse(words.render({"places": places}, request))


urlpatterns = [path("floor/", floor, name="floor"), path("", include("mentorship.urls"))]


@dataclass
class Page:
    name: str
    path: str
    cookie: str
    entries: int = 0
    queries: int = 0
    size: int = 0
    took: list[float] = field(default_factory=list)  # CPU seconds of each answer
    anew: list[float] = field(default_factory=list)  # where no part of it was kept

    @property
    def cost(self) -> float:
        return statistics.median(self.took)

    def times(self, base: Page) -> float:
        """How many times the other's cost, by the median of all pairs."""
        return _times(self.took, base)

    def times_anew(self, base: Page) -> float:
        return _times(self.anew, base)


def _times(took: list[float], base: Page) -> float:
    return statistics.median(a / b for a, b in zip(took, base.took, strict=True))


class Reading:
    """Opens pages as the web server does, in this process."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def open(self, page: Page) -> bytes:
        headers = {"SERVER_NAME": "localhost", "HTTP_COOKIE": page.cookie}
        asked = RequestFactory(**headers).get(page.path).environ
        began = time.process_time()
        answer = self.handler(asked, lambda *_: None)
        body = b"".join(answer)
        answer.close()
        page.took.append(time.process_time() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{page.path} answered {answer.status_code}.")
        return body

    def look(self, page: Page) -> None:
        """What does not change from one answer to the next."""
        for _ in range(WARMING):
            self.open(page)
        with CaptureQueriesContext(connection) as seen:
            page.size = len(self.open(page))
        page.queries = len(seen)
        page.took.clear()


def costs(say: Say, *, quick: bool) -> bool:
    """Prints the table; False where a page asks or costs more than it may."""
    with scratch_database(), override_settings(DEBUG=False, ROOT_URLCONF=__name__):
        say(
            f"Daily pages on {connection.vendor}, one process: a mentor, {MENTEES} mentees, each with "
            f"so many entries; CPU of {ROUNDS[quick]} paired rounds. Anew: with no part kept."
        )
        say(_LINE.format(*_NAMES))
        base, few, many = _pages()
        reading = Reading()
        for page in (base, *few, *many):
            reading.look(page)
        _measure(reading, [base, *few, *many], ROUNDS[quick])
        say(_line(base, base, ""))
        return False not in [_row(say, base, *pair) for pair in zip(few, many, strict=True)]


def _pages() -> tuple[Page, list[Page], list[Page]]:
    now = clock.now()
    found: list[list[Page]] = []
    for entries, days in (FEW, MANY):
        mentee, mentor = make_years(f"e{entries}", days=days, entries=entries, now=now)
        readers = {"mentee": mentee, "mentor": mentor}
        found.append(
            [
                Page(name, reverse(url), session_cookie(readers[who]), entries)
                for name, (url, who) in PAGES.items()
            ]
        )
    few, many = found
    return Page("floor", reverse("floor"), many[0].cookie), few, many


def _measure(reading: Reading, pages: list[Page], rounds: int) -> None:
    """By turns, so that whatever else the machine does falls on all of them."""
    gc.collect()
    for _ in range(rounds):
        for page in pages:
            reading.open(page)
        for page in pages:
            forget()
            reading.open(page)
            page.anew.append(page.took.pop())
        for page in pages:  # kept again, for the next round
            reading.open(page)
            page.took.pop()


def _row(say: Say, base: Page, few: Page, many: Page) -> bool:
    grows = many.times(few)
    told = {
        f"{MOST_QUERIES} queries": few.queries == many.queries <= MOST_QUERIES,
        f"{MOST_TIMES:g} × floor": many.times(base) <= MOST_TIMES,
        f"grows {grows:.2f}, may {MOST_GROWTH:g}": grows <= MOST_GROWTH,
    }
    say(_line(few, base, ""))
    say(_line(many, base, "; ".join(f"{bar} {_verdict(met)}" for bar, met in told.items())))
    return all(told.values())


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def _line(page: Page, base: Page, verdict: str) -> str:
    entries = f"{page.entries:,}" if page.entries else ""
    times = f"{page.times(base):.2f}", f"{page.times_anew(base):.2f}"
    figures = (f"{page.size / 1000:.1f}", f"{1000 * page.cost:.2f}", *times)
    return _LINE.format(page.name, entries, page.queries, *figures, verdict).rstrip()
