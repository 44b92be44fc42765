"""Who gets what at every address. The table is the folder matrix/; how to read it stands there.

A route without a row fails, and so does a row without a route. Each row is asked for by everybody
in turn, every request inside a savepoint of its own, so that nothing posted is still there for the
next. Where the table and the application differ, the application is wrong.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import clock
from accounts.models import AuditEntry
from tests.addresses import address_of, admin_address, route_of
from tests.posts import sent_with
from tests.routes import Route, all_routes
from tests.world import World, make_world

TABLE = Path(__file__).with_name("matrix")
ACTORS = ("anonymous", "maria", "omar", "nina", "fred", "ada", "cleo", "dora", "eve", "staff")
SIGN_IN = "/accounts/login/"


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def read_table() -> list[Row]:
    rows = []
    lines = [line for file in sorted(TABLE.glob("*.txt")) for line in file.read_text().splitlines()]
    for line in lines:
        if line.strip() and not line.startswith("#"):
            name, _bar, rest = line.partition("|")
            method, *cells = rest.split()
            assert len(cells) == len(ACTORS), line
            rows.append(Row(name.strip(), method, tuple(cells)))
    return rows


ROWS = read_table()
ADMIN = [route for route in all_routes() if route.name.startswith("admin:")]
OURS = [route for route in all_routes() if not route.name.startswith("admin:")]


# -- Asking -----------------------------------------------------------------------------------


class Asking:
    """The world, and somebody's request at an address in it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client()  # one for all: each would read the middleware anew
        self.sessions = {name: self._session_of(name) for name in ACTORS[1:]}

    def _session_of(self, name: str) -> str:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(self.world.people[name], backend=backend)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def cell(self, actor: str, row: Row, address: str) -> str:
        """The status, with a star if something was done: each verb leaves an audit entry."""
        cache.clear()  # rate limits are another test's matter
        self.client.cookies.clear()
        if actor in self.sessions:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        with transaction.atomic():
            before = AuditEntry.objects.count()
            if row.method == "POST":
                data = sent_with(row.name, self.world)
                answer = self.client.post(address, data)
            else:
                answer = self.client.get(address)
            done = AuditEntry.objects.count() > before
            transaction.set_rollback(True)
        return shown(answer) + ("*" if done else "")


def shown(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(SIGN_IN + "?next="):
        return "login"
    return str(answer.status_code)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One transaction for all rows, rolled back at the end: the world is made once."""
    quiet = logging.getLogger("django.request")  # every refusal would be logged with its traceback
    quiet.disabled = True
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    quiet.disabled = False


@pytest.fixture(scope="module")
def asking(db) -> Asking:
    return Asking(make_world(clock.now()))


def cells(asking: Asking, row: Row, address: str) -> tuple[str, ...]:
    return tuple(asking.cell(actor, row, address) for actor in ACTORS)


def named(found: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(ACTORS, found, strict=True))


# -- The table is whole -------------------------------------------------------------------------


def test_every_route_has_its_rows() -> None:
    asked = {(route_of(row.name), row.method) for row in ROWS}
    wanted = {(route.name, method) for route in OURS for method in ("GET", "POST")}
    assert sorted(wanted - asked) == []


def test_every_row_has_its_route() -> None:
    names = {route.name for route in OURS}
    admin = [row for row in ROWS if row.name.startswith("admin:")]
    assert sorted({route_of(row.name) for row in ROWS if row not in admin} - names) == []
    assert [row.name for row in admin if not matched(row.name)] == []


def test_every_admin_route_has_its_rows() -> None:
    for method in ("GET", "POST"):
        rows = [row for row in ROWS if row.method == method]
        found = [route.name for route in ADMIN if admin_row(route.name, rows) is None]
        assert found == [], method


def matched(pattern: str) -> list[str]:
    return [route.name for route in ADMIN if fnmatchcase(route.name, pattern)]


def admin_row(name: str, rows: list[Row]) -> Row | None:
    """The first row whose pattern fits; what comes later in the table is more general."""
    return next((row for row in rows if fnmatchcase(name, row.name)), None)


# -- What everybody gets ------------------------------------------------------------------------


@pytest.mark.parametrize("row", [r for r in ROWS if not r.name.startswith("admin:")], ids=str)
def test_everybody_gets_what_the_table_says(asking: Asking, row: Row) -> None:
    found = cells(asking, row, address_of(asking.world, row.name))
    assert named(found) == named(row.cells)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("route", ADMIN, ids=lambda route: route.name)
def test_admin_is_for_staff_alone(asking: Asking, route: Route, method: str) -> None:
    row = admin_row(route.name, [row for row in ROWS if row.method == method])
    assert row is not None
    found = cells(asking, row, admin_address(route))
    assert named(found) == named(row.cells), row
