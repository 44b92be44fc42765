"""Each page of the table of permissions, as the first person who may see it meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Message, User
from mentorship.styleguide import PAGES
from tests.addresses import address_of
from tests.test_permission_matrix import ACTORS, ROWS, Row
from tests.world import World, make_world

from .clock import Clock
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def world(site: str, clock: Clock) -> World:
    return make_world(clock.now)


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk in the dark"])
def test_every_page_is_accessible_and_fits(
    visitor: Callable[..., Visitor], world: World, desk: bool
) -> None:
    guests: dict[str, Visitor] = {}
    problems = []
    for row in ROWS:
        actor = who_may_look(row)
        if not actor:
            continue
        if actor not in guests:
            guests[actor] = visitor(actor, desk=desk)
            sign_in(guests[actor], world.people.get(actor))
        problems += problems_of(guests[actor], address_of(world, row.name))
    assert problems == []


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk in the dark"])
def test_pages_for_development_are_accessible_and_fit(
    visitor: Callable[..., Visitor], world: World, settings: Any, desk: bool
) -> None:
    settings.DEBUG = True
    guest = visitor("Developer", desk=desk)
    for page in sorted(PAGES):
        guest.open(f"/styleguide/?page={page}")
    guest.open("/mailbox/")
    mail = Message.objects.filter(state="sent").latest("pk")
    guest.open(f"/mailbox/{mail.public_id}/")


def who_may_look(row: Row) -> str:
    """The first who gets a page there; who is signed in sees more of it."""
    if row.method != "GET" or row.name.startswith("admin:"):
        return ""
    cells = dict(zip(ACTORS, row.cells, strict=True))
    return next((actor for actor in (*ACTORS[1:], ACTORS[0]) if cells[actor] == "200"), "")


def sign_in(guest: Visitor, person: User | None) -> None:
    if person is None:
        return
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": settings.SITE_URL}
    guest.context.add_cookies([cookie])


def problems_of(guest: Visitor, address: str) -> list[str]:
    answer = guest.context.request.get(address)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []  # a file, or an answer for machines
    try:
        guest.open(address)
    except AssertionError as problem:
        guest.complaints.clear()
        return [str(problem)]
    return []
