"""When a mail is welcome: quiet hours, working days, days away. Pure, in the person's zone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SEARCH_DAYS = 400


@dataclass(frozen=True)
class Window:
    """A person's own hours. `away` are first and last days, both included."""

    zone: ZoneInfo
    working_days: str
    quiet_from: time
    quiet_until: time
    away: Collection[tuple[date, date]] = ()

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        return self._welcomes(local.date()) and not self._is_quiet(local.time())

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself when it is welcome, else the first instant after it that is."""
        if self.is_open(moment):
            return moment
        local = moment.astimezone(self.zone)
        for offset in range(SEARCH_DAYS):
            day = local.date() + timedelta(days=offset)
            if self._welcomes(day):
                for wall in self._openings():
                    candidate = self._instant(day, wall)
                    if candidate > moment and self.is_open(candidate):
                        return candidate
        return moment  # nobody is away for longer than a year: then better now than never

    def next_week(self, moment: datetime) -> datetime:
        """The first welcome instant of the person's next calendar week."""
        today = moment.astimezone(self.zone).date()
        monday = today + timedelta(days=7 - today.weekday())
        return self.next_open(self._instant(monday, self.quiet_until))

    def _welcomes(self, day: date) -> bool:
        if any(first <= day <= last for first, last in self.away):
            return False
        return "1" not in self.working_days or self.working_days[day.weekday()] == "1"

    def _is_quiet(self, wall: time) -> bool:
        start, end = self.quiet_from, self.quiet_until
        if start <= end:
            return start <= wall < end
        return wall >= start or wall < end

    def _openings(self) -> list[time]:
        """Wall times at which a day may open. A zone may skip midnight, hence one o'clock too."""
        return sorted({time(0), time(1), self.quiet_until})

    def _instant(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, self.zone).astimezone(UTC)
