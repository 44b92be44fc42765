"""Countries change their rules for clocks, and a newer tzdata tells. What two people agreed on is a
time on the wall: it stays, and the instant moves, with a new sequence for every calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from checkins.models import CheckIn
from mentorship.cadence import instant_of
from mentorship.models import Pairing

from .calendars import tell_calendars

CLOCKS = "clocks"  # why a change is told


def heed_clocks(pairing: Pairing, planned: Sequence[CheckIn], now: datetime) -> int:
    """Run at least once a day for what lies ahead, with its rows held. Returns how many had to
    move."""
    zone = ZoneInfo(pairing.zone)
    moved = 0
    for check_in in planned:
        if check_in.starts_at > now:
            check_in.pairing = pairing
            moved += _heed(check_in, zone, now)
    return moved


def _heed(check_in: CheckIn, zone: ZoneInfo, now: datetime) -> bool:
    local = check_in.starts_at.astimezone(zone)
    if check_in.wall_at is None:
        check_in.wall_at = local.time()
        check_in.save(update_fields=["wall_at"])
        return False
    if (local.date(), local.time()) == (check_in.local_on, check_in.wall_at):
        return False
    starts_at = instant_of(check_in.local_on, check_in.wall_at, zone)
    if starts_at == check_in.starts_at:  # that hour is now jumped over, and this is the nearest
        return False
    check_in.starts_at, check_in.moved_at = starts_at, now
    check_in.sequence += 1
    check_in.save(update_fields=["starts_at", "moved_at", "sequence"])
    if check_in.invitations.exists():
        tell_calendars(check_in, now, because=CLOCKS)
    return True
