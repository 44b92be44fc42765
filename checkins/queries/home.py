"""The home page: where you stand, and at most seven things, the most useful first. What is about
somebody whom one mentors is a line about them instead: one each, however many things wait.

Few reads, whatever the number of people one works with: each asks about all pairings at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.dates import dated
from accounts.models import User
from checkins import words
from checkins.models import CheckIn
from checkins.queries.partners import Partner, partner_of, partners_of
from checkins.queries.places import HomePlace, open_goals, planned_check_ins
from checkins.queries.standings import GoalView, entries_of_goals, view_of
from checkins.queries.things import things_of, to_look_around, to_tell
from checkins.queries.todo import ToDo, a_few
from checkins.queries.waiting import waiting_alone
from goals.models import Goal
from mentorship.models import Enrollment, Pairing
from mentorship.queries.applications import places_to_tell
from mentorship.queries.requests import looking_places, own_places

MOST_THINGS = 7
PLANNED = CheckIn.State.PLANNED
MOST_GOALS = 2
NOTICES = ("asked", "off")  # to know, and nothing to do


@dataclass
class Home:
    heading: str
    lede: str = ""
    things: list[ToDo] = field(default_factory=list)
    more: int = 0
    mentees: list[Partner] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)  # everybody else
    next: CheckIn | None = None
    times: list[tuple[User, str]] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    asked: list[ToDo] = field(default_factory=list)  # whom one asked, and where that stands
    off: list[ToDo] = field(default_factory=list)  # days without a meeting, and why


def home(user: User, places: list[HomePlace], now: datetime) -> Home:
    active = [place for place in places if place.pairing.state == Pairing.State.ACTIVE]
    if not active:
        return _quiet_home(user, places)
    check_ins = planned_check_ins(active, now)
    goals = open_goals(user, active)
    everything = list(things_of(user, active, goals, check_ins, now))
    told = [todo for todo in everything if todo.kind not in NOTICES]
    ahead = [row for row in check_ins if row.ends_at > now and row.state == PLANNED]
    mentees, partners = partners_of(user, places, told, ahead)
    looked_after = {line.pairing for line in mentees}
    things = [row for row in told if row.pairing not in looked_after]
    few = list(a_few(things))
    shown = few[:MOST_THINGS]
    waiting = len(shown) + sum(bool(line.todos) for line in mentees)
    found = Home(
        heading=words.heading(waiting, ahead[0] if ahead else None, user, now),
        things=shown,
        more=len(few) - len(shown),
        mentees=mentees,
        partners=partners,
        goals=_standings(user, goals, now),
        asked=[todo for todo in everything if todo.kind == "asked"],
        off=_days_without(everything, active),
    )
    if ahead:
        found.next, found.times = ahead[0], words.local_times(ahead[0], user)
        found.lede = _next_line(ahead[0], user)
    return found


def _days_without(everything: list[ToDo], active: list[HomePlace]) -> list[ToDo]:
    """With whom, for whoever meets several."""
    found = [todo for todo in everything if todo.kind == "off"]
    if len(active) > 1:
        people = {place.pairing.pk: place.people for place in active}
        found = [replace(todo, text=people[todo.pairing]) for todo in found]
    return list(a_few(found))


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
    told = list(waiting_alone(user))
    begun = any(todo.sort == "unfinished" for todo in told)
    found, looking = _standing(user, places, begun=begun), looking_places(own_places(user))
    found.asked = [todo for todo in told if todo.kind == "asked"]
    things = [todo for todo in told if todo.kind != "asked"]
    things += [to_tell(place) for place in places_to_tell(user)]
    found.things = list(a_few([*things, *map(to_look_around, looking)]))
    if looking and not places:
        found.heading = _("You are in. Next, look whom you would like to work with")
        found.lede = _("You see who has a free place, and why you two might fit.")
    return found


def _standing(user: User, places: list[HomePlace], *, begun: bool) -> Home:
    """Nothing to do: say what happens next instead."""
    paused = [place for place in places if place.pairing.state == Pairing.State.PAUSED]
    if paused:
        return _paused(user, paused)
    if any(place.asks_for_another for place in places):
        return Home(
            _("We are looking for somebody for you"),
            _("You asked for somebody else. You get one mail when you are paired."),
        )
    if places:
        return Home(
            _("Your time together has come to its end"),
            _("What you wrote and promised stays readable. A new round would start here."),
        )
    return _without_pairing(user, begun=begun)


def _paused(user: User, paused: list[HomePlace]) -> Home:
    lede = _("Nothing is asked of you meanwhile. You can go on whenever you all like.")
    partners = [partner_of(user, place, []) for place in paused]
    until = paused[0].pairing.paused_until
    if until is None:
        return Home(_("You are having a pause"), lede, partners=partners)
    told = {"day": dated(until, _("j F"))}
    return Home(_("You are having a pause until %(day)s") % told, lede, partners=partners)


def _without_pairing(user: User, *, begun: bool) -> Home:
    states = set(Enrollment.objects.of(user).order_by().values_list("state", flat=True))
    if Enrollment.State.ACCEPTED in states:
        return Home(
            _("You are in. Next, we find the right person for you"),
            _("As soon as you are paired you get a mail that says with whom, and why."),
        )
    if Enrollment.State.WAITLISTED in states:
        return Home(
            _("You are on the waiting list"),
            _("You get one mail if a place is free. “Your places” says where it stands."),
        )
    if Enrollment.State.APPLIED in states:
        return Home(
            _("Your application is sent"),
            _("You get one mail with the answer. “Your places” says where it stands."),
        )
    if begun:
        return Home(
            _("Welcome back. Your application waits where you left it"),
            _("Nobody but you reads it before you send it."),
        )
    return Home(
        _("Welcome. Nothing is waiting for you yet"),
        _("If somebody invited you to a program, open the link in their mail to take part."),
    )
