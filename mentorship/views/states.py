"""Opening, archiving, closing: each asks once, and says what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    return _step(request, slug, PROGRAM, "open_program", states.open_program)


@require_http_methods(METHODS)
def archive_program(request: HttpRequest, slug: str) -> HttpResponse:
    return _step(request, slug, PROGRAM, "archive_program", states.archive_program)


@require_http_methods(METHODS)
def reopen_program(request: HttpRequest, slug: str) -> HttpResponse:
    return _step(request, slug, PROGRAM, "reopen_program", states.reopen_program)


@require_http_methods(METHODS)
def start_recruiting(request: HttpRequest, slug: str) -> HttpResponse:
    return _step(request, slug, COHORT, "start_recruiting", states.start_recruiting)


@require_http_methods(METHODS)
def close_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    return _step(request, slug, COHORT, "close_cohort", cohorts.close_cohort)


@dataclass(frozen=True)
class Noun:
    """Whose steps they are: the door to it, what may be done with it, and what a step means."""

    name: str
    get: Callable[..., Any]
    actions: Callable[..., frozenset[str]]
    step: Callable[..., words.Step]


PROGRAM = Noun("program", get_program, program_actions, words.program_step)
COHORT = Noun("cohort", get_cohort, cohort_actions, words.cohort_step)


def _step(
    request: HttpRequest, slug: str, noun: Noun, verb: str, service: Callable[..., Any]
) -> HttpResponse:
    found = noun.get(request.user, slug)
    require(verb, noun.actions(request.user, found))
    form = EmptyForm(posted(request))
    if form.is_valid():
        done(form, request, service, **{noun.name: found})
        if not form.errors:
            messages.success(request, words.done_words(verb))
            return redirect(f"mentorship:{noun.name}", found.slug)
    context = {
        "program": getattr(found, "program", found),
        noun.name: found,
        "step": noun.step(verb, found),
    }
    return form_page(request, "mentorship/confirm_step.html", form, **context)
