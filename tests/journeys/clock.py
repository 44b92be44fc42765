"""The clock on the wall of the whole world: web, workers and whoever looks at it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo


class Clock:
    """It ticks, and chapters of a story set it. The browser keeps its own and does not mind."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def set(self, day: date, at: time, zone: str) -> None:
        """To that time on that zone's wall."""
        self._machine.move_to(datetime.combine(day, at, ZoneInfo(zone)))
