"""How long a roster takes from upload to result, and how pages answer meanwhile, in a database made
for it and thrown away."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts import clock
from accounts.models import Message, User
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Cohort, Enrollment, RosterImport
from mentorship.services.rosters import confirm_roster, upload_roster

from .scratch import make_scratch_cohort, scratch_database
from .visiting import head, site, until, visited

Say = Callable[[str], object]
QUICK, FULL = (500,), (500, 5_000, 20_000)
VISITED = {True: 1_500, False: 5_000}  # people who are entered while pages are asked for
IDLE = 10.0  # seconds of pages alone, to compare with
IMPORTED_WITHIN = 600.0
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


def roster(people: int, domain: str = "example") -> bytes:
    lines = [_HEAD]
    for number in range(people):
        role = "mentor" if number % 3 == 0 else "mentee"
        lines.append(
            f"Person {number},p{number}@{domain}.example,{role},"
            f"skill {number % 40}; skill {number % 7},skill {number % 31},"
            f"Learn thing {number} and keep at it,{1 + number % 3},Tuesday evening"
        )
    return "\n".join(lines).encode()


def imports(say: Say, *, quick: bool) -> bool:
    """Prints the tables; False where not everybody was entered, or a page did not come."""
    with scratch_database():
        say(f"Rosters of new people on {connection.vendor}; preview, then the worker's import.")
        say(_LINE.format(*_NAMES))
        right = [_row(say, people) for people in (QUICK if quick else FULL)]
        say("")
        right.append(_pages(say, VISITED[quick]))
        return False not in right


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
    now, cohort, ada = clock.now(), *make_scratch_cohort(f"c{people}")
    wall, cpu, watch = time.monotonic(), time.process_time(), Watch()
    content = roster(people, cohort.slug)
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
    return _all_entered(cohort, people)


def _pages(say: Say, people: int) -> bool:
    """Two people look at pages, first alone, then while the worker reads and enters a roster."""
    say(
        f"Pages while {people:,} people are entered on {connection.vendor}; two web processes, one "
        "worker for jobs, two visitors."
    )
    say(head())
    cohort, ada = make_scratch_cohort("visited")
    maria = _mentee_elsewhere()
    with site() as port:
        with visited(port, maria) as idle:
            time.sleep(IDLE)
        with visited(port, maria) as busy:
            _import_elsewhere(cohort, ada, people)
    for when, tallies in (("idle", idle), ("import", busy)):
        for page, tally in tallies.items():
            say(tally.line(when, page))
    answered = all(tally.took and not tally.errors for tally in (*idle.values(), *busy.values()))
    return answered and _all_entered(cohort, people)


def _import_elsewhere(cohort: Cohort, ada: User, people: int) -> None:
    """Upload and confirmation are ours, as a web process's; reading and entering are the worker's."""
    now, content = clock.now(), roster(people, cohort.slug)
    upload = upload_roster(cohort=cohort, by=ada, now=now, filename="p.csv", content=content)
    uploads = RosterImport.objects.filter(pk=upload.pk)
    until(uploads.filter(state=RosterImport.State.PREVIEW).exists, IMPORTED_WITHIN)
    confirm_roster(upload=uploads.get(), applied=True, by=ada, now=now)
    until(uploads.filter(state=RosterImport.State.DONE).exists, IMPORTED_WITHIN)


def _mentee_elsewhere() -> User:
    maria = User.objects.create_user(email="maria@home.example", name="Maria", password=None)
    cohort, _ada = make_scratch_cohort("home")
    Enrollment.objects.create(
        cohort=cohort, user=maria, role="mentee", state="accepted", created_at=clock.now()
    )
    return maria


def _all_entered(cohort: Cohort, people: int) -> bool:
    entered = Enrollment.objects.filter(cohort=cohort).count()
    return entered == people == Message.objects.filter(scope=cohort.scope).count()


def _line(people: int, figures: tuple[float, ...], statements: int) -> str:
    told = [f"{seconds:.2f}" for seconds in figures]
    preview, whole, _, writing, _ = figures
    met = {500: preview <= 2, 5_000: whole <= 60 and writing <= 5}.get(people)
    verdict = "" if met is None else f"{_BARS[people]} {'met' if met else 'MISSED'}"
    return _LINE.format(f"{people:,}", *told, statements, verdict).rstrip()
