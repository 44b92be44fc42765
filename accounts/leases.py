"""A thread that keeps a lease alive while long work goes on in the main one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import Error, connection

log = logging.getLogger(__name__)


SOON = 1.0  # seconds until a lease is tried again that could not be extended
WORRY = 4  # rounds without an answer after which the lease has run out, as leases last so long


class LeaseKeeper:
    """A context manager. The thread never outlives its process, so the leases of a worker that
    was killed run out by themselves.

    SQLite has one writer, and the work itself may be it: then nobody else can take the lease
    either. The keeper waits for its turn, and complains only when the lease must have run out.
    """

    def __init__(self, extend: Callable[[], object], every_seconds: float) -> None:
        self.extend = extend
        self.every_seconds = every_seconds
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True, name="lease-keeper")

    def __enter__(self) -> LeaseKeeper:
        self.thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.ended.set()
        self.thread.join(timeout=5)

    def _run(self) -> None:
        failed = 0.0
        while not self.ended.wait(self._until_next(failed)):
            began = time.monotonic()
            try:
                self.extend()
            except Error as trouble:
                connection.close()
                failed += time.monotonic() - began + SOON
                log.log(self._level(failed), "A lease waits: %s", type(trouble).__name__)
            else:
                failed = 0.0
        connection.close()

    def _until_next(self, failed: float) -> float:
        return min(SOON, self.every_seconds) if failed else self.every_seconds

    def _level(self, failed: float) -> int:
        return logging.WARNING if failed > self.every_seconds * (WORRY - 1) else logging.INFO
