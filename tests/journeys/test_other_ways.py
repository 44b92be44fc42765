"""The same pages for who has no JavaScript, and for who has no mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from playwright.sync_api import Page

from accounts.models import User
from checkins.tests.make import make_check_in
from goals.models import Commitment, Goal, ProgressEntry
from goals.tests.make import make_commitment, make_goal
from mentorship.models import PairingMember
from mentorship.tests.make import PASSWORD

from . import door
from .clock import Clock
from .visitor import Visitor

pytestmark = pytest.mark.browser
TABS = 60
WHERE = """() => {
  const here = document.activeElement;
  const label = here.labels?.length ? here.labels[0].innerText : "";
  return (label || here.innerText || here.getAttribute("aria-label") || "").trim();
}"""
IS_MARKED = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def goal(site: str, as_mentee: PairingMember) -> Goal:
    return make_goal(as_mentee)


@pytest.fixture
def promise(goal: Goal, as_mentee: PairingMember, clock: Clock) -> Commitment:
    """Due on the day of the story, at noon in Lisbon."""
    made = make_commitment(as_mentee, goal=goal)
    make_check_in(as_mentee.pairing)
    clock.set(made.due_on, time(12), "Europe/Lisbon")
    return made


def test_every_step_works_without_javascript(
    visitor: Callable[..., Visitor], maria: User, goal: Goal, promise: Commitment
) -> None:
    guest = visitor("No scripts", java_script_enabled=False)
    guest.open("/")
    door.sign_in_with_password(guest, maria.email, PASSWORD)
    guest.press("Partly", within=guest.card(promise.text))
    guest.follow("Goals")
    guest.follow(goal.title)
    guest.write("Where do you stand now (presentations)?", "1")
    guest.write("What happened?", "The first one, in front of six people.")
    guest.press("Log progress")
    guest.sees("1 of 3 presentations", "The first one, in front of six people.")
    assert ProgressEntry.objects.get().value == 1
    assert promise.answers.get().answer == "partly"


def test_the_first_card_can_be_answered_with_the_keyboard(
    visitor: Callable[..., Visitor], maria: User, promise: Commitment
) -> None:
    guest = visitor("Keyboard", desk=True)
    guest.open("/")
    tab_to(guest.page, "Email")
    guest.page.keyboard.type(maria.email)
    tab_to(guest.page, "Password")
    guest.page.keyboard.type(PASSWORD)
    with guest.arriving():
        guest.page.keyboard.press("Enter")
    guest.page.keyboard.press("Tab")
    assert guest.page.evaluate(WHERE) == "Skip to the page"
    guest.page.keyboard.press("Enter")
    assert guest.page.evaluate("document.activeElement.id") == "main"
    assert tab_to(guest.page, "Done") <= 12
    with guest.arriving():
        guest.page.keyboard.press("Enter")
    promise.refresh_from_db()
    assert promise.state == Commitment.State.DONE


def tab_to(page: Page, words: str) -> int:
    """Presses Tab until the focus is there, and sees where it is all the way."""
    for step in range(1, TABS + 1):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        assert page.evaluate(IS_MARKED), f"the focus on «{where}» cannot be seen at {page.url}"
        if where == words:
            return step
    raise AssertionError(f"Tab does not reach «{words}» at {page.url}")
