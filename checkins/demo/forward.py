"""A round played forward: as many pairs as it has, with made-up people and words, from its first day.
It all happens in memory; what comes back is which mails would have come, and on whose yes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from accounts import mailkinds
from accounts.aside import database_aside
from accounts.delivery.claim import due
from accounts.models import Message, User
from accounts.models.subjects import label_of
from accounts.services.clockwork import tick
from goals.models import Consent
from mentorship.models import Cohort, Coordinator, Enrollment, Pairing, PairingMember, Program

from .acting import Couple
from .telling import HOURS, live_all

MOST_PAIRS = 100
WITHOUT_PAIRS = 8  # of a round in which nobody works together yet
HOUR = timedelta(hours=1)
TIRELESS = 3600.0  # seconds for one tick: the same mails on a slow machine


@dataclass(frozen=True)
class Round:
    """What is taken along: its settings, and in which zones each of its pairs lives."""

    program: Program
    cohort: Cohort
    pairs: list[list[tuple[str, str]]]  # of each pair: role and zone


def fast_forward(cohort: Cohort, *, days: int, seed: int) -> list[dict[str, Any]]:
    """[{"at", "person", "kind", "class", "consent"}], in the order in which they came."""
    taken = _take_along(cohort)
    with database_aside():
        return _play(taken, days, seed)


def _take_along(cohort: Cohort) -> Round:
    pairings = Pairing.objects.in_cohort(cohort).active().with_people().order_by("pk")
    pairs = [
        [(member.role, member.enrollment.user.zone) for member in pairing.members.all()][:2]
        for pairing in pairings[:MOST_PAIRS]
    ]
    invented = [[("mentee", cohort.zone), ("mentor", cohort.zone)]] * WITHOUT_PAIRS
    return Round(cohort.program, cohort, [pair for pair in pairs if len(pair) == 2] or invented)


def _play(taken: Round, days: int, seed: int) -> list[dict[str, Any]]:
    start = datetime.combine(taken.cohort.starts_on, time(8), UTC)
    couples = _people(taken, start, seed)
    moment = start
    while moment < start + timedelta(days=days):
        if moment.hour in HOURS:
            live_all(couples, moment)
        if moment.hour in HOURS or _is_due(moment):
            tick(moment, TIRELESS, keep=True)
        moment += HOUR
    sent = Message.objects.sent().filter(person__isnull=False).select_related("person")
    return [_told(message) for message in sent.order_by("sent_at", "pk")]


def _is_due(moment: datetime) -> bool:
    """Most hours bring nothing, and a look costs less than a tick."""
    return due(moment).exists() or Consent.objects.to_plan(moment).exists()


def _told(message: Message) -> dict[str, Any]:
    told = {
        "at": message.sent_at.isoformat() if message.sent_at else None,
        "person": message.person.name if message.person else None,
        "kind": message.kind,
        "class": mailkinds.get(message.kind).klass,
        "consent": _consent_of(message),
    }
    parts = [_consent_of(part) for part in message.tells.order_by("pk")]
    if parts:  # several in one mail: each on its own yes
        told["consent"] = next((part for part in parts if part is not None), None)
        told["consents"] = [part for part in parts if part is not None]
    return told


def _consent_of(message: Message) -> int | None:
    return message.subject_id if message.subject_label == label_of(Consent()) else None


# -- Who lives it ------------------------------------------------------------------------------


def _people(taken: Round, start: datetime, seed: int) -> list[Couple]:
    program, cohort = taken.program, taken.cohort
    program.state = "open"
    program.save(force_insert=True)
    cohort.state = Cohort.State.RUNNING
    cohort.save(force_insert=True)
    runs_it = _person("coordinator", 1, program.zone, start)
    Coordinator.objects.create(user=runs_it, program=program)
    return [
        _couple(cohort, number, pair, start, random.Random(f"{seed}-{number}"))  # noqa: S311
        for number, pair in enumerate(taken.pairs, start=1)
    ]


def _couple(
    cohort: Cohort,
    number: int,
    pair: list[tuple[str, str]],
    start: datetime,
    dice: random.Random,
) -> Couple:
    pairing = Pairing.objects.create(
        cohort=cohort,
        state=Pairing.State.ACTIVE,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        every=cohort.every,
        weekday=cohort.weekday,
        at=cohort.at,
        zone=cohort.zone,
        created_at=start,
        published_at=start,
    )
    ordered = sorted(pair, key=lambda one: one[0] == "mentor")  # who learns comes first
    first, second = (
        _member(pairing, role, f"{number}{'ab'[place] if role == 'peer' else ''}", zone, start)
        for place, (role, zone) in enumerate(ordered)
    )
    keen = dice.choice([0.95, 0.85, 0.85, 0.7, 0.4])
    return Couple(pairing=pairing, mentee=first, mentor=second, keen=keen, dice=dice)


def _member(pairing: Pairing, role: str, number: str, zone: str, start: datetime) -> PairingMember:
    place = Enrollment.objects.create(
        cohort=pairing.cohort,
        user=_person(role, number, zone, start),
        role=role,
        state=Enrollment.State.ACCEPTED,
        created_at=start,
        capacity=1,
        seats_taken=1,
    )
    return PairingMember.objects.create(pairing=pairing, enrollment=place, role=role)


def _person(role: str, number: object, zone: str, start: datetime) -> User:
    name = f"{role} {number}"
    address = f"{role}-{number}@example.invalid"
    return User.objects.create_user(address, name=name, zone=zone, joined_at=start)
