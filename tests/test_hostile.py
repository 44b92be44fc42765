"""What nobody types by accident: pages answer it as they answer any other mistake, never with 500."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Left
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from accounts import clock
from accounts.models import AuditEntry
from mentorship.models import Enrollment
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


# One page of each route, as the first of them who may opens it. The watchdogs' page says 503 where
# PostgreSQL's clock, which nothing stops, has left the last tick behind.
PAGES = {
    route_of(row.name): (row.name, next(who for who in WHO if opens(row, who)))
    for row in ROWS
    if row.method == "GET" and ":" in row.name and not row.name.startswith("admin:")
    if row.name != "accounts:healthz"
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


def mixed(fields: Iterable[str], shift: int) -> dict[str, str]:
    """Each field something else; another shift gives each something else again."""
    values = list(NASTY.values())
    return {name: values[(place + shift) % len(values)] for place, name in enumerate(fields)}


def expect_page(clients: dict[str, Client], world: World, name: str, query: dict[str, str]) -> None:
    page, actor = PAGES[name]
    cache.clear()
    with transaction.atomic():
        answer = clients[actor].get(address_of(world, page), query)
        transaction.set_rollback(True)
    assert answer.status_code in (200, 302, 404), (name, actor)
    assert "<script>alert" not in answer.content.decode(errors="replace"), (name, actor)


@pytest.mark.parametrize("turn", range(3))
def test_pages_bear_a_mixed_query(world, clients, turn: int) -> None:
    """Over all pages every key has every value; each page with each is left to the full run."""
    for number, name in enumerate(PAGES):
        expect_page(clients, world, name, mixed(KEYS, turn + 3 * number))


@pytest.mark.slow
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_pages_bear_any_query(world, clients, nasty: str) -> None:
    for name in PAGES:
        expect_page(clients, world, name, dict.fromkeys(KEYS, nasty))


MARKUP = "<i id=x>"
WRITTEN = frozenset(
    "name label help message about text title filename invited_as close_reason likes helps hopes "
    "mentor_word mentee_word check_in_word summary note learned what happened question line".split()
)


def marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [marked(each) for each in value]
    return MARKUP + value if isinstance(value, str) else value


def write_markup_everywhere() -> int:
    """Into every text that people write, and their answers. Returns into how many columns."""
    columns = 0
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.name in WRITTEN and isinstance(field, models.CharField | models.TextField):
                most = field.max_length or 500
                written = Left(Concat(Value(MARKUP), F(field.name)), most)
                model._base_manager.exclude(**{field.name: ""}).update(**{field.name: written})
                columns += 1
    for place in Enrollment.objects.all():
        Enrollment.objects.filter(pk=place.pk).update(answers=marked(place.answers))
    return columns


def test_no_page_shows_markup_that_somebody_wrote(world, clients) -> None:
    with transaction.atomic():
        assert write_markup_everywhere() > 20
        shown = 0
        for name, actor in PAGES.values():
            cache.clear()
            answer = clients[actor].get(address_of(world, name))
            page = answer.content.decode() if "html" in answer.get("Content-Type", "") else ""
            assert MARKUP not in page, (name, actor)
            shown += escape(MARKUP) in page
        assert shown > 30
        transaction.set_rollback(True)


def foreign(world: World) -> dict[str, dict[str, Any]]:
    """Ada's and Maria's own addresses, and in the form something of a cohort that is not theirs."""
    spring, extension = world["to keep apart"], str(world["extension"].pk)
    mentor, mentee = str(spring["mentor"]), str(spring["mentee"])
    draft = str(world["pairing[locked]"].pk)
    return {
        "ada mentorship:swap_pairing[draft]": {"mentor": mentor},
        "ada mentorship:publish_pairings[autumn]": {"which": "some", "pairing": draft},
        "ada mentorship:withdraw_invitations[autumn]": {"place": mentee},
        "ada mentorship:resend_invitations[autumn]": {"place": mentee},
        "ada mentorship:withdraw_enrollments[waiting]": {"place": mentee, "only": mentee},
        "ada mentorship:regroup_peer[dan]": {"how": "join", "other": mentee},
        "ada mentorship:copy_questions[autumn]": {"source": str(world["cohort[first]"].pk)},
        "ada mentorship:edit_rule[autumn]": {"field": f"q:{mentor}", "message": "No."},
        "maria mentorship:agree_extension[active]": {"extension": str(int(extension) + 1)},
        "maria mentorship:decline_extension[active]": {"extension": "1" + extension},
        "maria mentorship:rule_out_partners[active]": {"about": str(world.eve.pk)},
    }


def test_forms_take_nothing_of_another_cohort(world, clients) -> None:
    for asked, data in foreign(world).items():
        actor, _, name = asked.partition(" ")
        with transaction.atomic():
            cache.clear()
            last = AuditEntry.objects.aggregate(Max("pk"))["pk__max"]
            answer = clients[actor].post(address_of(world, name), data)
            said = list(AuditEntry.objects.filter(pk__gt=last).values_list("verb", flat=True))
            transaction.set_rollback(True)
        assert answer.status_code in (302, 404, 422), (asked, answer.status_code)
        assert not said, (asked, said)


def post(client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
    """Undone afterwards, and the client is who it was."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    cache.clear()
    with transaction.atomic():
        answer = client.post(address, data)
        transaction.set_rollback(True)
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return answer


def expect_form(
    clients: dict[str, Client], world: World, form: tuple[str, str], data: dict[str, str]
) -> None:
    name, actor = form
    answer = post(clients[actor], address_of(world, name), data)
    assert answer.status_code in (200, 302, 422), (name, actor)
    assert not answer.get("Location", "").startswith("https://evil"), name


def fields_of(form: tuple[str, str], world: World) -> list[str]:
    return ["next", *sent_with(form[0], world)]


@pytest.mark.parametrize("turn", range(3))
def test_forms_bear_mixed_fields(world, clients, turn: int) -> None:
    for number, form in enumerate(FORMS):
        data = mixed(fields_of(form, world), turn + 3 * number)
        expect_form(clients, world, form, data)


@pytest.mark.slow
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_forms_bear_any_fields(world, clients, nasty: str) -> None:
    for form in FORMS:
        expect_form(clients, world, form, dict.fromkeys(fields_of(form, world), nasty))


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
