"""The short way to a program."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import require
from mentorship.access import places_actions
from mentorship.forms.presets import SmallProgramForm, half_a_year
from mentorship.models import RosterImport
from mentorship.services import presets as services

from .answers import done, form_page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def create_small_program(request: HttpRequest) -> HttpResponse:
    require("create_small_program", places_actions(request.user))
    today = clock.local_date(clock.now(), request.user.zone)
    form = SmallProgramForm(posted(request), initial=half_a_year(today))
    if form.is_valid():
        made = done(form, request, services.create_small_program, **form.cleaned_data)
        if made:
            return _opened(request, made)
    return form_page(request, "mentorship/create_small_program.html", form)


def _opened(request: HttpRequest, made: services.SmallProgram) -> HttpResponse:
    upload = made.upload
    if upload is not None and upload.state == RosterImport.State.PREVIEW:
        messages.success(request, _("Open. Some lines wait for your eye before anybody is asked."))
        return redirect("mentorship:roster", made.cohort.slug, upload.pk)
    if upload is not None:
        messages.success(request, _("Open. Everybody you named is being invited."))
    else:
        messages.success(request, _("Open. Next come the people, whenever you like."))
    return redirect("mentorship:cohort", made.cohort.slug)
