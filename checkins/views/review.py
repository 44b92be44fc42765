"""A mentor's page: all mentees at a glance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.queries.review import review as review_of
from goals.words import EITHER_WAY


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    context = {
        "mentees": review_of(request.user, now),
        "today": request.user.local_date(now),
        "either_way": EITHER_WAY,
    }
    return render(request, "checkins/review.html", context)
