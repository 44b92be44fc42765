"""Requests as those who sent or received them read them, and as counts for coordinators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mentorship.models import Cohort, Enrollment, PairingRequest

from .choosing import ASKS, is_looking

SHOWN = 50  # of each list; whoever has more has long had an answer to the rest
State = PairingRequest.State

# What the two talk about in twenty minutes; both read them before.
TALK_QUESTIONS: tuple[tuple[Promise, Promise], ...] = (
    (
        gettext_lazy("Expectations"),
        gettext_lazy("What would each of you like to have got out of it half a year from now?"),
    ),
    (
        gettext_lazy("Availability"),
        gettext_lazy("How often can you talk, at which hours, and what happens in busy weeks?"),
    ),
    (
        gettext_lazy("Scope"),
        gettext_lazy("What do you want to talk about, and what is better left to others?"),
    ),
    (
        gettext_lazy("Values"),
        gettext_lazy("What matters to you in how people deal with each other?"),
    ),
)


@dataclass(frozen=True)
class Listed:
    """One line of a list, in the reader’s words."""

    request: PairingRequest
    who: str
    state: str
    my_turn: bool


@dataclass(frozen=True)
class Own:
    waiting: list[Listed]
    sent: list[Listed]
    before: list[Listed]


def own_requests(user: User) -> Own:
    """One query."""
    rows = list(PairingRequest.objects.of(user).with_people()[: 2 * SHOWN])
    lines = [_line(row, user) for row in rows]
    return Own(
        waiting=[line for line in lines if line.my_turn],
        sent=[line for line in lines if line.request.is_open and not line.my_turn],
        before=[line for line in lines if not line.request.is_open][:SHOWN],
    )


def _line(request: PairingRequest, user: User) -> Listed:
    mine = request.sender.user_id == user.pk
    who = request.recipient_name if mine else str(request.sender.user)
    return Listed(request, who, state_words(request, user), request.is_open and not mine)


def state_words(request: PairingRequest, user: User) -> str:
    """Never more than “not now”: why somebody declined is theirs."""
    mine = request.sender.user_id == user.pk
    if request.is_open:
        return _("waits for an answer") if mine else _("waits for you")
    if request.state == State.DECLINED:
        return _("not now")
    if request.state == State.WITHDRAWN:
        return _("taken back")
    if request.state == State.ACCEPTED:
        return _("a talk is agreed") if request.is_talk else _("yes: you work together")
    return _("came to its end without an answer")


def own_places(user: User) -> list[Enrollment]:
    """Places that look around or can be asked, in cohorts in which people choose."""
    places = Enrollment.objects.of(user).accepted().choosing()
    places = places.select_related("cohort__program", "user")
    return list(places.prefetch_related("cohort__questions"))


def looking_places(places: list[Enrollment]) -> list[Enrollment]:
    return [place for place in places if is_looking(place)]


def asked_places(places: list[Enrollment]) -> list[Enrollment]:
    """Places at which others can ask: they read here what is shown of them."""
    return [place for place in places if place.role in ASKS.values()]


@dataclass(frozen=True)
class Counts:
    """Structure only: how many, and since when the oldest one waits. No names, no words."""

    open: int
    accepted: int
    ended: int
    since: datetime | None

    @property
    def any(self) -> bool:
        return bool(self.open or self.accepted or self.ended)


def request_counts(cohort: Cohort) -> Counts:
    found: dict[str, Any] = PairingRequest.objects.in_cohort(cohort).aggregate(
        open=Count("pk", filter=Q(state=State.OPEN)),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED, kind="pairing")),
        ended=Count("pk", filter=~Q(state__in=[State.OPEN, State.ACCEPTED])),
        since=Min("created_at", filter=Q(state=State.OPEN)),
    )
    return Counts(**found)


def starter_texts(kind: str) -> list[str]:
    """For whoever does not know how to begin."""
    if kind == PairingRequest.Kind.TALK:
        return [
            _(
                "I would like to find out whether we fit. Do you have twenty minutes this week or next?"
            ),
            _("What you offer is what I am looking for. May I ask you a few questions about it?"),
        ]
    return [
        _("I would like to learn from you, and I bring time and questions of my own."),
        _("I am working on something that you know well. Would you go a part of the way with me?"),
    ]
