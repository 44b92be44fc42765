"""A thread that keeps a lease alive while long work goes on in the main one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import Error, connection

log = logging.getLogger(__name__)


class LeaseKeeper:
    """A context manager. The thread never outlives its process, so the leases of a worker that
    was killed run out by themselves."""

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
        while not self.ended.wait(self.every_seconds):
            try:
                self.extend()
            except Error as trouble:
                log.warning("A lease could not be extended: %s", type(trouble).__name__)
                connection.close()
        connection.close()
