"""Whoever runs things reads on every page that mail is at a stop; others are not troubled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from accounts import clock, queries
from accounts.models import Tick, Transport, User
from accounts.tests.make import make_message, make_person

SILENT, PAUSED, HELD, LATE = (
    "No mail leaves right now",
    "The mail server does not take our mail",
    "a clock jumped",
    "more than five minutes late",
)


@pytest.fixture(autouse=True)
def looks_anew() -> Iterator[None]:
    queries.look_anew()
    yield
    queries.look_anew()


def page_of(person: User) -> str:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get("/you/").content.decode()


@pytest.fixture
def sol(db) -> User:
    return make_person("Sol", is_staff=True)


def ticked(**ago: int) -> None:
    Tick.objects.create(pk=1, last_at=clock.now() - timedelta(**ago))


def test_all_is_quiet_while_mail_flows(sol) -> None:
    ticked(seconds=90)
    assert not [words for words in (SILENT, PAUSED, HELD, LATE) if words in page_of(sol)]


def test_staff_read_that_no_worker_looks_for_mail(sol, ana) -> None:
    ticked(seconds=101)
    assert SILENT in page_of(sol)
    queries.look_anew()
    assert SILENT not in page_of(ana)


def test_staff_read_that_the_mail_server_is_away(sol) -> None:
    ticked(seconds=1)
    Transport.objects.create(pk=1, paused_until=clock.now() + timedelta(minutes=1), reason="gone")
    assert PAUSED in page_of(sol)


def test_staff_read_that_mail_is_held_after_a_long_stop(sol) -> None:
    ticked(seconds=1)
    Tick.objects.update(hold_until=clock.now() + timedelta(minutes=9))
    assert HELD in page_of(sol)


def test_staff_read_that_mail_is_late(sol, ana) -> None:
    ticked(seconds=1)
    make_message(ana, now=clock.now() - timedelta(minutes=6))
    assert LATE in page_of(sol)


def test_a_process_looks_once_in_a_quarter_of_a_minute(sol, django_assert_num_queries) -> None:
    now = clock.now()
    queries.mail_trouble(now)
    with django_assert_num_queries(0):
        queries.mail_trouble(now + timedelta(seconds=14))
    ticked(seconds=101)
    assert queries.mail_trouble(now + timedelta(seconds=15)) == "silent"
