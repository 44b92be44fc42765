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
from mentorship.queries.checklist import NOT_YET, Setup, Step, setup_steps
from mentorship.queries.programs import (
    cohort_facts,
    cohort_to_set_up,
    cohorts_of,
    programs_of,
)
from mentorship.queries.requests import request_counts
from mentorship.queries.states import cohort_rule, program_rule
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
        made = done(form, request, create_the_program, draft=True, **form.cleaned_data)
        if made:
            return redirect("mentorship:program", made.slug)
    return form_page(request, "mentorship/create_program.html", form, zones=zone_choices())


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    cohorts = list(cohorts_of(request.user, found))
    actions = program_actions(request.user, found)
    context = {
        "program": found,
        "cohorts": cohorts,
        "rule": program_rule(found),
        "steps": steps_of(request, found, cohorts, actions),
        "actions": actions,
    }
    return render(request, "mentorship/program.html", context)


def steps_of(
    request: HttpRequest, found: Program, cohorts: list[Cohort], actions: frozenset[str]
) -> list[Step]:
    """None once a first cohort has begun and no other waits, nor for an archive."""
    cohort = cohort_to_set_up(cohorts)
    if found.is_archived or (cohorts and cohort is None):
        return []
    if cohort is None:
        setup, zone = Setup(found, None, None, actions), found.zone
    else:
        cohort.program = found
        may = actions | cohort_actions(request.user, cohort)
        setup, zone = Setup(found, cohort, cohort_facts(cohort), may), cohort.zone
    return setup_steps(setup, clock.local_date(clock.now(), zone))


@require_http_methods(["GET", "HEAD", "POST"])
def create_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    require("create_cohort", program_actions(request.user, found))
    form = CohortForm(posted(request), initial=first_guess(found), program=found)
    if form.is_valid():
        made = done(form, request, create_the_cohort, program=found, **form.cleaned_data)
        if made:
            return redirect("mentorship:cohort", made.slug)
    context = {"program": found, "zones": zone_choices()}
    return form_page(request, "mentorship/create_cohort.html", form, **context)


def first_guess(program: Program) -> dict[str, Any]:
    return {
        "zone": program.zone,
        "at": Cohort._meta.get_field("at").default,
        "every": program.rhythms[0],
        "default_capacity": program.default_capacity,
    }


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    facts = cohort_facts(found)
    actions = cohort_actions(request.user, found)
    may_with_program = program_actions(request.user, found.program)
    setup = Setup(found.program, found, facts, actions | may_with_program)
    waits = found.may_change and (found.state in NOT_YET or facts.drafts)
    today = clock.local_date(clock.now(), found.zone)
    context = {
        "cohort": found,
        "program": found.program,
        "facts": facts,
        "steps": setup_steps(setup, today) if waits else [],
        "program_actions": may_with_program,
        "rhythm": rhythm_sentence(found),
        "rule": cohort_rule(found),
        "actions": actions,
        "asked": request_counts(found),
    }
    return render(request, "mentorship/cohort.html", context)
