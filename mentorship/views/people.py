"""Everybody in a cohort, as its coordinators see them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.access import cohort_actions, get_cohort
from mentorship.forms.search import ListQuery
from mentorship.models import Enrollment
from mentorship.queries.people import people_page


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    asked = ListQuery.read(request.GET)
    page = people_page(
        found,
        search=asked.search,
        role=asked.role,
        state=asked.state,
        after=asked.after,
        before=asked.before,
    )
    context = {
        "cohort": found,
        "program": found.program,
        "asked": asked,
        "people": page.items,
        "roles": Enrollment.Role.choices,
        "states": Enrollment.State.choices,
        "actions": cohort_actions(request.user, found),
        **asked.links(page),
    }
    return render(request, "mentorship/people.html", context)
