"""Meetings that move: one by hand with a line, one by picking among times, one that is called off,
and a pair that would like to meet less often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from checkins import services
from checkins.demo.acting import Couple
from checkins.models import CheckIn

DAY = timedelta(days=1)
AGO = timedelta(hours=3)
MOVED = "The release moved to that day. Would the morning after suit you?"
CALLED_OFF = "I am at a fair all week. See you at the next one."


def tell(couples: Sequence[Couple], now: datetime) -> None:
    """Not the first couple: their next meeting stays where whoever looks at the demo expects it."""
    others = _with_a_meeting(couples[1:], now - AGO)
    for act in (_move, _cancel, _propose_and_pick, _propose_and_none_suits, _propose_rhythm):
        found = next(others, None)
        if found is None:
            return
        act(*found, now - AGO)


def _with_a_meeting(couples: Sequence[Couple], now: datetime) -> Iterator[tuple[Couple, CheckIn]]:
    for couple in couples:
        upcoming = CheckIn.objects.of_pairing(couple.pairing).ahead(now)
        following = upcoming.order_by("starts_at").first()
        if following is not None:
            yield couple, following


def _move(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    to = check_in.starts_at + DAY
    services.move_check_in(check_in=check_in, by=couple.omar, starts_at=to, line=MOVED, now=now)


def _cancel(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    services.cancel_check_in(check_in=check_in, by=couple.maria, line=CALLED_OFF, now=now)


def _propose_and_pick(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    times = [check_in.starts_at + days * DAY for days in (1, 2)]
    facts = {"check_in": check_in, "times": times, "now": now - DAY}
    proposal = services.propose_times(by=couple.maria, **facts)
    picked = [time.pk for time in proposal.times.all()][:1]
    services.pick_time(proposal=proposal, by=couple.omar, times=picked, now=now)


def _propose_and_none_suits(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    times = [check_in.starts_at + DAY]
    proposal = services.propose_times(check_in=check_in, by=couple.omar, times=times, now=now - DAY)
    services.decline_times(proposal=proposal, by=couple.maria, now=now)


def _propose_rhythm(couple: Couple, check_in: CheckIn, now: datetime) -> None:
    cadence = replace(couple.pairing.cadence, every="biweekly")
    services.propose_rhythm(pairing=couple.pairing, by=couple.maria, cadence=cadence, now=now)
