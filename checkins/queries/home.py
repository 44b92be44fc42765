"""The home page: where you stand, and at most seven things, the most useful first.

Few reads, whatever the number of people one works with: each asks about all pairings at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from checkins import words
from checkins.models import CheckIn
from checkins.queries.places import HomePlace, open_goals, planned_check_ins
from checkins.queries.standings import GoalView, entries_of_goals, view_of
from checkins.queries.things import (
    MOST_OF_A_KIND,
    SENDER,
    WAITS,
    ToDo,
    own_open,
    things_of,
    to_accept,
    to_finish,
    to_look_around,
    to_tell,
    unfinished,
    waiting_for,
)
from goals.models import Goal
from mentorship.models import Enrollment, Pairing, PairingRequest
from mentorship.queries.applications import places_to_tell
from mentorship.queries.requests import looking_places, own_places

MOST_THINGS = 7
MOST_GOALS = 2


@dataclass(frozen=True)
class Partner:
    """One line per person one works with."""

    people: str
    url: str
    program: str
    check_in: CheckIn | None
    when: str
    paused: bool


@dataclass
class Home:
    heading: str
    lede: str = ""
    things: list[ToDo] = field(default_factory=list)
    more: int = 0
    partners: list[Partner] = field(default_factory=list)
    next: CheckIn | None = None
    times: list[tuple[User, str]] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    asked: list[ToDo] = field(default_factory=list)  # whom one asked, and where that stands


def home(user: User, places: list[HomePlace], now: datetime) -> Home:
    active = [place for place in places if place.pairing.state == Pairing.State.ACTIVE]
    if not active:
        return _quiet_home(user, places)
    check_ins = planned_check_ins(active, now)
    goals = open_goals(user, active)
    told = list(things_of(user, active, goals, check_ins, now))
    things = [todo for todo in told if todo.kind != "asked"]
    planned = CheckIn.State.PLANNED
    ahead = [row for row in check_ins if row.ends_at > now and row.state == planned]
    shown = things[:MOST_THINGS]
    found = Home(
        heading=words.heading(len(shown), ahead[0] if ahead else None, user, now),
        things=shown,
        more=len(things) - len(shown),
        partners=[_partner(user, place, ahead) for place in _resting_last(places)],
        goals=_standings(user, goals, now),
        asked=[todo for todo in told if todo.kind == "asked"],
    )
    if ahead:
        found.next, found.times = ahead[0], words.local_times(ahead[0], user)
        found.lede = _next_line(ahead[0], user)
    return found


def _resting_last(places: list[HomePlace]) -> list[HomePlace]:
    open_ones = [place for place in places if place.pairing.state != Pairing.State.CLOSED]
    return sorted(
        open_ones, key=lambda place: (place.pairing.state != Pairing.State.ACTIVE, place.member.pk)
    )


def _standings(user: User, goals: list[Goal], now: datetime) -> list[GoalView]:
    """One's own agreed goals, nearest date first: logging is two clicks from here."""
    mine = [goal for goal in goals if goal.person.pk == user.pk and goal.state == Goal.State.AGREED]
    shown = sorted(mine, key=lambda goal: (goal.due_on, goal.pk))[:MOST_GOALS]
    if not shown:
        return []
    entries = entries_of_goals(shown)
    return [view_of(goal, entries[goal.pk], now) for goal in shown]


# -- Where you stand -----------------------------------------------------------------------------


def _next_line(check_in: CheckIn, user: User) -> str:
    told = {
        "people": words.names(words.others_of(check_in.pairing, user)),
        "when": words.when(user, check_in.starts_at),
        "word": check_in.words.check_in,
    }
    return _("Your next %(word)s with %(people)s is %(when)s your time.") % told


def _quiet_home(user: User, places: list[HomePlace]) -> Home:
    """Nobody to work with at the moment: who asks, and where to look around."""
    drafts = list(unfinished(user)[:MOST_OF_A_KIND])
    found, looking = _standing(user, places, drafts), looking_places(own_places(user))
    asks_me = waiting_for(PairingRequest.objects.open().received_by(user), "request", SENDER)
    requests = sorted(asks_me.union(own_open(user), all=True)[:50])
    found.things = [to_finish(pk, slug, role) for _kind, pk, slug, role in drafts]
    found.things += [to_accept(*row) for kind, *row in requests if kind == "request"]
    found.asked = [WAITS[kind](*row) for kind, *row in requests if kind in WAITS]
    found.things += [to_tell(place) for place in places_to_tell(user)[:MOST_OF_A_KIND]]
    found.things += [to_look_around(place) for place in looking]
    if looking and not places:
        found.heading = _("You are in. Next, look whom you would like to work with")
        found.lede = _("You see who has a free place, and why you two might fit.")
    return found


def _standing(user: User, places: list[HomePlace], drafts: list[Any]) -> Home:
    """Nothing to do: say what happens next instead."""
    paused = [place for place in places if place.pairing.state == Pairing.State.PAUSED]
    if paused:
        return _paused(user, paused)
    if places:
        return Home(
            _("Your time together has come to its end"),
            _("What you wrote and promised stays readable. A new round would start here."),
        )
    return _without_pairing(user, drafts)


def _paused(user: User, paused: list[HomePlace]) -> Home:
    lede = _("Nothing is asked of you meanwhile. You can go on whenever you all like.")
    partners = [_partner(user, place, []) for place in paused]
    until = paused[0].pairing.paused_until
    if until is None:
        return Home(_("You are having a pause"), lede, partners=partners)
    told = {"day": date_format(until, _("j F"))}
    return Home(_("You are having a pause until %(day)s") % told, lede, partners=partners)


def _without_pairing(user: User, drafts: list[Any]) -> Home:
    states = set(Enrollment.objects.of(user).order_by().values_list("state", flat=True))
    if Enrollment.State.ACCEPTED in states:
        return Home(
            _("You are in. Next, we find the right person for you"),
            _("As soon as you are paired you get a mail that says with whom, and why."),
        )
    if states & {Enrollment.State.APPLIED, Enrollment.State.WAITLISTED}:
        return Home(
            _("Your application is sent"),
            _("You get one mail with the answer. “Your places” says where it stands."),
        )
    if drafts:
        return Home(
            _("Welcome back. Your application waits where you left it"),
            _("Nobody but you reads it before you send it."),
        )
    return Home(
        _("Welcome. Nothing is waiting for you yet"),
        _("If somebody invited you to a program, open the link in their mail to take part."),
    )


def _partner(user: User, place: HomePlace, ahead: list[CheckIn]) -> Partner:
    theirs = next((row for row in ahead if row.pairing_id == place.pairing.pk), None)
    return Partner(
        people=place.people,
        url=reverse("mentorship:pairing", args=[place.pairing.pk]),
        program=place.pairing.cohort.program.name,
        check_in=theirs,
        when=words.when(user, theirs.starts_at) if theirs else "",
        paused=place.pairing.state == Pairing.State.PAUSED,
    )
