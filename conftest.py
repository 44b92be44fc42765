"""The cast: maria learns, omar mentors, ada coordinates; cleo runs another cohort; eve is outside."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from mentorship.models import Cohort, Pairing, PairingMember, Program
from mentorship.tests import make

# How long an example takes says something about the machine, not about what is tested.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


@pytest.fixture(autouse=True)
def quick_tests(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # a process's one memory: what one test counted would limit the next


@pytest.fixture
def back_then() -> Iterator[None]:
    """An hour after NOW, for pages that read the clock and links that live for a while."""
    with time_machine.travel(make.NOW + timedelta(hours=1)):
        yield


@pytest.fixture
def maria(db) -> User:
    return make.make_person("Maria Oliveira", zone="Europe/Lisbon")


@pytest.fixture
def omar(db) -> User:
    return make.make_person("Omar Haddad", zone="America/New_York")


@pytest.fixture
def ada(db) -> User:
    return make.make_person("Ada Lind")


@pytest.fixture
def cleo(db) -> User:
    return make.make_person("Cleo Marsh")


@pytest.fixture
def eve(db) -> User:
    return make.make_person("Eve Stone")


@pytest.fixture
def program(db) -> Program:
    return make.make_program()


@pytest.fixture
def cohort(program: Program, ada: User, cleo: User) -> Cohort:
    """Ada runs this one. Cleo runs another cohort of the same program."""
    cohort = make.make_cohort(program)
    other = make.make_cohort(program, name="Spring", slug="spring")
    make.make_coordinator(ada, program, cohort)
    make.make_coordinator(cleo, program, other)
    return cohort


@pytest.fixture
def pairing(cohort: Cohort, maria: User, omar: User) -> Pairing:
    return make.make_pairing(cohort, maria, omar)


@pytest.fixture
def as_mentee(pairing: Pairing, maria: User) -> PairingMember:
    return make.member_of(pairing, maria)


@pytest.fixture
def as_mentor(pairing: Pairing, omar: User) -> PairingMember:
    return make.member_of(pairing, omar)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
