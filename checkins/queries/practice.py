"""What is asked of somebody in private after a check-in, and what they said so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from accounts.models import User
from checkins.models import CheckIn, PracticeNote
from checkins.models.practice import asked_since
from goals.models import Goal

SHOWN = 30


def practices_to_note(user: User, check_in: CheckIn) -> list[Goal]:
    """Goals to practice of this person that nothing is noted about for this check-in. A goal is
    asked about from the first talk after it was begun."""
    if not check_in.is_held:
        return []
    goals = Goal.objects.owned_by(user).open().to_practice()
    begun = goals.filter(created_at__lte=check_in.starts_at).exclude(
        practice_notes__check_in=check_in
    )
    return list(begun.select_related("owner__enrollment__user").order_by("id"))


def practice_waiting_for(user: User, now: datetime) -> list[tuple[CheckIn, Goal]]:
    """For the first page: talks of the last two weeks that something practiced is still open for."""
    goals = list(Goal.objects.owned_by(user).open().to_practice().order_by("id"))
    if not goals:
        return []
    held = CheckIn.objects.visible_to(user).held()
    lately = held.filter(starts_at__gte=asked_since(now)).with_people()
    notes = PracticeNote.objects.of(user).values_list("goal", "check_in")
    noted = set(notes.filter(check_in__in=lately.values("pk")))
    return [
        (check_in, goal)
        for check_in in lately.order_by("-starts_at")
        for goal in goals
        if goal.created_at <= check_in.starts_at and (goal.pk, check_in.pk) not in noted
    ]


@dataclass(frozen=True)
class PracticeRow:
    goal: Goal
    notes: list[PracticeNote]


def practice_rows(user: User) -> list[PracticeRow]:
    """Everything that was ever practiced, open ones first, with the newest notes."""
    notes = PracticeNote.objects.select_related("check_in").order_by("-check_in__starts_at")
    goals = (
        Goal.objects.owned_by(user)
        .to_practice()
        .prefetch_related(Prefetch("practice_notes", queryset=notes))
        .order_by("ended_at", "id")
    )
    rows = [PracticeRow(goal, list(goal.practice_notes.all())[:SHOWN]) for goal in goals]
    return sorted(rows, key=lambda row: not row.goal.is_open)
