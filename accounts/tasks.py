"""Celery in. A message is only a hint; what to do is in rows."""

from celery import shared_task

from accounts import clock
from accounts.delivery.stop import stopping
from accounts.services import clockwork
from accounts.services.jobs import run_waiting_jobs


@shared_task(ignore_result=True)
def tick() -> None:
    while clockwork.tick(clock.db_now()) and not stopping.is_set():
        pass  # a long queue goes on at once; only an idle tick waits for the next hint


@shared_task(ignore_result=True)
def run_jobs() -> None:
    run_waiting_jobs()
    clockwork.note_tick("jobs")
