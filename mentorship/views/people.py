"""Everybody in a cohort, as its coordinators see them."""

from __future__ import annotations

import uuid

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import cohort_actions, get_cohort, get_export
from mentorship.forms.rosters import ExportForm
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort, Enrollment
from mentorship.queries.people import people_page
from mentorship.services import exports as services

from .answers import done, download, form_page, posted


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
    facts = {"cohort": found, "by": request.user, "now": clock.now(), **form.cleaned_data}
    if services.takes_long(found, **form.cleaned_data):
        return redirect("accounts:job", services.start_export(**facts).public_id)
    return download(services.export_cohort(**facts))


@require_http_methods(["GET", "HEAD", "POST"])
def take_export(request: HttpRequest, slug: str, public_id: uuid.UUID) -> HttpResponse:
    """The page that says a long export is ready; the file itself by POST, which is written down."""
    cohort, job = get_export(request.user, slug, public_id)
    require("export_cohort", cohort_actions(request.user, cohort))
    form = Form(posted(request))
    if form.is_valid():
        file = done(form, request, services.take_export, job=job, cohort=cohort)
        if file:
            return download(file)
    context = {"cohort": cohort, "program": cohort.program, "job": job}
    return form_page(request, "mentorship/take_export.html", form, **context)


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
        "roles": [(role, found.program.words.role(role)) for role in found.roles],
        "states": Enrollment.State.choices,
        "actions": cohort_actions(request.user, found),
        **asked.links(page),
    }
    return form_page(request, "mentorship/people.html", form, **context)
