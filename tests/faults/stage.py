"""Where a fault is played: mails in the outbox, worker processes, a mail server, and the verdict.

Waits of the design that are longer than a test may be (a lease after DATA, a pause of the mail
server, an hour until the next try) are not waited for: the times in the rows are moved instead,
which is what a clock would do. Which ones is said where it is done.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as wall_time
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from accounts import clock
from accounts.models import (
    ActionToken,
    AuditEntry,
    DeliveryAttempt,
    Heartbeat,
    Message,
    Suppression,
    Tick,
    Transport,
    User,
)
from accounts.services.outbox import draft_message, queue_messages
from accounts.testing import SmtpSink
from tests.faults import worker

RESEND, HELD = "accounts.test_notice", "accounts.test_held"
OPEN = [Message.State.PENDING, Message.State.CLAIMED]
MOVED_TIMES = ["created_at", "due_at", "not_after", "date_header", "frozen_at", "lease_until"]
MOVED_TIMES += ["data_started_at", "sent_at"]


@dataclass
class Finding:
    """One row of the table. `extra` counts copies; `notes` say what else was measured."""

    fault: str
    messages: int
    lost: int = 0
    extra: int = 0
    problems: list[str] = field(default_factory=list)
    notes: str = ""

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.problems


FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.faults.worker"])


class Forked:
    """One process, with the words of subprocess.Popen."""

    def __init__(self, command: tuple[str, ...], changes: dict[str, Any]) -> None:
        self.process = FORKS.Process(target=worker.run, args=(command, changes))
        self.process.start()

    def send_signal(self, how: int) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.process.exitcode


def start(*command: str, email_url: str, before: tuple[str, ...] = (), **more: Any) -> Any:
    """A process on this process's database. `before` stands before its command, for faketime."""
    changes = {
        "DATABASES": {"default": _reachable(connection.settings_dict)},
        "EMAIL_URL": email_url,
        "REDIS_URL": settings.REDIS_URL,
        "PATIENCE": 2,
        **more,
    }
    if not before:
        return Forked(command, changes)
    return subprocess.Popen(
        [*before, sys.executable, "-m", "tests.faults.worker", *command],
        env=os.environ | {"CHANGES": json.dumps(changes)},
        cwd=settings.BASE_DIR,
    )


def _reachable(facts: dict[str, Any]) -> dict[str, Any]:
    """What another process needs, as plain values."""
    plain = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS", "CONN_MAX_AGE")
    return {name: facts[name] for name in plain if name in facts} | {"CONN_HEALTH_CHECKS": True}


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Exception):  # a database that is away for the moment says nothing
            if true():
                return True
        connection.close_if_unusable_or_obsolete()
        time.sleep(0.02)
    return False


class Crew:
    """Worker processes; one that ended or was killed can be replaced."""

    def __init__(self, email_url: str, count: int, **more: Any) -> None:
        self.email_url, self.more = email_url, more
        self.workers = [self.hire() for _ in range(count)]

    def hire(self) -> Any:
        return start("work", "--queue=mail", email_url=self.email_url, **self.more)

    def hit(self, place: int, how: int) -> int:
        """Ends one with this signal and puts a new one in its place. Returns how it ended."""
        worker = self.workers[place]
        worker.send_signal(how)
        code = int(worker.wait(timeout=60))
        self.workers[place] = self.hire()
        return code

    def end(self) -> None:
        for hired in self.workers:
            hired.kill()
        for hired in self.workers:
            hired.wait()


@contextmanager
def crew(email_url: str, count: int = 2, **more: Any) -> Iterator[Crew]:
    hired = Crew(email_url, count, **more)
    try:
        yield hired
    finally:
        hired.end()


# -- Rows --------------------------------------------------------------------------------------------


def clear() -> None:
    about_mail = (DeliveryAttempt, ActionToken, Message, Suppression, Heartbeat, Tick, Transport)
    for model in (*about_mail, AuditEntry):
        model.objects.all()._raw_delete(using="default")
    User.objects.all()._raw_delete(using="default")


