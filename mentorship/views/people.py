"""Everybody in a cohort, as its coordinators see them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import cohort_actions, get_cohort
from mentorship.forms.rosters import ExportForm
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort, Enrollment
from mentorship.queries.people import people_page
from mentorship.services import exports as services

from .answers import download, form_page


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    return _people(request, found, ExportForm())


@require_POST
def export_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """A POST, since it is written down who took what."""
    found = get_cohort(request.user, slug)
    require("export_cohort", cohort_actions(request.user, found))
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _people(request, found, form)
    file = services.export_cohort(
        cohort=found, by=request.user, now=clock.now(), **form.cleaned_data
    )
    return download(file)


def _people(request: HttpRequest, found: Cohort, form: ExportForm) -> HttpResponse:
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
        "roles": [(role, found.program.words.role(role)) for role in Enrollment.Role.values],
        "states": Enrollment.State.choices,
        "actions": cohort_actions(request.user, found),
        **asked.links(page),
    }
    return form_page(request, "mentorship/people.html", form, **context)
