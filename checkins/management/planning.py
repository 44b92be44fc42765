"""Pairs by the thousand, each with something that its mentee asked to be reminded of."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from goals.models import Commitment, Consent, ConsentTerms, Goal
from mentorship.management.scratch import make_scratch_cohort
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember

AT_ONCE = 2000


def make_pairs(count: int, now: datetime) -> None:
    cohort, ada = make_scratch_cohort("planned")
    mentor = _enroll(cohort, [ada], "mentor", now)[0]
    for first in range(0, count, AT_ONCE):
        names = range(first, min(first + AT_ONCE, count))
        people = User.objects.bulk_create(
            [User(email=f"m{n}@x.example", name=f"Mentee {n}", zone="Europe/Berlin") for n in names]
        )
        places = _enroll(cohort, people, "mentee", now)
        _ask(_pair(cohort, places, mentor, now), now)


def _enroll(cohort: Cohort, people: list[User], role: str, now: datetime) -> list[Enrollment]:
    facts = {"cohort": cohort, "role": role, "state": Enrollment.State.ACCEPTED}
    facts |= {"capacity": 20_000, "seats_taken": 1, "created_at": now}
    return Enrollment.objects.bulk_create([Enrollment(user=who, **facts) for who in people])


def _pair(
    cohort: Cohort, mentees: list[Enrollment], mentor: Enrollment, now: datetime
) -> list[PairingMember]:
    facts = {
        name: getattr(cohort, name) for name in ("starts_on", "ends_on", "weekday", "at", "zone")
    }
    facts |= {"cohort": cohort, "state": Pairing.State.ACTIVE, "every": cohort.every}
    facts |= {"created_at": now, "published_at": now}
    pairings = Pairing.objects.bulk_create([Pairing(**facts) for _mentee in mentees])
    members = [
        PairingMember(pairing=pairing, enrollment=mentee, role="mentee")
        for pairing, mentee in zip(pairings, mentees, strict=True)
    ]
    others = [PairingMember(pairing=row, enrollment=mentor, role="mentor") for row in pairings]
    PairingMember.objects.bulk_create(others)
    return PairingMember.objects.bulk_create(members)


def _ask(members: list[PairingMember], now: datetime) -> None:
    due_on = now.date() + timedelta(days=10)
    promises = Commitment.objects.bulk_create(
        [
            Commitment(owner=member, text="Call two people", due_on=due_on, made_at=now)
            for member in members[::2]
        ]
    )
    facts = {"state": Goal.State.AGREED, "created_at": now, "agreed_at": now, "shared_at": now}
    goals = Goal.objects.bulk_create(
        [
            Goal(owner=member, title="Give three talks", due_on=due_on, **facts)
            for member in members[1::2]
        ]
    )
    about = [(row.owner, {"commitment": row}) for row in promises]
    about += [(row.owner, {"goal": row}) for row in goals]  # type: ignore[misc]
    ends_on = due_on + timedelta(days=14)
    given = {"state": Consent.State.ACTIVE, "offered_at": now, "decided_at": now}
    given |= {"ends_on": ends_on, "next_plan_at": now}
    consents = Consent.objects.bulk_create(
        [Consent(person_id=owner.enrollment.user_id, **thing, **given) for owner, thing in about]
    )
    terms = {"version": 1, "how": "mail", "who": "system", "at": time(10), "tone": "warm"}
    terms |= {"silence": "again", "ends_on": ends_on, "given_at": now}
    ConsentTerms.objects.bulk_create([ConsentTerms(consent=row, **terms) for row in consents])
