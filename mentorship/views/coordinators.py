"""Who runs a program: seen by all who do, changed by those who run the whole of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from mentorship.access import get_coordinator, get_program, program_actions
from mentorship.forms.coordinators import SOME, WHOLE, AddCoordinatorForm, ScopeForm
from mentorship.forms.empty import EmptyForm
from mentorship.models import Program
from mentorship.queries.coordinators import post_of, posts_of
from mentorship.services import coordinators as services

from .answers import done, form_page, posted


@require_safe
def coordinators(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    return _page(request, found, AddCoordinatorForm(cohorts=found.cohorts.all()))


@require_POST
def add_coordinator(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_program(request.user, slug)
    require("add_coordinator", program_actions(request.user, found))
    form = AddCoordinatorForm(request.POST, cohorts=found.cohorts.all())
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("email", "name")}
        person = done(
            form, request, services.add_coordinator, program=found, cohorts=form.chosen, **told
        )
        if person:
            messages.success(request, _("%(name)s gets a mail about it.") % {"name": person})
            return redirect("mentorship:coordinators", found.slug)
    return _page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_coordinator(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, person = get_coordinator(request.user, slug, pk)
    require("change_coordinator", program_actions(request.user, found))
    post = post_of(found, person)
    so_far = {
        "what": SOME if post.cohorts else WHOLE,
        "cohorts": [str(cohort.pk) for cohort in post.cohorts],
    }
    form = ScopeForm(posted(request), initial=so_far, cohorts=found.cohorts.all())
    if form.is_valid():
        service = services.change_coordinator
        if done(form, request, service, program=found, person=person, cohorts=form.chosen):
            messages.success(request, _("Saved. It holds from now on."))
            return _back(request, found)
    context = {"program": found, "person": person, "post": post}
    return form_page(request, "mentorship/change_coordinator.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_coordinator(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, person = get_coordinator(request.user, slug, pk)
    require("remove_coordinator", program_actions(request.user, found))
    form = EmptyForm(posted(request))
    if form.is_valid():
        done(form, request, services.remove_coordinator, program=found, person=person)
        if not form.errors:
            messages.success(request, _("Taken back. What they did stays written down."))
            return _back(request, found)
    context = {"program": found, "person": person, "post": post_of(found, person)}
    return form_page(request, "mentorship/remove_coordinator.html", form, **context)


def _back(request: HttpRequest, program: Program) -> HttpResponse:
    """Whoever took it from themselves may not see the program any more."""
    if Program.objects.run_by(request.user).filter(pk=program.pk).exists():
        return redirect("mentorship:coordinators", program.slug)
    return redirect("mentorship:programs")


def _page(request: HttpRequest, found: Program, form: AddCoordinatorForm) -> HttpResponse:
    context = {
        "program": found,
        "posts": posts_of(found),
        "actions": program_actions(request.user, found),
    }
    return form_page(request, "mentorship/coordinators.html", form, **context)
