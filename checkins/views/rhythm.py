"""A coordinator's page: dates and counts per pairing, no words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.queries.rhythm import rhythm_page
from checkins.views.paging import key
from mentorship.access import get_cohort


@require_safe
def rhythm(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    page = rhythm_page(
        request.user,
        cohort,
        clock.now(),
        after=key(request, "after"),
        before=key(request, "before"),
    )
    return render(request, "checkins/rhythm.html", {"cohort": cohort, "page": page})
