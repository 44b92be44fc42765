"""An organization's own words for mentor, mentee and check-in, wherever its people read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from accounts import clock, mailkinds
from accounts.models import Message
from accounts.services.clockwork import tick
from mentorship.context import reader_of
from mentorship.models import Program
from mentorship.words import Words, shared_words
from tests.reading import crawl, visible
from tests.world import World, make_world

OURS = re.compile(r"\b(mentors?|mentees?|check-ins?)\b", re.IGNORECASE)
# About the person and all their programs, or about the product: no program's words can stand there.
PRODUCT_WIDE = ("/you", "/asking", "/help", "/accounts/", "/styleguide", "/consents")
OWN = {"mentor_word": "Coach", "mentee_word": "Learner", "check_in_word": "Catch-up"}


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db) -> World:
    world = make_world(clock.now())
    Program.objects.update(**OWN)
    return world


def signed_in(world: World, name: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(world.people[name], backend=backend)
    return client


def said(html: str) -> str:
    return visible(re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        *((member, ()) for member in ("maria", "omar", "nina", "fred", "ada")),
    ],
)
def test_no_page_says_our_words_instead(world, name, beside) -> None:
    found = {}
    for address, answer in crawl(signed_in(world, name), ["/"]):
        text = said(answer.content.decode(errors="replace"))
        if OURS.search(text) and not address.startswith((*PRODUCT_WIDE, *beside)):
            match = OURS.search(text)
            found[address] = text[max(0, match.start() - 40) : match.end() + 20]
    assert found == {}


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("maria", "/check-ins/", ["Catch-up"]),
        ("omar", "/review/", ["Learner", "Catch-up"]),
        ("nina", "/", ["Catch-up"]),
    ],
)
def test_pages_of_a_member_say_the_own_words(world, name, address, words) -> None:
    text = said(signed_in(world, name).get(address).content.decode())
    assert [word for word in words if word not in text] == []


def test_no_mail_to_a_member_says_our_words_instead(world) -> None:
    found = {}
    with transaction.atomic():
        tick(world.now)
        for mail in Message.objects.exclude(scope="").select_related("person"):
            kind = mailkinds.get(mail.kind)
            if kind.still_wanted(mail, world.now):
                continue
            text = re.sub(r"https?://\S+", "", repr(kind.render(mail, world.now)))
            text = re.sub(r"b'.*'|thread='[^']*'|ics=.*?ics_method", "", text, flags=re.DOTALL)
            if match := OURS.search(f"{text} {kind.why}"):
                found[mail.kind] = text[max(0, match.start() - 60) : match.end() + 20]
        transaction.set_rollback(True)
    assert found == {}


def test_reader_of_takes_the_words_that_all_their_programs_share(world) -> None:
    assert reader_of(world.maria).words == Words(*OWN.values())
    assert reader_of(world.eve).words == Words()


def test_shared_words_are_ours_where_programs_differ() -> None:
    coach = Words("Coach", "Learner", "Catch-up")
    assert shared_words([coach, coach]) == coach
    assert shared_words([coach, Words("Guide")]) == Words()
    assert shared_words([]) == Words()


def test_own_words_take_no_guessed_article_and_no_guessed_plural() -> None:
    coach = Words("Owl", "Learner", "Catch-up")
    assert (coach.a_role("mentor"), coach.mentors, coach.check_ins) == ("Owl", "Owl", "Catch-up")
