"""Celery in. A message is only a hint; what to do is in rows."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.db import InterfaceError, OperationalError, connection

from accounts import clock
from accounts.delivery.stop import stopping
from accounts.services import clockwork
from accounts.services.jobs import run_waiting_jobs

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def tick() -> None:
    patiently(tick_while_busy)


@shared_task(ignore_result=True)
def run_jobs() -> None:
    patiently(run_jobs_and_say_so)


def tick_while_busy() -> None:
    while clockwork.tick(clock.db_now()) and not stopping.is_set():
        pass  # a long queue goes on at once; only an idle tick waits for the next hint


def run_jobs_and_say_so() -> None:
    run_waiting_jobs()
    clockwork.note_tick("jobs")


def patiently(work: Callable[[], None]) -> None:
    """A database that is away or busy for a while breaks nothing: rows wait for the next hint."""
    try:
        work()
    except (OperationalError, InterfaceError) as trouble:
        log.warning("The database did not answer, so the next tick tries again: %s", trouble)
        connection.close()
