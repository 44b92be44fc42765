"""The page after signing in: what is next for me?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.queries import home as queries
from checkins.queries.places import places_of
from mentorship.context import introduce, roles_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    places = places_of(request.user)
    if not places and roles_of(request.user) == {"coordinator"}:
        return redirect("mentorship:programs")
    introduce(request, [place.member for place in places])
    context = {"home": queries.home(request.user, places, clock.now())}
    return render(request, "checkins/home.html", context)
