"""Changing a program or a cohort that exists."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.forms import zone_choices
from mentorship.access import cohort_actions, get_cohort, get_program, program_actions
from mentorship.forms.editing import TEXT, DuplicateForm, EditCohortForm, EditProgramForm
from mentorship.models import Program
from mentorship.queries.agreements import program_texts
from mentorship.queries.programs import hears_concerns_of_own
from mentorship.services.cohorts import COHORT_FACTS
from mentorship.services.cohorts import duplicate_cohort as duplicate_the_cohort
from mentorship.services.cohorts import edit_cohort as edit_the_cohort
from mentorship.services.editing import PROGRAM_FACTS
from mentorship.services.editing import edit_program as edit_the_program

from .answers import done, form_page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def edit_program(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    require("edit_program", program_actions(request.user, found))
    form = EditProgramForm(posted(request), initial=told_so_far(found))
    if form.is_valid():
        edited = done(form, request, edit_the_program, program=found, **form.facts)
        if edited:
            tell_of_concerns(request, edited)
            return redirect("mentorship:program", edited.slug)
    context = {"program": found, "zones": zone_choices(), "own": hears_concerns_of_own(found)}
    return form_page(request, "mentorship/edit_program.html", form, **context)


def told_so_far(program: Program) -> dict[str, Any]:
    texts = {TEXT + name: text for name, text in program_texts(program).items()}
    facts = {name: getattr(program, name) for name in PROGRAM_FACTS}
    return facts | texts | {"rhythms": program.rhythms}


def tell_of_concerns(request: HttpRequest, program: Program) -> None:
    messages.success(request, _("Saved. It holds for whatever is written from now on."))
    if hears_concerns_of_own(program):
        messages.warning(
            request,
            _(
                "The address for concerns belongs to somebody who runs this program. Could it be "
                "somebody outside? Then a concern about the program has a safe way too."
            ),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("edit_cohort", cohort_actions(request.user, found))
    so_far = {name: getattr(found, name) for name in COHORT_FACTS}
    form = EditCohortForm(posted(request), initial=so_far, program=found.program)
    if form.is_valid():
        edited = done(form, request, edit_the_cohort, cohort=found, **form.cleaned_data)
        if edited:
            messages.success(request, _("Saved. Pairs that work keep the rhythm they have."))
            return redirect("mentorship:cohort", edited.slug)
    context = {"cohort": found, "program": found.program, "zones": zone_choices()}
    return form_page(request, "mentorship/edit_cohort.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("create_cohort", program_actions(request.user, found.program))
    form = DuplicateForm(posted(request))
    if form.is_valid():
        made = done(form, request, duplicate_the_cohort, cohort=found, **form.cleaned_data)
        if made:
            return redirect("mentorship:cohort", made.slug)
    context = {"cohort": found, "program": found.program}
    return form_page(request, "mentorship/duplicate_cohort.html", form, **context)
