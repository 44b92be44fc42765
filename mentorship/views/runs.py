"""Saved runs: the list, one of them beside another, its name, its drafts, its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import cohort_actions, get_cohort, get_matching_run
from mentorship.forms.runs import RunExportForm, RunNameForm
from mentorship.forms.search import ListQuery
from mentorship.models import MatchingRun
from mentorship.numbers import number_in
from mentorship.queries import runs as queries
from mentorship.services import exports
from mentorship.services import runs as services

from .answers import done, download, status_of


@require_safe
def runs(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    asked = ListQuery.read(request.GET)
    rows, page = queries.runs_page(cohort, asked)
    context = {"cohort": cohort, "program": cohort.program, "rows": rows, **asked.links(page)}
    return render(request, "mentorship/runs.html", context)


@require_safe
def run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_matching_run(request.user, slug, pk)
    return run_page(request, found, RunNameForm(initial={"name": found.name}))


@require_POST
def name_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_matching_run(request.user, slug, pk)
    require("name_run", cohort_actions(request.user, found.cohort))
    form = RunNameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    if not form.errors and done(form, request, services.name_run, run=found, name=name):
        messages.success(request, _("Saved."))
        return redirect("mentorship:run", slug, pk)
    return run_page(request, found, form)


@require_POST
def restore_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_matching_run(request.user, slug, pk)
    require("restore_run", cohort_actions(request.user, found.cohort))
    form = forms.Form(request.POST)
    job = done(form, request, services.start_restoring, run=found) if form.is_valid() else None
    return redirect("accounts:job", job.public_id) if job else run_page(request, found, form)


@require_POST
def export_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A POST, since it is written down who took what."""
    found = get_matching_run(request.user, slug, pk)
    require("export_run", cohort_actions(request.user, found.cohort))
    form = RunExportForm(request.POST)
    if not form.is_valid():
        return run_page(request, found, form)
    kind = form.cleaned_data["kind"]
    if exports.run_takes_long(found, kind):
        job = exports.start_run_export(run=found, by=request.user, now=clock.now(), kind=kind)
        return redirect("accounts:job", job.public_id)
    file = exports.export_run(run=found, by=request.user, now=clock.now(), kind=kind)
    return download(file)


def run_page(request: HttpRequest, found: MatchingRun, form: forms.Form) -> HttpResponse:
    """With ?with=… beside another run of the cohort."""
    numbers = queries.Numbers(found.cohort)
    other = _other(request, found)
    name_form = RunNameForm(initial={"name": found.name})
    context: dict[str, Any] = {
        "run": found,
        "cohort": found.cohort,
        "program": found.cohort.program,
        "numbered": numbers.numbered(found),
        "other": numbers.numbered(other) if other else None,
        "others": queries.others_to_compare(found, numbers),
        "totals": queries.totals_of(found),
        "other_totals": queries.totals_of(other) if other else None,
        "weights": queries.weights_of(found, other),
        "brought_back": queries.brought_back(found),
        "form": form,
        "name_form": form if isinstance(form, RunNameForm) else name_form,
        "export_form": form if isinstance(form, RunExportForm) else RunExportForm(),
        "actions": cohort_actions(request.user, found.cohort),
    }
    if other:
        context |= _moved(request, found, other)
    return render(request, "mentorship/run.html", context, status=status_of(form))


def _other(request: HttpRequest, found: MatchingRun) -> MatchingRun | None:
    """Another run of the same cohort; nonsense is the same as none."""
    wanted = number_in(request.GET.get("with", ""))
    return queries.others_of(found).filter(pk=wanted).first() if wanted else None


def _moved(request: HttpRequest, found: MatchingRun, other: MatchingRun) -> dict[str, Any]:
    moved = queries.moved_between(found, other)
    page = queries.moved_rows(moved, ListQuery.read(request.GET).start)
    here = f"?with={other.pk}"
    return {
        "changed": len(moved),
        "rows": page.items,
        "newer_url": f"{here}&before={page.before}" if page.before is not None else "",
        "older_url": f"{here}&after={page.after}" if page.after is not None else "",
    }
