"""A hint to the workers that rows are waiting. Losing it costs one tick's time, nothing else."""

from __future__ import annotations

import functools
import logging
import time
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)
QUEUES = {"accounts.tasks.tick": "mail", "accounts.tasks.run_jobs": "jobs"}
SECONDS_BETWEEN_HINTS = 1.0
SECONDS_AFTER_TROUBLE = 30.0
_not_before = 0.0


def wake(task: str = "accounts.tasks.tick") -> bool:
    """Tells the broker, if there is one. Never raises and never waits long."""
    global _not_before
    moment = time.monotonic()
    if not settings.REDIS_URL or moment < _not_before:
        return False
    try:
        _hint(task)
    except Exception as trouble:  # any broker trouble: the beat's tick will find the rows
        log.warning("No hint to the workers: %s", type(trouble).__name__)
        _not_before = moment + SECONDS_AFTER_TROUBLE
        return False
    _not_before = moment + SECONDS_BETWEEN_HINTS
    return True


def _hint(task: str) -> None:
    _sender().send_task(task, queue=QUEUES[task], expires=30, ignore_result=True, retry=False)


@functools.cache
def _sender() -> Any:
    """A sender of our own: the web process needs nothing else of Celery, and without a broker
    not even its import. Every wait has an end, since a page may be standing behind it."""
    from celery import Celery  # noqa: PLC0415

    sender = Celery("wake", broker=settings.REDIS_URL, set_as_current=False)
    sender.conf.broker_transport_options = {
        "socket_connect_timeout": 0.5,
        "socket_timeout": 0.5,
        "max_retries": 0,
    }
    sender.conf.broker_connection_timeout = 0.5
    return sender
