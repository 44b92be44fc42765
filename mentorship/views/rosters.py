"""A roster from upload over preview to result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from mentorship.access import cohort_actions, get_cohort, get_roster, roster_actions
from mentorship.forms.rosters import ColumnsForm, ConfirmForm, UploadForm
from mentorship.models import RosterImport
from mentorship.queries.roster_pages import preview_page, result_page
from mentorship.services import rosters as services

from .answers import done, form_page, posted, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def upload_roster(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("upload_roster", cohort_actions(request.user, cohort))
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        facts = {"filename": file.name, "content": file.read(), "role": form.cleaned_data["role"]}
        made = done(form, request, services.upload_roster, cohort=cohort, **facts)
        if made:
            return redirect("mentorship:roster", cohort.slug, made.pk)
    context = {"cohort": cohort, "program": cohort.program}
    return form_page(request, "mentorship/upload_roster.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    actions = roster_actions(request.user, upload)
    form = ConfirmForm(posted(request))
    if request.method == "POST":
        require("confirm_roster", actions)
        if form.is_valid():
            job = done(
                form,
                request,
                services.confirm_roster,
                upload=upload,
                applied=form.cleaned_data["applied"],
            )
            if job:
                return redirect("accounts:job", job.public_id)
    return roster_page(request, upload, form, actions)


def roster_page(
    request: HttpRequest, upload: RosterImport, form: ConfirmForm, actions: frozenset[str]
) -> HttpResponse:
    context = {
        "cohort": upload.cohort,
        "program": upload.cohort.program,
        "upload": upload,
        "actions": actions,
        "form": form,
    }
    if "confirm_roster" in actions:
        context |= preview_page(upload, request.GET)
        template = "mentorship/roster.html"
    else:
        context |= result_page(upload, request.GET)
        template = "mentorship/roster_result.html"
    return render(request, template, context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def map_roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    require("map_roster", roster_actions(request.user, upload))
    seen = {"labels": upload.preview["labels"], "columns": upload.preview["columns"]}
    form = ColumnsForm(posted(request), **seen)
    if form.is_valid() and done(
        form, request, services.map_roster, upload=upload, columns=form.columns()
    ):
        return redirect("mentorship:roster", slug, pk)
    context = {"cohort": upload.cohort, "program": upload.cohort.program, "upload": upload}
    return form_page(request, "mentorship/map_roster.html", form, **context)


@require_POST
def drop_roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    require("drop_roster", roster_actions(request.user, upload))
    services.drop_roster(upload=upload, by=request.user, now=clock.now())
    return redirect("mentorship:cohort", slug)
