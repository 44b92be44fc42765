"""The short form of `make faults`: real processes that are killed, told to stop, cut off, and that
come back after days. The long form plays all faults, on PostgreSQL and Redis of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db.models.functions import Now

from accounts import clock, jobkinds, mailactions
from accounts.models import Message, Tick
from accounts.testing import SmtpSink, Trick
from accounts.tests import acts, kinds
from accounts.tests.make import make_message, make_person
from tests.faults import around, sending, stage

pytestmark = pytest.mark.django_db(transaction=True)
MAILS, HITS = 40, 4


@pytest.fixture(autouse=True)
def declared_for_tests() -> Iterator[None]:
    before = dict(mailactions._actions), dict(jobkinds._kinds)
    kinds.register_all()
    acts.register_all()
    yield
    kinds.forget_all()
    mailactions._actions.clear()
    mailactions._actions.update(before[0])
    jobkinds._kinds.clear()
    jobkinds._kinds.update(before[1])


@pytest.mark.parametrize(
    "play",
    [
        sending.kills,
        sending.deploys,
        sending.later,
        sending.cut_before,
        sending.cut_after,
        sending.poison,
        around.tickers,
        around.three_days,
    ],
    ids=lambda play: play.__name__,
)
def test_fault_loses_no_mail_and_makes_no_copy_without_a_doubt(
    play: Callable[..., stage.Finding],
) -> None:
    found = play("", MAILS, HITS)
    assert (found.lost, found.problems) == (0, [])


def test_a_worker_told_to_stop_finishes_its_mail_and_gives_the_rest_back(db) -> None:
    stage.fill(MAILS)
    with SmtpSink(pause=0.05) as sink, stage.crew(sink.url, 1) as crew:
        assert stage.wait_until(lambda: sink.count() >= 3, 60)
        (worker,) = crew.workers
        worker.send_signal(stage.TERM)
        assert worker.wait(timeout=60) == 0
    states = Counter(Message.objects.values_list("state", flat=True))
    assert set(states) == {"sent", "pending"}
    assert states["sent"] == sink.count() < MAILS


def test_tick_command_sends_what_is_due_and_ends(db) -> None:
    make_message(make_person("Ana Lima", zone="UTC"), now=clock.now())
    with SmtpSink() as sink:
        assert stage.start("tick", email_url=sink.url).wait(timeout=60) == 0
        assert sink.count() == 1
    assert Message.objects.get().state == "sent"
    assert Tick.objects.get().last_at is not None


def test_a_server_that_dislikes_the_words_of_one_mail_gets_the_others(db) -> None:
    stage.fill(6, (stage.HELD,))
    tricks = {"data": Trick(hang_up=True, times=1)}
    with SmtpSink(tricks=tricks) as sink, stage.crew(sink.url, 1):
        assert stage.wait_until(lambda: sink.count() == 5, 60)
    waiting = Message.objects.pending().get()
    assert (waiting.attempts, waiting.reason) == (0, "")
    assert Message.objects.pending().filter(due_at__gt=Now()).exists()
