"""What nobody types by accident: pages answer it as they answer any other mistake, never with 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import clock
from tests.addresses import address_of, route_of
from tests.posts import sent_with
from tests.test_permission_matrix import ACTORS, ROWS, Row
from tests.world import World, make_world

KEYS = (
    "about after answer before check_in commitment decision due_on goal mentor moved_to name next "
    "page pairing q role search show state stream to value which"
).split()
NASTY = {
    "nothing": "",
    "a null byte": "a\x00b",
    "a number beyond integers": "9" * 30,
    "a number beyond reason": "9" * 5000,
    "below zero": "-1",
    "other digits": "٣",
    "a superscript": "²",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "markup": "<script>alert(1)</script>",
    "a pattern": "%' OR 1=1 --",
    "not a date": "0000-00-00",
    "another site": "https://evil.example/",
    "very long": "x" * 20_000,
}
WHO = ("maria", "ada")


def opens(row: Row, who: str) -> bool:
    return dict(zip(ACTORS, row.cells, strict=True))[who] == "200"


# One page of each route, as the first of them who may opens it.
PAGES = {
    route_of(row.name): (row.name, next(who for who in WHO if opens(row, who)))
    for row in ROWS
    if row.method == "GET" and ":" in row.name and not row.name.startswith("admin:")
    if any(opens(row, who) for who in WHO)
}
FORMS = sorted(
    {
        (row.name, actor)
        for row in ROWS
        if row.method == "POST" and ":" in row.name and not row.name.startswith("admin:")
        for actor, cell in zip(ACTORS, row.cells, strict=True)
        if actor in WHO and cell.endswith("*")
    }
)


@pytest.fixture(scope="module", autouse=True)
def stopped_clock() -> Iterator[None]:
    """However long it takes here, the last tick of this world was just now."""
    with time_machine.travel(clock.now(), tick=False):
        yield


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db) -> World:
    return make_world(clock.now())


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    clients = {}
    for name in WHO:
        clients[name] = Client()
        clients[name].force_login(
            world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return clients


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_pages_bear_any_query(world, clients, nasty: str) -> None:
    for name, actor in PAGES.values():
        cache.clear()
        with transaction.atomic():
            answer = clients[actor].get(address_of(world, name), dict.fromkeys(KEYS, nasty))
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302, 404), (name, actor)
        assert "<script>alert" not in answer.content.decode(), (name, actor)


def post(client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
    """Undone afterwards, and the client is who it was."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    cache.clear()
    with transaction.atomic():
        answer = client.post(address, data)
        transaction.set_rollback(True)
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return answer


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_forms_bear_any_fields(world, clients, nasty: str) -> None:
    for name, actor in FORMS:
        fields = [*sent_with(name, world), "next"]
        answer = post(clients[actor], address_of(world, name), dict.fromkeys(fields, nasty))
        assert answer.status_code in (200, 302, 422), (name, actor)
        assert not answer.get("Location", "").startswith("https://evil"), name


@pytest.mark.slow
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_forms_bear_any_field_in_turn(world, clients, nasty: str) -> None:
    for name, actor in FORMS:
        for field in sent_with(name, world):
            data = sent_with(name, world) | {field: nasty}
            answer = post(clients[actor], address_of(world, name), data)
            assert answer.status_code in (200, 302, 422), (name, actor, field)


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_links_bear_any_token(client, world, nasty: str) -> None:
    for tail in ("/a/{}/", "/u/{}", "/i/{}/"):
        address = tail.format(nasty.replace("/", "").replace("?", "") or "x")
        assert client.get(address).status_code in (404, 410)
