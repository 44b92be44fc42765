"""A cohort with thousands of drafts, in a few inserts: for what a page costs, not what it says."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from mentorship.models import Cohort, Enrollment, ForbiddenPair, MatchingRun, Pairing, PairingMember
from mentorship.queries.criteria import CRITERIA
from mentorship.tests.make import NOW

BATCH = 500
WORDS = ["Leading a team", "Giving feedback", "Difficult conversations", "Strategy", "Negotiating"]


def make_many(cohort: Cohort, pairs: int, *, over: int = 200) -> MatchingRun:
    """So many drafts, and so many people on either side without one; and the run they are of."""
    mentees = _places(cohort, "mentee", pairs + over, "Maximiliana Learner-Hollandsworth")
    mentors = _places(cohort, "mentor", pairs + over, "Bartholomew Mentor-Featherstone")
    run = MatchingRun.objects.create(cohort=cohort, at=NOW, finished_at=NOW)
    drafts = [_draft(cohort, run, number) for number in range(pairs)]
    Pairing.objects.bulk_create(drafts, batch_size=BATCH)
    PairingMember.objects.bulk_create(
        [
            PairingMember(pairing=draft, enrollment=place, role=place.role)
            for draft, *sides in zip(drafts, mentees, mentors, strict=False)
            for place in sides
        ],
        batch_size=BATCH,
    )
    _forbid(cohort, mentees, mentors, over)
    MatchingRun.objects.filter(pk=run.pk).update(
        inputs={"floor": 40, "digest": "x"}, result=_result(mentees, mentors, pairs)
    )
    return run


def _places(cohort: Cohort, role: str, count: int, name: str) -> list[Enrollment]:
    people = [
        User(name=f"{name} {n}", email=f"{role}{n}@example.org", password="!", zone="UTC")
        for n in range(count)
    ]
    User.objects.bulk_create(people, batch_size=BATCH)
    places = [
        Enrollment(
            cohort=cohort,
            user=person,
            role=role,
            state="accepted",
            created_at=NOW,
            answers={
                "skills_wanted": [WORDS[n % 5]],
                "skills_offered": [WORDS[n % 5], WORDS[n // 5 % 5]],
                "goals": f"{WORDS[n % 5]} and {WORDS[n % 3]} in the year that comes",
                "availability_hours": list(range(n % 24, 168, 24)),
                "level_rank": n % 7,
            },
        )
        for n, person in enumerate(people)
    ]
    return Enrollment.objects.bulk_create(places, batch_size=BATCH)


def _draft(cohort: Cohort, run: MatchingRun, number: int) -> Pairing:
    points = 30 + number % 65
    parts = [
        {
            "criterion": key,
            "points": points,
            "weight": 8,
            "part": points * 8,
            "silent": "",
            "shared": WORDS[:3],
            "numbers": {"wanted": 3, "hours": 4, "questions": 3},
            "sensitive": False,
        }
        for key in CRITERIA
    ]
    return Pairing(
        cohort=cohort,
        run=run,
        score=points * 100,
        parts=parts,
        points=dict.fromkeys(CRITERIA, points),
        locked=number % 9 == 0,
        created_at=NOW,
    )


def _forbid(
    cohort: Cohort, mentees: list[Enrollment], mentors: list[Enrollment], count: int
) -> None:
    pairs = [sorted((a.user_id, b.user_id)) for a, b in zip(mentees, mentors, strict=True)]
    ForbiddenPair.objects.bulk_create(
        [
            ForbiddenPair(cohort=cohort, first_id=first, second_id=second, at=NOW)
            for first, second in pairs[-count:]
        ]
    )


def _result(mentees: list[Enrollment], mentors: list[Enrollment], pairs: int) -> dict[str, Any]:
    whys = [{"code": "blocked_by", "count": 11, "rule": key} for key in CRITERIA]
    return {
        "pairs": [
            {"mentee": a.pk, "mentor": b.pk, "score": 6000, "parts": dict.fromkeys(CRITERIA, 500)}
            for a, b in list(zip(mentees, mentors, strict=True))[:pairs]
        ],
        "unmatched": [
            {"enrollment": place.pk, "reasons": whys}
            for place in (*mentees[pairs:], *mentors[pairs:])
        ],
        "matched": pairs,
        "left_over": len(mentees) - pairs,
        "total": 6000 * pairs,
        "below_floor": 0,
        "seats": [{"mentor": b.pk, "gain": [0, 1, n]} for n, b in enumerate(mentors)],
        "floors": [
            {"floor": n, "matched": pairs, "below": 10 * n, "total": 6000 * pairs - n}
            for n in range(0, 81, 10)
        ],
        "both_prefer": [],
        "overruled": [],
    }
