"""No page asks the database more often because there is more to show, and none more than 15 times.

Every GET that the permission matrix says opens a page is counted for those who open it, with few
things and with thirty and more of each.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from goals.tests.make import make_consent, make_goal
from tests.addresses import address_of, admin_address, route_of
from tests.crowd import add_crowd
from tests.routes import all_routes
from tests.test_permission_matrix import ACTORS, ROWS
from tests.world import World, make_world

MOST = 15
# What is opened every day: it may only become smaller.
DAILY = {
    "checkins:calendar": 8,
    "checkins:check_ins": 8,
    "checkins:home": 8,
    "checkins:review": 8,
    "checkins:rhythm": 8,
    "goals:goals": 8,
    "goals:promises": 8,
    "mentorship:workbench": 8,
}
WHO = ("maria", "omar", "ada")
PAGES = [
    (row.name, actor)
    for row in ROWS
    if row.method == "GET" and not row.name.startswith("admin:")
    for actor, cell in zip(ACTORS, row.cells, strict=True)
    if actor in WHO and cell == "200"
]
ADMIN = [
    route
    for route in all_routes()
    if route.name.startswith("admin:") and route.name.endswith(("_changelist", "_change", "index"))
    if "password" not in route.name and route.name != "admin:auth_group_change"
]
Figures = dict[tuple[str, str], tuple[int, int]]


class Counting:
    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client()
        self.sessions = {}
        for name in (*WHO, "staff"):
            client = Client()
            client.force_login(
                world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            self.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def count(self, actor: str, address: str) -> int:
        cache.clear()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        connection.queries_log.clear()  # it keeps the newest 9,000, and counts no further than that
        with CaptureQueriesContext(connection) as seen:
            answer = self.client.get(address)
        assert answer.status_code == 200, (actor, address)
        return len(seen)

    def everything(self) -> dict[tuple[str, str], int]:
        ours = {page: self.count(page[1], address_of(self.world, page[0])) for page in PAGES}
        admin = {(r.name, "staff"): self.count("staff", admin_address(r)) for r in ADMIN}
        return ours | admin


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def figures(db) -> Figures:
    """(row, actor) → how many queries with few things, and with many."""
    with time_machine.travel(clock.now(), tick=False):  # however long it takes, no mail is late
        counting = Counting(make_world(clock.now()))
        make_consent(make_goal(counting.world["member[omar]"]))  # of each kind one, then thirty
        counting.everything()  # what a process reads once
        few = counting.everything()
        add_crowd(counting.world)
        many = counting.everything()
    return {page: (few[page], many[page]) for page in few}


@pytest.mark.parametrize(("row", "actor"), PAGES)
def test_page_asks_the_same_however_much_there_is(figures: Figures, row: str, actor: str) -> None:
    few, many = figures[row, actor]
    assert few == many
    assert many <= DAILY.get(route_of(row), MOST)


@pytest.mark.parametrize("name", [route.name for route in ADMIN])
def test_admin_page_asks_no_more_than_others(figures: Figures, name: str) -> None:
    few, many = figures[name, "staff"]
    assert few == many <= MOST
