"""How fast a full queue drains, what an idle tick costs on a long history, and how long planning for
thousands of pairs takes: in databases made for it and thrown away."""

from __future__ import annotations

import os
import smtplib
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection

from accounts import clock
from accounts.models import Message, User
from accounts.services.clockwork import tick
from accounts.services.outbox import draft_message, queue_messages
from goals.models import Consent
from mentorship.management.scratch import database_url, scratch_database

from ..sweeps import plan_nudges
from .planning import make_pairs

Say = Callable[[str], object]
KIND = "accounts.security_notice"
DRAINED = {True: 500, False: 10_000}
HISTORY = {True: 20_000, False: 1_000_000}
PAIRS = {True: 300, False: 10_000}
DRAIN_BAR, IDLE_BAR, PLAN_BAR = 300.0, 0.050, 30.0  # seconds
_LINE = "{:<34} {:>9} {:>9} {:>11}  {}"


def delivery(say: Say, *, quick: bool) -> bool:
    """Prints the table; False where a mail was left, or a person was not planned for."""
    say(f"Mail on {connection.vendor}; bars are for the full size.")
    say(_LINE.format("what", "rows", "seconds", "each ms", "bar"))
    return all([_drain(say, DRAINED[quick]), _idle(say, HISTORY[quick]), _plan(say, PAIRS[quick])])


def _say(say: Say, what: str, rows: int, seconds: float, bar: float, each: float) -> None:
    verdict = f"{bar:g} s {'met' if seconds <= bar else 'MISSED'}" if bar else ""
    say(_LINE.format(what, f"{rows:,}", f"{seconds:.3f}", f"{each * 1000:.2f}", verdict).rstrip())


# -- Draining ----------------------------------------------------------------------------------------


class _Dialogue(socketserver.StreamRequestHandler):
    """As little of SMTP as a client needs: whatever it says is fine."""

    def handle(self) -> None:
        self.wfile.write(b"220 bench\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            if word == b"QUIT":
                return


@contextmanager
def _mail_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Dialogue) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def _drain(say: Say, mails: int) -> bool:
    with scratch_database(), _mail_server() as port:
        now = clock.now()
        User.objects.bulk_create(
            [User(email=f"p{n}@x.example", name=f"Person {n}") for n in range(mails)]
        )
        queue_messages([_notice(person, now) for person in User.objects.all()])
        bare = _bare_dialogue(port, min(mails, 500)) * mails
        began = time.monotonic()
        _two_workers(port, DRAIN_BAR * 4)
        took = time.monotonic() - began
        sent = Message.objects.sent().count()
    _say(say, "the bare dialogue, one connection", mails, bare, 0, bare / mails)
    _say(say, "due at once, two workers", mails, took, DRAIN_BAR, took / mails)
    return sent == mails


def _notice(person: User, now: object) -> Message:
    return draft_message(
        kind=KIND,
        person=person,
        about=person,
        scope="",
        now=now,  # type: ignore[arg-type]
        dedupe_key=f"bench:{person.pk}",
        params={"event": "password_changed"},
    )


def _bare_dialogue(port: int, mails: int) -> float:
    """Seconds for each mail of the size that ours have."""
    words = "To: p@x.example\r\nSubject: A note\r\n\r\n" + "sixty characters and a few\r\n" * 260
    began = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _number in range(mails):
            server.sendmail("a@x.example", "p@x.example", words)
    return (time.monotonic() - began) / mails


def _two_workers(port: int, patience: float) -> None:
    """From their start, Python's imports too, until nothing waits."""
    facts = {"DATABASE_URL": database_url(), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    facts |= {"REDIS_URL": "", "TICK_SECONDS": "1", "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "manage.py", "work", "--queue", "mail"]
    workers = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | facts)  # noqa: S603
        for _number in range(2)
    ]
    try:
        end = time.monotonic() + patience
        while Message.objects.exclude(state="sent").exists() and time.monotonic() < end:
            time.sleep(0.1)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()


# -- An idle tick ------------------------------------------------------------------------------------


def _idle(say: Say, rows: int) -> bool:
    """Nothing is due, and this many mails have been sent."""
    with scratch_database():
        now = clock.now()
        person = User.objects.create_user("p@x.example", name="Person")
        for first in range(0, rows, 5000):
            Message.objects.bulk_create(
                [_gone(person, now, n) for n in range(first, min(first + 5000, rows))]
            )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        tick(now)
        spent = []
        for _round in range(20):
            began = time.monotonic()
            tick(now)
            spent.append(time.monotonic() - began)
    median = sorted(spent)[len(spent) // 2]
    _say(say, "a tick with nothing due, median", rows, median, IDLE_BAR, median)
    return True


def _gone(person: User, now: object, number: int) -> Message:
    message = _notice(person, now)
    message.dedupe_key = f"gone:{number}"
    message.state, message.secret = Message.State.SENT, False
    message.sent_at, message.sent_on = message.due_at, message.due_at.date()
    message.created_at -= timedelta(days=number % 29)
    return message


# -- Planning ----------------------------------------------------------------------------------------


def _plan(say: Say, pairs: int) -> bool:
    """Each with a mentee who asked to be reminded of a promise or of a goal, all to plan at once."""
    with scratch_database():
        now = clock.now()
        make_pairs(pairs, now)
        began = time.monotonic()
        while Consent.objects.to_plan(now).exists():
            plan_nudges(now)
        took = time.monotonic() - began
        planned = Consent.objects.filter(nudges__isnull=False).distinct().count()
    _say(say, "planning for so many pairs", pairs, took, PLAN_BAR, took / pairs)
    return planned == pairs
