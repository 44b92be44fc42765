"""Two people find each other on their phones: looking around, asking, a yes from the mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mentorship.models import Enrollment, Pairing
from mentorship.tests.make import (
    PASSWORD,
    make_choice,
    make_cohort,
    make_people,
    make_person,
    make_program,
)

from . import door
from .post import Post
from .visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def pair(site: str) -> tuple[Enrollment, Enrollment]:
    """Omar offers what Maria looks for; Ben can be asked, too."""
    mentee, mentor = make_choice()
    offers = {"skills_offered": ["Public speaking"], "languages": ["en"]}
    Enrollment.objects.filter(pk=mentor.pk).update(answers=offers)
    mentee.answers = {"skills_wanted": ["Public speaking"], "languages": ["en"]}
    mentee.save()
    make_people(mentee.cohort, "mentor", ["Ben Okafor"])
    return mentee, mentor


def arrive(visitor: Callable[..., Visitor], place: Enrollment) -> Visitor:
    guest = visitor(place.user.short_name)
    guest.open("/")
    door.sign_in_with_password(guest, place.user.email, PASSWORD)
    return guest


def test_a_mentee_asks_and_the_mentor_says_yes_from_the_mail(
    visitor: Callable[..., Visitor], post: Post, pair: tuple[Enrollment, Enrollment]
) -> None:
    mentee, mentor = pair
    maria = arrive(visitor, mentee)
    maria.follow("Look around")
    maria.sees("You would like to learn Public speaking, and Omar offers that.", "Ben Okafor")
    maria.follow("Ask to work together", within=maria.card("Omar Haddad"))
    maria.press("I would like to learn from you")
    maria.press("Send request")
    maria.sees("On its way. Omar Haddad reads it in a mail.", "One request of yours is open")
    post.deliver()
    letter = post.latest("mentorship.request_received", mentor.user.email)
    mailbox = visitor("Omar’s mail")
    mailbox.read("request", letter.html)
    mailbox.open(letter.link("Yes, let us work together"))
    mailbox.sees("Work with Maria?", "Nothing has changed yet")
    mailbox.press("Yes, let us work together")
    mailbox.sees("You and Maria are paired")
    maria.open("/")
    maria.follow("Omar", within=maria.card("You work with"))
    maria.sees("You work with Omar Haddad", "You chose each other")
    omar = arrive(visitor, mentor)
    omar.follow("Maria", within=omar.card("Your mentees"))
    assert omar.heading == "You work with Maria Oliveira"


def test_a_first_talk_and_then_a_not_now_shows_others_to_ask(
    visitor: Callable[..., Visitor], post: Post, pair: tuple[Enrollment, Enrollment]
) -> None:
    mentee, mentor = pair
    maria, omar = arrive(visitor, mentee), arrive(visitor, mentor)
    maria.follow("Look around")
    maria.follow("See if we fit", within=maria.card("Omar Haddad"))
    maria.sees("Four questions for the talk", "Expectations", "Values")
    maria.write("A few words", "Shall we?")
    maria.press("Ask for the talk")
    omar.open("/")
    omar.follow("Read and answer")
    omar.press("Yes, let us talk")
    omar.sees("Four questions for the talk", mentee.user.email)
    maria.open("/requests/")
    maria.follow("Omar Haddad")
    maria.follow("Ask to work together")
    maria.press("Send request")
    omar.open("/requests/")
    omar.follow("Read and answer")
    omar.follow("Not now")
    omar.pick("I do not have the time")
    omar.press("Say “not now”")
    maria.open("/requests/")
    maria.follow("Omar Haddad")
    maria.sees("Omar Haddad says: not now", "These may fit as well", "Ben Okafor")
    post.deliver()
    visitor("Maria’s mail").read(
        "answer", post.latest("mentorship.request_answered", mentee.user.email).html
    )


def test_a_friend_is_invited_and_comes_along(
    visitor: Callable[..., Visitor], post: Post, site: str
) -> None:
    (ben,) = make_people(make_cohort(make_program()), "peer", ["Ben Okafor"])
    guest = arrive(visitor, ben)
    guest.follow("Look around")
    guest.follow("Invite somebody you know")
    guest.write("Their name", "Gus Lind")
    guest.write("Their e-mail address", "gus@example.org")
    guest.press("Invite")
    guest.sees("On its way to Gus Lind.")
    post.deliver()
    letter = post.latest("mentorship.peer_invitation", "gus@example.org")
    gus = visitor("Gus")
    gus.read("invitation", letter.html)
    gus.open(letter.link("Yes, and choose how I sign in"))
    door.choose_password(gus, PASSWORD)
    assert Pairing.objects.get().state == "active"
    gus.open("/")
    gus.sees("You work with", "Ben")


def test_a_coordinator_says_how_pairs_come_about(
    visitor: Callable[..., Visitor], pair: tuple[Enrollment, Enrollment]
) -> None:
    cohort = pair[0].cohort
    ada = visitor("Ada")
    person = make_person("Ada Lind")
    cohort.program.coordinators.create(user=person)
    ada.open("/")
    door.sign_in_with_password(ada, person.email, PASSWORD)
    ada.open(f"/cohorts/{cohort.slug}/")
    ada.follow("How pairs come about")
    ada.pick("Both: the mentees may ask")
    ada.press("Save")
    cohort.refresh_from_db()
    assert cohort.choosing == "both"
