"""The page after signing in: what is next for me?"""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.kept import drawn
from checkins.queries import home as queries
from checkins.queries.partners import Partner
from checkins.queries.places import places_of
from checkins.queries.standings import GoalView
from mentorship.context import introduce, roles_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = get_user(request)  # themselves, not what stands for them and is asked a thousand times
    places = places_of(user)
    if not places and roles_of(user) == {"coordinator"}:
        return redirect("mentorship:programs")
    introduce(request, [place.member for place in places])
    found = queries.home(user, places, clock.now())
    context = {
        "home": found,
        "mentees": _mentees(request, found.mentees),
        "goals": [_goal(view) for view in found.goals],
    }
    return render(request, "checkins/home.html", context)


class Titled(NamedTuple):
    """What is shown of a goal itself."""

    pk: int
    title: str


class Line(NamedTuple):
    """With whom, and the first thing that waits or when they meet."""

    people: str
    url: str
    when: str
    paused: bool
    title: str = ""
    label: str = ""
    to: str = ""
    more: int = 0


def _mentees(request: HttpRequest, partners: list[Partner]) -> SafeString:
    if not partners:
        return SafeString()
    word = request.reader.words.mentees  # type: ignore[attr-defined]
    lines = tuple(map(_line, partners))
    return drawn("checkins/parts/mentees.html", lines=lines, word=word)


def _line(partner: Partner) -> Line:
    if not partner.todos:
        return Line(partner.people, partner.url, partner.when, partner.paused)
    first, more = partner.todos[0], len(partner.todos) - 1
    about = first.title, first.label, first.url, more
    return Line(partner.people, partner.url, "", partner.paused, *about)


def _goal(view: GoalView) -> SafeString:
    return drawn(
        "checkins/parts/goal.html",
        goal=Titled(view.goal.pk, view.goal.title),
        standing=view.standing,
        pace=view.pace,
        drawings=tuple(view.drawings),
    )
