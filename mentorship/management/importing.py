"""How long a roster takes from upload to result, in a database made for it and thrown away."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from accounts import clock
from accounts.models import Message, User
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Cohort, Enrollment, Program, RosterImport
from mentorship.services.rosters import confirm_roster, upload_roster

Say = Callable[[str], object]
QUICK, FULL = (500,), (500, 5_000, 20_000)
_BARS = {500: "preview 2 s", 5_000: "all 60 s, writing 5 s"}
_LINE = "{:>8} {:>10} {:>8} {:>12} {:>12} {:>10} {:>11}  {}"
_HEAD = "Name,Email,Role,Skills you offer,Skills you want to learn,Goals,Capacity,Availability"


class Watch:
    """Wall time between the first and the last statement of the transaction that writes people."""

    def __init__(self) -> None:
        self.first = self.last = self.cpu = 0.0
        self.statements = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.monotonic()
        try:
            return execute(sql, params, many, context)
        finally:
            if not self.first and 'INTO "accounts_user" ' in sql:
                self.first, self._cpu = began, time.process_time()
            if self.first and context["connection"].in_atomic_block:
                self.last, self.statements = time.monotonic(), self.statements + 1
                self.cpu = time.process_time() - self._cpu


def roster(people: int) -> bytes:
    lines = [_HEAD]
    for number in range(people):
        role = "mentor" if number % 3 == 0 else "mentee"
        lines.append(
            f"Person {number},p{number}@example.org,{role},skill {number % 40}; skill {number % 7},"
            f"skill {number % 31},Learn thing {number} and keep at it,{1 + number % 3},Tuesday evening"
        )
    return "\n".join(lines).encode()


def imports(say: Say, *, quick: bool) -> bool:
    """Prints the table; False where not everybody was entered."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder, "bench.sqlite3"))
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        stack.callback(connection.creation.destroy_test_db, name, verbosity=0)
        say(f"Rosters of new people on {connection.vendor}; preview, then the worker's import.")
        say(_LINE.format(*_NAMES))
        return False not in [_row(say, people) for people in (QUICK if quick else FULL)]


_NAMES = (
    "people",
    "preview s",
    "all s",
    "all CPU s",
    "writing s",
    "its CPU s",
    "statements",
    "bar",
)


def _row(say: Say, people: int) -> bool:
    now = clock.now()
    ada = User.objects.create_user(email=f"ada{people}@example.org", name="Ada", password=None)
    program = Program.objects.create(
        name=f"P{people}", slug=f"p{people}", state=Program.State.OPEN, created_at=now
    )
    cohort = Cohort.objects.create(
        program=program,
        name=f"C{people}",
        slug=f"c{people}",
        state=Cohort.State.RECRUITING,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(180),
        zone="UTC",
        weekday=3,
        at=clock_time(17),
        created_at=now,
    )
    content = roster(people).replace(b"@example", b"@c%d.example" % people)
    wall, cpu, watch = time.monotonic(), time.process_time(), Watch()
    upload = upload_roster(cohort=cohort, by=ada, now=now, filename="p.csv", content=content)
    run_waiting_jobs()
    preview = time.monotonic() - wall
    upload = RosterImport.objects.get(pk=upload.pk)
    confirm_roster(upload=upload, applied=True, by=ada, now=now)
    with connection.execute_wrapper(watch):
        run_waiting_jobs()
    whole = time.monotonic() - wall, time.process_time() - cpu
    figures = (preview, *whole, watch.last - watch.first, watch.cpu)
    say(_line(people, figures, watch.statements))
    entered = Enrollment.objects.filter(cohort=cohort).count()
    return entered == people == Message.objects.filter(scope=cohort.scope).count()


def _line(people: int, figures: tuple[float, ...], statements: int) -> str:
    told = [f"{seconds:.2f}" for seconds in figures]
    preview, whole, _, writing, _ = figures
    met = {500: preview <= 2, 5_000: whole <= 60 and writing <= 5}.get(people)
    verdict = "" if met is None else f"{_BARS[people]} {'met' if met else 'MISSED'}"
    return _LINE.format(f"{people:,}", *told, statements, verdict).rstrip()
