"""A lease that cannot be extended at once is tried again until it can."""

import logging
import threading

import pytest
from django.db import OperationalError

from accounts.leases import LeaseKeeper


class Locked:
    """Refuses so many times, then lets itself be extended."""

    def __init__(self, refusals):
        self.refusals, self.asked, self.done = refusals, 0, threading.Event()

    def __call__(self):
        self.asked += 1
        if self.asked <= self.refusals:
            raise OperationalError
        self.done.set()


def test_lease_keeper_tries_again_until_it_may():
    extend = Locked(refusals=2)
    with LeaseKeeper(extend, 0.01):
        assert extend.done.wait(30)
    assert extend.asked >= 3


@pytest.mark.parametrize(("failed", "level"), [(20, logging.INFO), (46, logging.WARNING)])
def test_lease_keeper_worries_when_the_lease_must_have_run_out(failed, level):
    assert LeaseKeeper(lambda: None, 15)._level(failed) == level


@pytest.mark.parametrize(("failed", "wait"), [(0.0, 15), (3.0, 1.0)])
def test_lease_keeper_asks_again_soon_after_a_refusal(failed, wait):
    assert LeaseKeeper(lambda: None, 15)._until_next(failed) == wait
