"""How the people of a cohort get on, taken together: for who may read nothing of any one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goals.models import CommitmentAnswer, Goal, ProgressEntry
from goals.together import Share, share
from mentorship.models import Enrollment, Pairing, PairingMember

LATELY = timedelta(days=28)


@dataclass(frozen=True)
class Together:
    """Of the people who set goals in these pairings, as things stood at `until`."""

    until: datetime
    with_goal: Share
    with_progress: Share
    with_answer: Share


def together(pairings: QuerySet[Pairing], until: datetime) -> Together:
    """Counts people, never things. `until` should move in steps of a week: a number that changes
    while somebody looks on tells who has just done something. One read."""
    lately = (until - LATELY, until)
    goals = _theirs(Goal.objects.filter(agreed_at__lt=until), pairings)
    entries = _theirs(ProgressEntry.objects.filter(logged_at__range=lately), pairings, "goal__")
    answers = _theirs(CommitmentAnswer.objects.filter(at__range=lately), pairings, "commitment__")
    people = PairingMember.objects.filter(pairing__in=pairings).exclude(role=Enrollment.Role.MENTOR)
    counted = people.annotate(
        has_goal=Exists(goals), has_progress=Exists(entries), has_answer=Exists(answers)
    ).aggregate(
        everybody=_people(),
        with_goal=_people(has_goal=True),
        with_progress=_people(has_progress=True),
        with_answer=_people(has_answer=True),
    )
    everybody = counted.pop("everybody")
    return Together(until, **{name: share(part, everybody) for name, part in counted.items()})


def _theirs(rows: QuerySet[Any], pairings: QuerySet[Pairing], path: str = "") -> QuerySet[Any]:
    """Of one person, in any of these pairings."""
    person = {f"{path}owner__enrollment__user": OuterRef("enrollment__user")}
    return rows.filter(**person, **{f"{path}owner__pairing__in": pairings})


def _people(**facts: bool) -> Count:
    return Count("enrollment__user", distinct=True, filter=Q(**facts) if facts else None)
