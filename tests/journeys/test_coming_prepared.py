"""Coming prepared, on a phone and on a desk at once: nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import User
from checkins.models import CheckIn, Preparation, SavedQuestion
from checkins.tests.make import make_check_in
from mentorship.models import Pairing
from mentorship.tests.make import NOW

from .door import signed_in
from .visitor import Visitor

pytestmark = pytest.mark.browser
SUMMARY, JUST_YOU = "What happened since last time?", "Just for you"
PHONE, DESK = "I asked twice in the board meeting.", "Two talks held, one of them too fast."


@pytest.fixture
def check_in(site: str, pairing: Pairing) -> CheckIn:
    return make_check_in(pairing, starts_at=NOW + timedelta(hours=26))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_windows_keep_both_texts(
    visitor: Callable[..., Visitor], check_in: CheckIn, maria: User, scripts: bool
) -> None:
    phone = signed_in(visitor, maria, java_script_enabled=scripts)
    desk = signed_in(visitor, maria, desk=True, java_script_enabled=scripts)
    address = f"/check-ins/{check_in.pk}/prepare/"
    phone.open(address)
    desk.open(address)
    phone.write(SUMMARY, PHONE)
    phone.press("Save preparation")
    desk.write(SUMMARY, DESK)
    desk.write(JUST_YOU, "Be brave.")
    desk.press("Save preparation")
    desk.sees("Nothing is lost", PHONE, DESK)
    assert desk.page.get_by_label(SUMMARY).input_value() == f"{PHONE}\n\n{DESK}"
    assert Preparation.objects.get().summary == PHONE
    desk.press("Save both")
    kept = Preparation.objects.get()
    assert (kept.summary, kept.private_note) == (f"{PHONE}\n\n{DESK}", "Be brave.")


def test_a_window_that_was_closed_on_the_question_finds_its_words_again(
    visitor: Callable[..., Visitor], check_in: CheckIn, maria: User
) -> None:
    phone, desk = (signed_in(visitor, maria) for _window in range(2))
    address = f"/check-ins/{check_in.pk}/prepare/"
    for window in (phone, desk):
        window.open(address)
    phone.write(SUMMARY, PHONE)
    phone.press("Save preparation")
    desk.write(SUMMARY, DESK)
    desk.press("Save preparation")
    desk.open(address)
    expect(desk.page.get_by_label(SUMMARY)).to_have_value(DESK)
    desk.press("Save preparation")
    desk.sees("Nothing is lost", PHONE, DESK)


def test_from_home_to_the_brief_of_the_other(
    visitor: Callable[..., Visitor], check_in: CheckIn, maria: User, omar: User
) -> None:
    learner = signed_in(visitor, maria)
    learner.follow("Prepare")
    learner.write(SUMMARY, PHONE)
    learner.write("Questions you bring", "How loud?\nHow long?")
    learner.press("Save preparation")
    learner.sees(PHONE, "How loud?", "How long?")
    learner.follow("Your questions")
    learner.press("Put it away · How long?")
    mentor = signed_in(visitor, omar, desk=True)
    mentor.open(f"/check-ins/{check_in.pk}/")
    mentor.follow("The brief, on one page")
    mentor.sees(PHONE, "How loud?", "Three questions to be curious with")
    assert "How long?" not in mentor.text
    assert SavedQuestion.objects.waiting().get().text == "How loud?"
