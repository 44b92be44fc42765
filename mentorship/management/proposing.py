"""How long a proposal takes from the button until it stands in the workbench."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import connection

from accounts import clock
from accounts.models import Job, User
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Cohort, Enrollment, Pairing
from mentorship.services.matching import start_proposal

from .scratch import make_scratch_cohort, scratch_database

Say = Callable[[str], object]
SIZES = ((20, 14), (300, 200))
BAR = 2.0  # seconds in the worker, for the larger one
_LINE = "{:>13} {:>10} {:>10} {:>13} {:>8}  {}"


def proposals(say: Say, *, quick: bool) -> bool:
    """Prints the table; False where not everybody who could be was paired."""
    with scratch_database():
        say(f"From the button to the drafts on {connection.vendor}: page, then the worker's job.")
        say(_LINE.format("size", "page s", "worker s", "worker CPU s", "drafts", "bar"))
        return False not in [_row(say, *size) for size in SIZES]


def _row(say: Say, mentees: int, mentors: int) -> bool:
    now = clock.now()
    cohort, ada = make_scratch_cohort(f"c{mentees}")
    _enter(cohort, "mentee", mentees, now)
    _enter(cohort, "mentor", mentors, now)
    began = time.monotonic()
    job = start_proposal(cohort=cohort, by=ada, now=now)
    page = time.monotonic() - began
    wall, cpu = time.monotonic(), time.process_time()
    run_waiting_jobs()
    worker, cpu = time.monotonic() - wall, time.process_time() - cpu
    drafts = Pairing.objects.in_cohort(cohort).proposed().count()
    verdict = f"{BAR:g} s {'met' if worker <= BAR else 'MISSED'}" if mentees == SIZES[-1][0] else ""
    figures = (f"{seconds:.2f}" for seconds in (page, worker, cpu))
    say(_LINE.format(f"{mentees} × {mentors}", *figures, drafts, verdict).rstrip())
    return drafts == mentees and Job.objects.get(pk=job.pk).state == Job.State.DONE


def _enter(cohort: Cohort, role: str, count: int, now: datetime) -> None:
    """Seats for everybody: two with each mentor."""
    names = [f"{role} {number} of {cohort.slug}" for number in range(count)]
    people = [
        User(name=name, email=f"{name.replace(' ', '')}@x.example", zone="UTC") for name in names
    ]
    User.objects.bulk_create(people)
    Enrollment.objects.bulk_create(
        [
            Enrollment(
                cohort=cohort,
                user=person,
                role=role,
                state=Enrollment.State.ACCEPTED,
                capacity=2 if role == "mentor" else 1,
                created_at=now,
                answers=_answers(number),
            )
            for number, person in enumerate(people)
        ]
    )


def _answers(number: int) -> dict[str, object]:
    return {
        "skills_wanted": [f"skill {number % 31}"],
        "skills_offered": [f"skill {number % 40}", f"skill {number % 7}"],
        "goals": f"Learn thing {number % 50} and keep at it",
        "interests": [f"interest {number % 9}"],
        "availability_hours": list(range(number % 24, 168, 24)),
        "level_rank": number % 7,
    }
