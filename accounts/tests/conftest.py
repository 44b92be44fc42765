"""Kinds, actions and an empty stop flag for the tests of this app."""

from collections.abc import Iterator

import pytest

from accounts import jobkinds, mailactions
from accounts.delivery.stop import stopping
from accounts.models import User
from accounts.testing import SmtpSink
from accounts.tests import acts, kinds
from accounts.tests.make import make_person


@pytest.fixture(autouse=True)
def declared_for_tests() -> Iterator[None]:
    kinds.register_all()
    stopping.clear()
    before = dict(mailactions._actions), dict(jobkinds._kinds)
    acts.register_all()
    yield
    kinds.forget_all()
    mailactions._actions.clear()
    mailactions._actions.update(before[0])
    jobkinds._kinds.clear()
    jobkinds._kinds.update(before[1])


@pytest.fixture
def ana(db) -> User:
    """London hours, so that NOW is ten in the morning of a Monday."""
    return make_person("Ana Lima", zone="Europe/London")


@pytest.fixture
def sink(settings) -> Iterator[SmtpSink]:
    with SmtpSink() as server:
        settings.EMAIL_URL = server.url
        yield server
