"""Ten answers about a week outlive the tab they were typed into; then they are sent and answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from accounts.models import User
from checkins.models import Report
from mentorship.models import PairingMember

from .door import signed_in
from .visitor import Visitor

pytestmark = pytest.mark.browser
WORDS = {
    "What got done?": "The talk, in front of six people.",
    "What are you proud of?": "I paused.",
    "What was hard?": "A question I had no answer to.",
    "How did you respond to it?": "I said so.",
    "What did you learn?": "“I will find out” is an answer.",
    "What moved on your goals?": "One of four trainings.",
    "What or who helped?": "Jonas, in the first row.",
    "Your promise for next week": "Ask the team which training they would come to",
    "What would you like from Omar?": "How do you choose what to leave out?",
}


def energy(guest: Visitor) -> str:
    return guest.page.locator("[name=energy]:checked").get_attribute("value") or ""


def test_ten_answers_survive_a_killed_tab_and_are_answered(
    visitor: Callable[..., Visitor], as_mentee: PairingMember, maria: User, omar: User
) -> None:
    page = reverse("checkins:send_report", args=[as_mentee.pairing_id])
    guest = signed_in(visitor, maria)
    guest.open(page)
    guest.press("All ten questions")
    for label, text in WORDS.items():
        guest.write(label, text)
    with guest.page.expect_response(lambda answer: answer.url.endswith("/drafts/")):
        guest.pick("4", within=guest.page.locator("fieldset", has_text="How much energy"))
    crash(guest)
    again = signed_in(visitor, maria)
    again.open(page)
    kept = {label: again.page.get_by_label(label).input_value() for label in WORDS}
    assert (kept, energy(again)) == (WORDS, "4")
    again.press("Send it")
    report = Report.objects.get()
    assert (report.kind, report.energy, report.proud) == ("full", 4, "I paused.")
    again.sees("Your week is sent", "Something was hard", "Would you like to be asked")
    _answered_by(signed_in(visitor, omar), report)


def crash(guest: Visitor) -> None:
    """The tab is gone without a farewell: nothing more can be sent from it."""
    with suppress(Error):
        guest.page.goto("chrome://crash", timeout=5000)


def _answered_by(mentor: Visitor, report: Report) -> None:
    mentor.open(reverse("checkins:review"))
    mentor.write("Your line", "Begin with what they would miss.")
    mentor.press("Answer", within=mentor.page.locator("form", has_text="For our next talk"))
    assert report.replies.get().text == "Begin with what they would miss."
