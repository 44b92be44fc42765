"""Opening, archiving, closing: each asks once, and says what happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import require
from mentorship.access import cohort_actions, get_cohort, get_program, program_actions
from mentorship.forms.empty import EmptyForm
from mentorship.queries import states as words
from mentorship.services import cohorts, states

from .answers import done, form_page, posted

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def open_program(request: HttpRequest, slug: str) -> HttpResponse:
    return _program_step(request, slug, "open_program", states.open_program)


@require_http_methods(METHODS)
def archive_program(request: HttpRequest, slug: str) -> HttpResponse:
    return _program_step(request, slug, "archive_program", states.archive_program)


@require_http_methods(METHODS)
def reopen_program(request: HttpRequest, slug: str) -> HttpResponse:
    return _program_step(request, slug, "reopen_program", states.reopen_program)


@require_http_methods(METHODS)
def start_recruiting(request: HttpRequest, slug: str) -> HttpResponse:
    return _cohort_step(request, slug, "start_recruiting", states.start_recruiting)


@require_http_methods(METHODS)
def close_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    return _cohort_step(request, slug, "close_cohort", cohorts.close_cohort)


def _program_step(
    request: HttpRequest, slug: str, verb: str, service: Callable[..., Any]
) -> HttpResponse:
    found = get_program(request.user, slug)
    require(verb, program_actions(request.user, found))
    form = EmptyForm(posted(request))
    if form.is_valid():
        done(form, request, service, program=found)
        if not form.errors:
            messages.success(request, words.done_words(verb))
            return redirect("mentorship:program", found.slug)
    context = {"program": found, "step": words.program_step(verb, found)}
    return form_page(request, "mentorship/confirm_step.html", form, **context)


def _cohort_step(
    request: HttpRequest, slug: str, verb: str, service: Callable[..., Any]
) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require(verb, cohort_actions(request.user, found))
    form = EmptyForm(posted(request))
    if form.is_valid():
        done(form, request, service, cohort=found)
        if not form.errors:
            messages.success(request, words.done_words(verb))
            return redirect("mentorship:cohort", found.slug)
    context = {"program": found.program, "cohort": found, "step": words.cohort_step(verb, found)}
    return form_page(request, "mentorship/confirm_step.html", form, **context)