def people(count: int) -> list[User]:
    """Always awake, so that only what is tested decides."""
    awake = {"zone": "UTC", "working_days": "1111111"}
    awake |= {"quiet_from": wall_time(0), "quiet_until": wall_time(0)}
    rows = [User(email=f"p{n}@example.org", name=f"Person{n} Test", **awake) for n in range(count)]
    return User.objects.bulk_create(rows)


def fill(count: int, kinds: tuple[str, ...] = (RESEND, HELD), **changes: Any) -> None:
    """So many mails to so many people, due now, of these kinds in turn."""
    now = changes.pop("now", clock.db_now())
    queue_messages(
        [
            draft(kinds[number % len(kinds)], person, now, number, **changes)
            for number, person in enumerate(people(count))
        ]
    )


def draft(kind: str, person: User, now: datetime, number: int, **changes: Any) -> Message:
    key = f"fault:{person.pk}:{number}"
    return draft_message(
        kind=kind, person=person, about=person, scope="", now=now, dedupe_key=key, **changes
    )


def is_done() -> bool:
    return not Message.objects.filter(state__in=OPEN).exists()


def let_leases_run_out() -> None:
    """A quarter of an hour later, as far as mails in DATA are concerned."""
    Message.objects.filter(state="claimed", data_started_at__isnull=False).update(
        lease_until=Now() - timedelta(hours=1)
    )


def let_waits_be_over() -> None:
    """The next try of a mail, and of a server that was away, is now."""
    Message.objects.pending().filter(due_at__gt=Now()).update(due_at=Now())
    Transport.objects.update(paused_until=None)


def let_pass(hours: float) -> None:
    """Every time of every mail is so much longer ago, which is what a later clock sees."""
    by = timedelta(hours=hours)
    Message.objects.update(**{name: F(name) - by for name in MOVED_TIMES})
    Transport.objects.update(paused_until=F("paused_until") - by)


def finish(seconds: float = 120, *, impatient: bool = True) -> list[str]:
    """Waits until no mail is open; what was put off or left in DATA comes at once."""

    def done() -> bool:
        if impatient:
            let_waits_be_over()
            let_leases_run_out()
        time.sleep(0.2)
        return is_done()

    if wait_until(done, seconds):
        return []
    left = Message.objects.filter(state__in=OPEN).count()
    return [f"{left} mails still open after {seconds:.0f} s"]


# -- Verdict -----------------------------------------------------------------------------------------


def judge(
    fault: str, sink: SmtpSink, *, ambiguous: int = 0, problems: list[str] | None = None
) -> Finding:
    """`ambiguous` is how often nobody could know whether a mail had been taken: so many copies of
    mails that may be sent twice are allowed, each the same byte by byte, and no other."""
    copies = Counter(str(mail["Message-ID"]) for mail in sink.taken)
    found = Finding(fault, Message.objects.count(), problems=list(problems or []))
    for message in Message.objects.all():
        taken = copies[message.message_id]
        known = message.state == "sent" or (message.state not in OPEN and message.reason)
        found.lost += not known or (message.state == "sent" and not taken)
        most = 2 if ambiguous and message.kind == RESEND else 1
        if taken > most:
            found.problems.append(f"{taken} copies of one mail")
        if taken and message.state not in {"sent", "unsure", "collapsed"}:
            found.problems.append(f"taken, yet {message.state}")
    found.extra = sum(copies.values()) - len(copies)
    if found.extra > ambiguous:
        found.problems.append(f"{found.extra} copies, {ambiguous} doubts")
    if len({(mail["Message-ID"], mail.as_bytes()) for mail in sink.taken}) > len(copies):
        found.problems.append("copies differ")
    states = Counter(Message.objects.values_list("state", flat=True))
    others = {state: count for state, count in states.items() if state != "sent"}
    found.notes = ", ".join(f"{count} {state}" for state, count in sorted(others.items()))
    return found


KILL, TERM = signal.SIGKILL, signal.SIGTERM
