"""A mentor's page: all mentees at a glance."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.queries.review import review as review_of
from checkins.queries.review import working_places
from goals.words import EITHER_WAY
from mentorship.context import introduce, roles_of


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    places = working_places(request.user)
    introduce(request, [row for row in places if row.person == request.user])
    people = review_of(request.user, places, now)
    context = {
        "mentees": people,
        "roles": _whose_page({person.member.role for person in people} or roles_of(request.user)),
        "today": request.user.local_date(now),
        "either_way": EITHER_WAY,
    }
    return render(request, "checkins/review.html", context)


def _whose_page(roles: Collection[str]) -> str:
    """“mentor”, “peer” or “both”: whom the reader looks in on."""
    if "peer" not in roles:
        return "mentor"
    return "both" if {"mentee", "mentor"} & set(roles) else "peer"
