"""When people meet: Maria has an hour of her own on one day, and Omar proposes three times for what
is ahead of them. Later Nina and Pavel look for one together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from checkins.models import FreeException, TimeProposal
from checkins.services import (
    agree_rhythm,
    decline_times,
    propose_check_in,
    propose_rhythm,
    propose_times,
)
from mentorship.cadence import Cadence
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
TUESDAYS = Cadence(every="weekly", at=time(15), zone="Europe/Berlin", weekday=1)
NOUNS = {
    "checkins:agree_rhythm": "rhythm",
    "checkins:decline_rhythm": "rhythm",
    "checkins:propose_rhythm": "pairing",
    "checkins:decline_times": "times",
    "checkins:log_check_in": "pairing",
    "checkins:pick_time": "times",
    "checkins:propose_check_in": "pairing",
    "checkins:propose_times": "check_in",
    "checkins:remove_free_exception": "free_exception",
    "checkins:withdraw_times": "times",
}
MAIL_KINDS = {
    "checkins.rhythm_answered": ("service", True, "stream", "hold"),
    "checkins.rhythm_proposed": ("transactional", False, "none", "hold"),
    "checkins.times_proposed": ("transactional", False, "none", "hold"),
    "checkins.times_unsuitable": ("transactional", False, "none", "hold"),
}


def add(world: World) -> None:
    world.things["free_exception[marias]"] = FreeException.objects.create(
        person=world.maria,
        day=(world.now + 5 * DAY).date(),
        begins=time(9),
        until=time(10),
        is_free=True,
    )

    world.things["times[omars]"] = propose_times(
        check_in=world["check_in[ahead]"],
        by=world.omar,
        times=list(islice(_without_meeting(world, 7), 3)),
        now=world.now,
    )
    world.things["rhythm[omars]"] = propose_rhythm(
        pairing=world["pairing[active]"],
        by=world.omar,
        cadence=TUESDAYS,
        now=world.now,
    )
    world.things["times[former]"] = _former(world)


def _former(world: World) -> TimeProposal:
    """Fred once proposed one to Maria, and it passed."""
    check_in = world["check_in[former]"]
    return TimeProposal.objects.create(
        check_in=check_in,
        by=make.member_of(check_in.pairing, world.fred),
        state=TimeProposal.State.EXPIRED,
        proposed_at=check_in.created_at,
        expires_at=check_in.starts_at,
        ended_at=check_in.starts_at,
    )


def sent_with(row: str, world: World) -> dict[str, Any]:
    typed = {"day_1": f"{next(_without_meeting(world, 12)):%Y-%m-%d}", "at_1": "14:00"}
    first = world["times[omars]"].times.first()
    soon = f"{world.now + 9 * DAY:%Y-%m-%d}"
    return {
        "checkins:propose_rhythm": {"every": "weekly", "weekday": "2", "at": "11:00"},
        "checkins:log_check_in": {"on": f"{world.now - 3 * DAY:%Y-%m-%d}", "minutes": "20"},
        "checkins:pick_time": {"times": [str(first.pk)]},
        "checkins:propose_check_in": typed | {"minutes": "45"},
        "checkins:propose_times": typed,
        "checkins:free_hours": {"week": ["0-morning"]},
        "checkins:add_free_exception": {
            "day": soon,
            "begins": "10:00",
            "until": "12:00",
            "is_free": "yes",
        },
    }.get(row.partition("[")[0], {})


def _without_meeting(world: World, after: int) -> Iterator[datetime]:
    """Whatever weekday it is today, since two people meet once a day."""
    pairing = world["pairing[active]"]
    taken = set(pairing.check_ins.standing().values_list("local_on", flat=True))
    for number in count(after):
        moment = world.now + number * DAY
        if moment.date() not in taken and moment.weekday() != pairing.cadence.weekday:
            yield moment


def occasions(world: World, now: datetime) -> None:
    other = world["pairing[other]"]
    times = [now + 8 * DAY, now + 9 * DAY]
    asked = propose_check_in(pairing=other, by=world.nina, times=times, minutes=30, now=now)
    decline_times(proposal=asked, by=world.pavel, now=now)
    rhythm = propose_rhythm(pairing=other, by=world.pavel, cadence=TUESDAYS, now=now)
    agree_rhythm(proposal=rhythm, by=world.nina, now=now)


def crowd(world: World, many: int) -> None:
    """Many days that differ."""
    today = world.now.date()
    FreeException.objects.bulk_create(
        FreeException(
            person=person, day=today + number * DAY, begins=time(7), until=time(8), is_free=True
        )
        for person in (world.maria, world.omar, world.ada)
        for number in range(many)
    )
