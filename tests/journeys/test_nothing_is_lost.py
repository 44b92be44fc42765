"""What somebody types stays theirs: signed out meanwhile, pressed twice, without a connection."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Draft, User
from goals.models import Goal, ProgressEntry
from goals.tests.make import make_goal
from mentorship.models import PairingMember
from mentorship.tests.make import PASSWORD

from . import door
from .door import signed_in
from .visitor import Visitor

pytestmark = pytest.mark.browser
WORDS = "The first one, in front of six people. I spoke too fast, and they still asked for more."
LOST = "There is no connection at the moment"


@pytest.fixture
def goal(site: str, as_mentee: PairingMember) -> Goal:
    return make_goal(as_mentee)


@pytest.fixture
def log_page(goal: Goal) -> str:
    return reverse("goals:log_progress", args=[goal.pk])


def waits_in_tab(guest: Visitor, forms: int) -> None:
    """So many forms have words that could not leave this tab yet."""
    kept = "Object.keys(sessionStorage).filter((name) => name.startsWith('kept:')).length"
    guest.page.wait_for_function(f"() => {kept} === {forms}")


def note(guest: Visitor) -> str:
    return guest.page.get_by_label("What happened?").input_value()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_words_come_back_after_the_session_has_run_out(
    visitor: Callable[..., Visitor], maria: User, log_page: str, scripts: bool
) -> None:
    guest = signed_in(visitor, maria, java_script_enabled=scripts)
    guest.open(log_page)
    guest.write("What happened?", WORDS)
    Session.objects.all().delete()
    guest.press("Log progress")
    guest.sees("Your words are kept")
    door.sign_in_with_password(guest, maria.email, PASSWORD)
    assert note(guest) == WORDS
    guest.sees("They are not sent yet")
    guest.press("Log progress")
    assert [entry.note for entry in ProgressEntry.objects.all()] == [WORDS]
    guest.open(log_page)
    assert note(guest) == ""


def test_words_come_back_when_the_page_was_closed(
    visitor: Callable[..., Visitor], maria: User, goal: Goal, log_page: str
) -> None:
    guest = signed_in(visitor, maria)
    guest.open(log_page)
    with guest.page.expect_response(lambda answer: answer.url.endswith("/drafts/")):
        guest.write("What happened?", WORDS)
    phone = signed_in(visitor, maria)
    phone.open(reverse("goals:goal", args=[goal.pk]))
    assert note(phone) == WORDS
    phone.press("Begin empty")
    assert note(phone) == ""
    assert not Draft.objects.exists()


def test_pressing_twice_logs_once(
    visitor: Callable[..., Visitor], maria: User, log_page: str
) -> None:
    guest = signed_in(visitor, maria)
    guest.open(log_page)
    guest.write("What happened?", WORDS)
    with guest.arriving():
        guest.button("Log progress").dblclick()
    assert ProgressEntry.objects.count() == 1


def test_form_stays_on_the_screen_without_a_connection(
    visitor: Callable[..., Visitor], maria: User, log_page: str
) -> None:
    guest = signed_in(visitor, maria)
    guest.open(log_page)
    guest.context.set_offline(True)
    guest.write("What happened?", WORDS)
    guest.button("Log progress").click()
    expect(guest.page.get_by_text(LOST)).to_be_visible()
    guest.complaints.clear()  # the browser says in its console that it is offline
    guest.look()
    assert note(guest) == WORDS
    guest.context.set_offline(False)
    guest.press("Log progress")
    assert [entry.note for entry in ProgressEntry.objects.all()] == [WORDS]


def test_words_written_without_a_connection_survive_a_reload(
    visitor: Callable[..., Visitor], maria: User, log_page: str
) -> None:
    guest = signed_in(visitor, maria)
    guest.open(log_page)
    guest.context.set_offline(True)
    guest.write("What happened?", WORDS)
    waits_in_tab(guest, 1)
    guest.context.set_offline(False)
    guest.complaints.clear()
    guest.open(log_page)
    expect(guest.page.get_by_label("What happened?")).to_have_value(WORDS)
    waits_in_tab(guest, 0)
    assert Draft.objects.get().fields["note"] == [WORDS]


def test_signing_out_leaves_nothing_in_the_browser(
    visitor: Callable[..., Visitor], maria: User, log_page: str
) -> None:
    guest = signed_in(visitor, maria)
    guest.open(log_page)
    guest.page.route("**/drafts/", lambda route: route.abort())
    with guest.page.expect_console_message():
        guest.write("What happened?", WORDS)
    waits_in_tab(guest, 1)
    guest.complaints.clear()
    guest.press("Sign out")
    waits_in_tab(guest, 0)


def test_logging_takes_two_clicks_and_less_than_ten_seconds_from_home(
    visitor: Callable[..., Visitor], maria: User, goal: Goal
) -> None:
    guest = signed_in(visitor, maria)
    guest.open("/")
    before = monotonic()
    guest.link("Log progress").click()
    field = guest.page.get_by_label("What happened?")
    field.wait_for()
    field.fill(WORDS)
    with guest.page.expect_navigation():
        guest.button("Log progress").click()
    assert monotonic() - before < 10
    assert [entry.note for entry in ProgressEntry.objects.all()] == [WORDS]
    guest.look()
