"""Words where they do not belong: what a pair wrote, on other people's pages; and words that sound
like surveillance or blame, on anybody's screen or in anybody's mail."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import clock
from tests.addresses import address_of, admin_address
from tests.reading import NEVER, crawl, visible
from tests.routes import all_routes
from tests.test_permission_matrix import ROWS
from tests.world import World, make_world

SHARED, OWN, SECRET = "quokkaword", "okapiword", "axolotlword"


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Page:
    status: int
    html: str
    linked: bool  # reached by following links from the home page, not by trying its address

    @property
    def phrases(self) -> set[str]:
        return {phrase for phrase in (SHARED, OWN, SECRET) if phrase in self.html}


class Reader:
    """Somebody's pages, each read once: what links lead to, then whatever else one might try."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.read: dict[str, dict[str, Page]] = {}

    def pages(self, name: str) -> dict[str, Page]:
        if name not in self.read:
            self.read[name] = self._read(name)
        return self.read[name]

    def phrases(self, name: str) -> dict[str, set[str]]:
        """Address → the planted phrases that stand there, where there are any."""
        found = {address: page.phrases for address, page in self.pages(name).items()}
        return {address: phrases for address, phrases in found.items() if phrases}

    def _read(self, name: str) -> dict[str, Page]:
        client = Client()
        client.force_login(
            self.world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        admin = admin_addresses() if name == "staff" else []
        pages = {}
        for address, answer in crawl(client, ["/", *admin[:1]]):
            pages[address] = page_of(answer, linked=True)
        for address in [*all_addresses(self.world), *admin]:
            if address not in pages:
                pages[address] = page_of(client.get(address, follow=True), linked=False)
        return pages


def page_of(answer: HttpResponse, *, linked: bool) -> Page:
    """Of a PDF nothing: its own keywords are no words to anybody, and what it says is compressed."""
    is_pdf = answer.get("Content-Type", "").startswith("application/pdf")
    html = "" if is_pdf else answer.content.decode(errors="replace")
    return Page(answer.status_code, html, linked)


@pytest.fixture(scope="module")
def world(db) -> World:
    return make_world(clock.now(), shared=SHARED, own=OWN, secret=SECRET)


@pytest.fixture(scope="module")
def reader(world: World) -> Reader:
    return Reader(world)


def all_addresses(world: World) -> list[str]:
    """Where a person might try: every row of the matrix, found by links or not."""
    rows = {row.name for row in ROWS if row.method == "GET" and not row.name.startswith("admin:")}
    # Links from mails are for whoever got the mail.
    tokens = ("accounts:answer", "accounts:unsubscribe", "accounts:accept", "account_logout")
    tokens += ("checkins:answer_as_colleague", "checkins:decline_as_colleague")
    tokens += ("checkins:calendar_feed",)  # for the calendar program of whose it is
    return sorted(address_of(world, row) for row in rows if not row.startswith(tokens))


def admin_addresses() -> list[str]:
    skip = ("admin:logout", "admin:jsi18n")
    routes = [r for r in all_routes() if r.name.startswith("admin:") and r.name not in skip]
    return ["/admin/", *(admin_address(route) for route in routes)]


# -- What a pair wrote ----------------------------------------------------------------------------


def test_the_phrases_are_there_for_who_may_read_them(reader) -> None:
    """Else the tests below would find nothing, whatever leaked."""
    assert set().union(*reader.phrases("maria").values()) == {SHARED, OWN, SECRET}


@pytest.mark.parametrize("name", ["ada", "cleo", "dora", "eve", "staff"])
def test_who_coordinates_or_administers_reads_nobodys_words(reader, name) -> None:
    assert reader.phrases(name) == {}


def test_a_partner_reads_no_secrets(reader) -> None:
    found = reader.phrases("omar")
    assert {address for address, phrases in found.items() if SECRET in phrases} == set()
    assert OWN in set().union(*found.values())


def test_a_former_partner_reads_what_was_shared_then_and_no_goals_or_promises_of_others(
    reader,
) -> None:
    found = reader.phrases("fred")
    assert set().union(*found.values()) == {SHARED, OWN}
    promised = [address for address, phrases in found.items() if OWN in phrases]
    # What he promised himself, and the line of a report that was sent to him then.
    assert [a for a in promised if "/history/" not in a and "/reports/" not in a] == []


@pytest.mark.parametrize("name", ["maria", "omar", "nina", "fred", "ada", "cleo", "dora", "staff"])
def test_links_on_pages_lead_somewhere(reader, name) -> None:
    """A link to what the reader may not see would tell that it is there. A form's address answers
    a POST alone; Django's admin links to what it refuses."""
    lost = {
        address: page.status
        for address, page in reader.pages(name).items()
        if page.linked and page.status not in (200, 405) and not address.startswith("/admin/")
    }
    assert lost == {}


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
def test_no_page_says_words_of_surveillance(reader, name) -> None:
    pages = {a: page for a, page in reader.pages(name).items() if not a.startswith("/admin/")}
    said = {address: NEVER.search(visible(page.html)) for address, page in pages.items()}
    assert {address: match.group() for address, match in said.items() if match} == {}
