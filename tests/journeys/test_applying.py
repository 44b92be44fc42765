"""From a cohort's link to a place: a stranger on a phone, and the coordinator who says yes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from mentorship.models import ApplicationDraft, Cohort, Enrollment
from mentorship.tests.make import PASSWORD

from . import door
from .post import Post
from .visitor import Visitor

pytestmark = pytest.mark.browser
ADDRESS, NEW_PASSWORD = "sol@example.org", "seven wooden boats"
LINK, ANSWER = "mentorship.application_link", "mentorship.application_decided"


def test_from_the_link_to_a_place(
    visitor: Callable[..., Visitor], post: Post, cohort: Cohort, ada: User
) -> None:
    coordinator, sol, mailbox = visitor("Ada", desk=True), visitor("Sol"), visitor("Mailbox")
    link = open_the_link(coordinator, cohort)
    ask_for_the_form(sol, link, post)
    answer_some_and_come_back(sol)
    send_it(sol)
    say_yes(coordinator)
    read_the_answer(sol, post)
    for letter in post.letters:
        mailbox.read(letter.kind, letter.html)


def open_the_link(ada: Visitor, cohort: Cohort) -> str:
    ada.open("/")
    door.sign_in_with_password(ada, "ada@example.org", PASSWORD)
    ada.open(f"/cohorts/{cohort.slug}/")
    ada.follow("Enrollment")
    ada.page.get_by_label("People can apply by the link").check()
    ada.write("What should people know before they apply?", "One hour every other week.")
    ada.press("Edit enrollment")
    ada.sees("The link to pass on")
    return ada.page.locator("code").inner_text()


def ask_for_the_form(sol: Visitor, link: str, post: Post) -> None:
    sol.open(link)
    sol.sees("Would you like to take part in Leaders?", "One hour every other week.")
    sol.pick("As a mentee")
    sol.write("Your name", "Sol Vega")
    sol.write("Your e-mail address", ADDRESS)
    sol.press("Mail me the questions")
    sol.sees("Look into your mail")
    post.deliver()
    letter = post.latest(LINK, ADDRESS)
    sol.open(letter.link("Open my application"))
    sol.write("A password of your own", NEW_PASSWORD)
    sol.press("Go on with this password")


def answer_some_and_come_back(sol: Visitor) -> None:
    """What is ticked is kept at once, without a button."""
    sol.sees("0 of 7")
    sol.pick("Writing")
    expect(sol.page.locator("#application-progress")).to_contain_text("1 of 7")
    sol.page.get_by_label("What should be different for you").fill("I am heard in meetings.")
    expect(sol.page.locator("#application-progress")).to_contain_text("2 of 7")
    assert ApplicationDraft.objects.get().answers["goals"] == "I am heard in meetings."
    sol.open("/")
    sol.sees("Your application is not sent yet")
    sol.follow("Go on")
    sol.sees("2 of 7")


def send_it(sol: Visitor) -> None:
    sol.press("Send application")
    sol.sees("Your application is sent. You get one mail with the answer.")
    assert Enrollment.objects.get(user__email=ADDRESS).state == "applied"


def say_yes(ada: Visitor) -> None:
    ada.open("/cohorts/autumn/applications/")
    ada.sees("One application waits for your answer", "I am heard in meetings.")
    ada.page.get_by_label("Sol Vega").check()
    ada.press("Accept the chosen")
    ada.write("Subject", "Welcome, {name}")
    ada.press("Preview")
    ada.sees("Welcome, Sol")
    ada.press("Accept applications")
    ada.sees("One person has a place and is told so.")


def read_the_answer(sol: Visitor, post: Post) -> None:
    post.deliver()
    letter = post.latest(ANSWER, ADDRESS)
    assert letter.subject == "Welcome, Sol"
    sol.open("/places/")
    sol.sees("You have a place.")
