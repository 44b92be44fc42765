"""Celery in. A message is only a hint; what to do is in rows."""

from celery import shared_task

from accounts import clock
from accounts.services import clockwork
from accounts.services.jobs import run_waiting_jobs


@shared_task(ignore_result=True)
def tick() -> None:
    clockwork.tick(clock.db_now())


@shared_task(ignore_result=True)
def run_jobs() -> None:
    run_waiting_jobs()
    clockwork.note_tick("jobs")
