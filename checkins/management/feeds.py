"""How long a calendar program waits for a person's feed of 500 meetings, and for “nothing new”."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from accounts import clock
from accounts.models import User
from checkins.models import CheckIn
from checkins.services import make_calendar_address, save_calendar
from mentorship.management.scratch import scratch_database
from mentorship.models import Pairing

from .years import make_years

Say = Callable[[str], object]
EVENTS, MOST_MS = 500, 200
ROUNDS = {True: 20, False: 100}
WARMING = 3


def feeds(say: Say, *, quick: bool) -> bool:
    """Prints two figures; False where 95 of 100 answers do not come in time."""
    rounds = ROUNDS[quick]
    with scratch_database(), override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        path = _address()
        first = Client().get(path)
        events = first.content.count(b"BEGIN:VEVENT")
        say(f"Feed of {events} meetings on {connection.vendor}, with names; {rounds} answers each.")
        whole = _p95(path, rounds, 200)
        same = _p95(path, rounds, 304, **{"if-none-match": first["ETag"]})
        met = events == EVENTS and max(whole, same) <= MOST_MS
        say(f"p95 {whole:.0f} ms, and {same:.0f} ms where nothing changed; may {MOST_MS} ms")
        say("met" if met else "MISSED")
        return met


def _address() -> str:
    now = clock.now()
    _mentee, mentor = make_years("feed", days=42, entries=10, now=now)
    pairings = list(Pairing.objects.filter(members__enrollment__user=mentor).distinct())
    CheckIn.objects.all().delete()
    CheckIn.objects.bulk_create(
        CheckIn(
            pairing=pairings[number % len(pairings)],
            local_on=(now + (1 + number // len(pairings)) * timedelta(days=1)).date(),
            starts_at=now + (1 + number // len(pairings)) * timedelta(days=1),
            created_at=now,
        )
        for number in range(EVENTS)
    )
    return reverse("checkins:calendar_feed", args=[_token(mentor)])


def _token(person: User) -> str:
    now = clock.now()
    wishes = {"says_more": True, "shows_promises": False, "names_in_subjects": False}
    save_calendar(by=person, now=now, **wishes)
    return make_calendar_address(by=person, now=now).token


def _p95(path: str, rounds: int, status: int, **headers: str) -> float:
    """Milliseconds on the clock, from the request to the last byte."""
    client, took = Client(), []
    for turn in range(WARMING + rounds):
        began = time.perf_counter()
        answer = client.get(path, headers=headers)
        if turn >= WARMING:
            took.append(1000 * (time.perf_counter() - began))
        if answer.status_code != status:
            raise RuntimeError(f"The feed answered {answer.status_code}.")
    return statistics.quantiles(took, n=20)[-1]
