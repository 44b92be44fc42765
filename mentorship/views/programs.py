"""A coordinator's first pages: programs, a program, a cohort."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import require
from accounts.forms import zone_choices
from mentorship.access import (
    cohort_actions,
    get_cohort,
    get_program,
    places_actions,
    program_actions,
)
from mentorship.forms.programs import CohortForm, ProgramForm
from mentorship.models import Cohort, Program
from mentorship.queries.checklist import missing
from mentorship.queries.programs import cohort_facts, cohorts_of, programs_of
from mentorship.rhythm import rhythm_sentence
from mentorship.services.programs import create_cohort as create_the_cohort
from mentorship.services.programs import create_program as create_the_program

from .answers import done, form_page, posted


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    context = {
        "programs": list(programs_of(request.user)),
        "actions": places_actions(request.user),
    }
    return render(request, "mentorship/programs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_program(request: HttpRequest) -> HttpResponse:
    require("create_program", places_actions(request.user))
    form = ProgramForm(posted(request), initial={"zone": request.user.zone})
    if form.is_valid():
        made = done(form, request, create_the_program, **form.cleaned_data)
        if made:
            return redirect("mentorship:program", made.slug)
    return form_page(request, "mentorship/create_program.html", form, zones=zone_choices())


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    context = {
        "program": found,
        "cohorts": list(cohorts_of(request.user, found)),
        "actions": program_actions(request.user, found),
    }
    return render(request, "mentorship/program.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    require("create_cohort", program_actions(request.user, found))
    form = CohortForm(posted(request), initial=first_guess(found))
    if form.is_valid():
        made = done(form, request, create_the_cohort, program=found, **form.cleaned_data)
        if made:
            return redirect("mentorship:cohort", made.slug)
    context = {"program": found, "zones": zone_choices()}
    return form_page(request, "mentorship/create_cohort.html", form, **context)


def first_guess(program: Program) -> dict[str, Any]:
    return {"zone": program.zone, "at": Cohort._meta.get_field("at").default}


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    facts = cohort_facts(found)
    context = {
        "cohort": found,
        "program": found.program,
        "facts": facts,
        "missing": missing(found, facts, clock.local_date(clock.now(), found.zone)),
        "program_actions": program_actions(request.user, found.program),
        "rhythm": rhythm_sentence(found),
        "actions": cohort_actions(request.user, found),
    }
    return render(request, "mentorship/cohort.html", context)
