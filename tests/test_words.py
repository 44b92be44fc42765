"""Words where they do not belong: what a pair wrote, on other people's pages; and words that sound
like surveillance or blame, on anybody's screen or in anybody's mail."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts import clock
from tests.addresses import admin_address
from tests.reading import NEVER, crawl, visible
from tests.routes import all_routes
from tests.world import World, make_world

SHARED, OWN, SECRET = "quokkaword", "okapiword", "axolotlword"


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db) -> World:
    return make_world(clock.now(), shared=SHARED, own=OWN, secret=SECRET)


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(
        world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def phrases_on_pages(world: World, name: str, starts: list[str]) -> dict[str, set[str]]:
    """Address → the planted phrases that stand there."""
    found: dict[str, set[str]] = {}
    for address, answer in crawl(signed_in(world, name), starts):
        text = answer.content.decode(errors="replace")
        found[address] = {phrase for phrase in (SHARED, OWN, SECRET) if phrase in text}
    return found


def all_addresses(world: World) -> list[str]:
    """Where a person might try: every row of the matrix, found by links or not."""
    from tests.addresses import address_of
    from tests.test_permission_matrix import ROWS

    rows = {row.name for row in ROWS if row.method == "GET" and not row.name.startswith("admin:")}
    # Links from mails are for whoever got the mail.
    tokens = ("accounts:answer", "accounts:unsubscribe", "accounts:accept", "account_logout")
    return sorted(address_of(world, row) for row in rows if not row.startswith(tokens))


def admin_addresses() -> list[str]:
    skip = ("admin:logout", "admin:jsi18n")
    routes = [r for r in all_routes() if r.name.startswith("admin:") and r.name not in skip]
    return ["/admin/", *(admin_address(route) for route in routes)]


# -- What a pair wrote ----------------------------------------------------------------------------


def test_the_phrases_are_there_for_who_may_read_them(world) -> None:
    """Else the tests below would find nothing, whatever leaked."""
    found = set().union(*phrases_on_pages(world, "maria", ["/"]).values())
    assert found == {SHARED, OWN, SECRET}


@pytest.mark.parametrize("name", ["ada", "cleo", "dora", "eve"])
def test_who_coordinates_reads_nobodys_words(world, name) -> None:
    pages = phrases_on_pages(world, name, ["/", *all_addresses(world)])
    assert {address: found for address, found in pages.items() if found} == {}


def test_staff_read_nobodys_words(world) -> None:
    pages = phrases_on_pages(world, "staff", [*admin_addresses(), *all_addresses(world)])
    assert {address: found for address, found in pages.items() if found} == {}


def test_a_partner_reads_no_secrets(world) -> None:
    pages = phrases_on_pages(world, "omar", ["/", *all_addresses(world)])
    assert {address for address, found in pages.items() if SECRET in found} == set()
    assert OWN in set().union(*pages.values())


def test_a_former_partner_reads_what_was_shared_then_and_no_goals_or_promises(world) -> None:
    pages = phrases_on_pages(world, "fred", ["/", *all_addresses(world)])
    assert set().union(*pages.values()) == {SHARED}


@pytest.mark.parametrize("name", ["maria", "omar", "nina", "fred", "ada", "cleo", "dora", "staff"])
def test_links_on_pages_lead_somewhere(world, name) -> None:
    """A link to what the reader may not see would tell that it is there."""
    lost = []
    for address, answer in crawl(signed_in(world, name), ["/"]):
        # A form's address answers a POST alone.
        if answer.status_code not in (200, 405):
            lost.append((address, answer.status_code))
    assert lost == []


# -- Words that never reach a screen ---------------------------------------------------------------

TRANSLATES = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
}
APPS = ("accounts", "mentorship", "goals", "checkins")


def template_words(source: str) -> str:
    """Its text, and the strings that it translates; tags and variables left out."""
    source = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    strings = re.findall(r"{%\s*trans(?:late)?\s+(\"[^\"]*\"|'[^']*')", source)
    rest = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    return " ".join([*strings, visible(rest)])


def code_words(source: str) -> list[str]:
    """Strings in Python that are marked for translation."""
    found = []
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in TRANSLATES:
            found += [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return [text for text in found if isinstance(text, str)]


def test_no_template_says_words_of_surveillance() -> None:
    found = {}
    for path in (settings.BASE_DIR / "templates").rglob("*.*"):
        match = NEVER.search(template_words(path.read_text()))
        if match:
            found[str(path.relative_to(settings.BASE_DIR))] = match.group()
    assert found == {}


def test_no_translatable_string_says_words_of_surveillance() -> None:
    found = {}
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "tests" not in path.parts and "migrations" not in path.parts:
                said = [text for text in code_words(path.read_text()) if NEVER.search(text)]
                found |= {str(path): said} if said else {}
    assert found == {}


@pytest.mark.parametrize("name", ["maria", "omar", "ada", "eve"])
def test_no_page_says_words_of_surveillance(world, name) -> None:
    found = {}
    for address, answer in crawl(signed_in(world, name), ["/"]):
        match = NEVER.search(visible(answer.content.decode()))
        if match:
            found[address] = match.group()
    assert found == {}
