"""One worker: Celery with the solo pool and its beat as a thread of the same process."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

from celery import signals
from celery.beat import EmbeddedService
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils.module_loading import import_string

from accounts.delivery.stop import stopping
from accounts.tasks import run_jobs, tick

TASKS = {"mail": tick, "jobs": run_jobs}
# Without its broker a worker looks by itself, so that a lost Redis delays mail by this much only.
LOOKS_ITSELF_AFTER = 45.0

ALONE = {
    "pool": "solo",
    "concurrency": 1,
    "loglevel": "WARNING",
    "quiet": True,
    "without_gossip": True,
    "without_mingle": True,
    "without_heartbeat": True,
}


class Command(BaseCommand):
    help = "Runs one worker: --queue mail (plans and sends) or --queue jobs (imports, matching)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queue", choices=sorted(TASKS), required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        queue = options["queue"]
        app = import_string(settings.WORKER_APP)
        app.conf.beat_schedule = {
            name: entry
            for name, entry in app.conf.beat_schedule.items()
            if entry["options"]["queue"] == queue
        }
        beat = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
        asked_to_end = threading.Event()

        def end(**_: Any) -> None:
            asked_to_end.set()
            stopping.set()

        signals.worker_shutting_down.connect(end, weak=False)
        Lookout(TASKS[queue]).start()
        worker = app.Worker(queues=[queue], hostname=f"{queue}@%h", **ALONE)
        beat.start()
        try:
            worker.start()
        finally:
            stopping.set()
            beat.service.stop()  # its thread sleeps between two ticks; nobody waits for it
        sys.exit(0 if asked_to_end.is_set() else worker.exitcode)


class Lookout(threading.Thread):
    """Runs the task itself when no hint has come for a while: the broker is away."""

    def __init__(self, task: Any) -> None:
        super().__init__(daemon=True, name="lookout")
        self.task = task
        self.last_run = time.monotonic()
        self.busy = threading.Event()
        signals.task_prerun.connect(self._began, weak=False)
        signals.task_postrun.connect(self._ended, weak=False)

    def _began(self, **_: Any) -> None:
        self.busy.set()

    def _ended(self, **_: Any) -> None:
        self.last_run = time.monotonic()
        self.busy.clear()

    def run(self) -> None:
        while not stopping.wait(5):
            if self.busy.is_set() or time.monotonic() - self.last_run < LOOKS_ITSELF_AFTER:
                continue
            try:
                self.task.run()
            finally:
                self.last_run = time.monotonic()
                connection.close()
