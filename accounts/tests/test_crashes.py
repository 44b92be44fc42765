"""Real worker processes, killed with -9 while they send: nothing is lost, copies are honest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils.http import urlencode

from accounts import clock
from accounts.models import Message, Tick
from accounts.testing import SmtpSink
from accounts.tests.make import make_message, make_person

pytestmark = pytest.mark.django_db(transaction=True)
MAILS = 60


def database_url() -> str:
    """The test database, for another process."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = f"{facts['USER']}:{facts['PASSWORD']}@" if facts["USER"] else ""
    query = urlencode(facts["OPTIONS"]) if facts["OPTIONS"] else ""
    place = f"{facts['HOST'] or 'localhost'}:{facts['PORT'] or 5432}"
    return f"postgres://{login}{place}/{facts['NAME']}" + (f"?{query}" if query else "")


def start(*command: str, email_url: str) -> subprocess.Popen[bytes]:
    changes = {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": email_url,
        "TICK_SECONDS": "1",
        "REDIS_URL": "",
        "DJANGO_SETTINGS_MODULE": "mentorship.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "accounts.tests.worker", *command],
        env=os.environ | changes,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def workers(count: int, email_url: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    running = [start("work", "--queue=mail", email_url=email_url) for _ in range(count)]
    try:
        yield running
    finally:
        for worker in running:
            worker.kill()
            worker.wait()


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def let_leases_run_out() -> None:
    """A quarter of an hour later, as far as leases are concerned."""
    Message.objects.filter(state="claimed").update(lease_until=clock.now() - timedelta(hours=1))


def test_killed_workers_lose_no_mail_and_repeat_only_with_the_same_id_and_date() -> None:
    people = [make_person(f"Person{n} Test", zone="UTC") for n in range(MAILS)]
    kinds = ["accounts.test_notice", "accounts.test_held"]
    now = clock.now()
    for number, person in enumerate(people):
        make_message(person, kind=kinds[number % 2], now=now)
    kills = 0
    with SmtpSink(pause=0.01) as sink:
        for stop_at in (12, 30):
            with workers(2, sink.url):
                assert wait_until(lambda: sink.count() >= stop_at, 20)  # noqa: B023
                kills += 2
            let_leases_run_out()
        with workers(2, sink.url):
            assert wait_until(lambda: not _open_mails(), 20)
    _nothing_lost(sink, kills)


def _open_mails() -> bool:
    return Message.objects.filter(state__in=["pending", "claimed"]).exists()


def _nothing_lost(sink: SmtpSink, kills: int) -> None:
    copies = Counter(mail["Message-ID"] for mail in sink.taken)
    dates = {(mail["Message-ID"], mail["Date"], mail.as_string()) for mail in sink.taken}
    assert len(dates) == len(copies)  # a copy is the same byte by byte
    for message in Message.objects.all():
        assert message.state in ("sent", "unsure")
        assert message.state == "unsure" or copies[message.message_id] >= 1
        assert copies[message.message_id] <= (2 if message.kind.endswith("notice") else 1)
        assert message.state == "sent" or message.reason
    assert sum(copies.values()) - len(copies) <= kills


def test_a_worker_told_to_stop_finishes_its_mail_and_gives_the_rest_back() -> None:
    person, now = make_person("Ana Lima", zone="UTC"), clock.now()
    for _ in range(40):
        make_message(person, now=now)
    with SmtpSink(pause=0.05) as sink, workers(1, sink.url) as (worker,):
        assert wait_until(lambda: sink.count() >= 3, 20)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=5) == 0
    states = Counter(Message.objects.values_list("state", flat=True))
    assert set(states) == {"sent", "pending"}
    assert states["sent"] == sink.count() < 40


def test_tick_command_sends_what_is_due_and_ends(ana) -> None:
    make_message(ana, now=clock.now())
    with SmtpSink() as sink:
        assert start("tick", email_url=sink.url).wait(timeout=20) == 0
        assert sink.count() == 1
    assert Message.objects.get().state == "sent"
    assert Tick.objects.get().last_at is not None
