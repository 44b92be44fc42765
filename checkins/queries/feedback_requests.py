"""Reads for asking for feedback, and for the page of what was asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from checkins.models import FeedbackRequest, SharedAnswer
from goals.models import Goal
from mentorship.models import PairingMember

PER_PAGE = 20


@dataclass
class RequestsPage:
    waiting: list[FeedbackRequest]  # asked of the reader
    mine: list[FeedbackRequest]
    older: int | None
    passed_on: list[SharedAnswer]  # what partners were told outside, as far as they tell it


def requests_page(user: User, now: datetime, before: int | None = None) -> RequestsPage:
    asked = FeedbackRequest.objects.with_people().prefetch_related(None)  # nobody else is named
    mine = asked.asked_by(user)
    if before is not None:
        mine = mine.filter(pk__lt=before)
    rows = list(mine.order_by("-pk")[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    waiting = asked.waiting_for(user, now).order_by("pk")
    passed_on = SharedAnswer.objects.visible_to(user).with_people()
    theirs = passed_on.exclude(answer__request__asker__enrollment__user=user)
    for row in rows:
        row.still_open = row.is_open(now)  # type: ignore[attr-defined]
    return RequestsPage(list(waiting[:PER_PAGE]), rows[:PER_PAGE], older, list(theirs[:PER_PAGE]))


def partners_to_ask(place: PairingMember) -> list[tuple[str, str]]:
    """As choices: everybody else of this pairing, from its prefetched members."""
    others = (one for one in place.pairing.members.all() if one.pk != place.pk)
    return [(str(one.pk), str(one.person)) for one in others]


def goals_to_ask_for(place: PairingMember, *, shared: bool) -> list[tuple[str, str]]:
    goals = Goal.objects.filter(owner=place).open().order_by("-id")
    if shared:
        goals = goals.exclude(shared_at=None)
    return [(str(goal.pk), goal.title) for goal in goals[:PER_PAGE]]


def goal_chosen(place: PairingMember, pk: str) -> Goal | None:
    return Goal.objects.filter(owner=place, pk=int(pk)).first() if pk else None
