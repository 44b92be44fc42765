"""A roster from upload over preview to result."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from mentorship.access import cohort_actions, get_cohort, get_roster, roster_actions
from mentorship.forms.rosters import (
    AddressesForm,
    ColumnsForm,
    ConfirmForm,
    SupplyForm,
    UploadForm,
    WithdrawForm,
)
from mentorship.forms.search import ListQuery
from mentorship.models import RosterImport
from mentorship.queries.questions import asked_in_files
from mentorship.queries.roster_pages import (
    SHOWS,
    absent_page,
    absent_places,
    preview_page,
    result_page,
    result_sheet,
)
from mentorship.services import rosters as services
from mentorship.services.exports import as_file
from mentorship.services.roster_addresses import supply_addresses as supply
from mentorship.services.withdrawals import withdraw_enrollments as withdraw

from .answers import done, download, form_page, posted, pressed, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def upload_roster(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("upload_roster", cohort_actions(request.user, cohort))
    form = UploadForm(
        posted(request), request.FILES or None, roles=cohort.roles, words=cohort.program.words
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        facts = {"filename": file.name, "content": file.read(), "role": form.cleaned_data["role"]}
        made = done(form, request, services.upload_roster, cohort=cohort, **facts)
        if made:
            return onward(made)
    context = {"cohort": cohort, "program": cohort.program}
    return form_page(request, "mentorship/upload_roster.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    actions = roster_actions(request.user, upload)
    form = ConfirmForm(posted(request), backs=upload.preview.get("backs", {}))
    if request.method == "POST":
        if upload.state == RosterImport.State.CONFIRMED and "confirm_roster" not in actions:
            return to_import(request, upload)
        require("confirm_roster", actions)
        if form.is_valid():
            job = done(
                form,
                request,
                services.confirm_roster,
                upload=upload,
                applied=form.cleaned_data["applied"],
                **form.wishes(),
            )
            if job:
                return redirect("accounts:job", job.public_id)
    return roster_page(request, upload, form, actions)


def to_import(request: HttpRequest, upload: RosterImport) -> HttpResponse:
    """Pressed twice: the import goes on already, for whoever started it with its progress."""
    if upload.job is not None and upload.job.by_id == request.user.pk:
        return redirect("accounts:job", upload.job.public_id)
    return redirect("mentorship:roster", upload.cohort.slug, upload.pk)


def roster_page(
    request: HttpRequest, upload: RosterImport, form: Form, actions: frozenset[str]
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
    seen |= {"words": upload.cohort.program.words}
    form = ColumnsForm(posted(request), **seen, asked=asked_in_files(upload.cohort, upload.role))
    if form.is_valid():
        mapped = done(form, request, services.map_roster, upload=upload, columns=form.columns())
        if mapped:
            return onward(mapped)
    context = {"cohort": upload.cohort, "program": upload.cohort.program, "upload": upload}
    return form_page(request, "mentorship/map_roster.html", form, **context)


def onward(upload: RosterImport, show: str = "") -> HttpResponse:
    """To the preview; or to the progress of a file so long that the worker reads it."""
    if upload.state == RosterImport.State.READING and upload.job is not None:
        return redirect("accounts:job", upload.job.public_id)
    preview = redirect("mentorship:roster", upload.cohort.slug, upload.pk)
    if show:
        preview["Location"] += f"?show={show}"
    return preview


@require_POST
def complete_roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    actions = roster_actions(request.user, upload)
    require("complete_roster", actions)
    form = AddressesForm(request.POST)
    facts = {"upload": upload, "addresses": form.addresses()}
    if form.is_valid():
        completed = done(form, request, services.complete_roster, **facts)
        if completed:
            show = request.POST.get("show", "")
            return onward(completed, show if show in SHOWS else "")
    return roster_page(request, upload, form, actions)


@require_http_methods(["GET", "HEAD", "POST"])
def supply_addresses(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A second file, for people whom the roster only names."""
    upload = get_roster(request.user, slug, pk)
    require("supply_addresses", roster_actions(request.user, upload))
    form = SupplyForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        facts = {"filename": file.name[:255], "content": file.read()}
        made = done(form, request, supply, upload=upload, **facts)
        if made:
            return onward(made)
    context = {"cohort": upload.cohort, "program": upload.cohort.program, "upload": upload}
    return form_page(request, "mentorship/supply_addresses.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_enrollments(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is not in the file any more: proposed, and ended only for those who are chosen."""
    upload = get_roster(request.user, slug, pk)
    require("withdraw_enrollments", roster_actions(request.user, upload))
    form = WithdrawForm(posted(request))
    if form.is_valid():
        places = set(absent_places(upload).values_list("pk", flat=True)) & form.chosen()
        if done(form, request, withdraw, cohort=upload.cohort, places=places):
            return redirect("mentorship:withdraw_enrollments", slug, pk)
    asked = ListQuery.read(request.GET)
    page = absent_page(upload, after=asked.after, before=asked.before)
    context = {
        "cohort": upload.cohort,
        "program": upload.cohort.program,
        "upload": upload,
        "places": page.items,
        "chosen": form.chosen() if form.is_bound else set(),
        **asked.links(page),
    }
    return form_page(request, "mentorship/roster_absent.html", form, **context)


@require_safe
def download_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    require("download_result", roster_actions(request.user, upload))
    return download(as_file(result_sheet(upload), f"{slug}-result-{pk}", "csv"))


@require_POST
def drop_roster(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    upload = get_roster(request.user, slug, pk)
    require("drop_roster", roster_actions(request.user, upload))
    if pressed(request, services.drop_roster, upload=upload) is None:
        return redirect("mentorship:roster", slug, pk)
    return redirect("mentorship:cohort", slug)
