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
from mentorship.access import get_program, program_actions
from mentorship.forms.editing import TEXT, EditProgramForm
from mentorship.models import Program
from mentorship.queries.agreements import program_texts
from mentorship.queries.programs import hears_concerns_of_own
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
    return {name: getattr(program, name) for name in PROGRAM_FACTS} | texts


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
