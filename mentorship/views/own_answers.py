"""What people said about themselves: their own to read and change; theirs as coordinators read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.forms import zone_choices
from mentorship.access import cohort_actions, enrollment_readers
from mentorship.access.questions import (
    get_own_place,
    get_run_place,
    own_place_actions,
    readers_of_places,
)
from mentorship.forms.answers import AnswersForm
from mentorship.models import Enrollment
from mentorship.queries.answers import answers_of, own_places
from mentorship.queries.delivery import mails_to
from mentorship.queries.people import person_of
from mentorship.services.answers import edit_answers as edit_the_answers

from .answers import done, form_page, posted


@require_safe
def own_answers(request: HttpRequest) -> HttpResponse:
    """All places of the reader, the newest first."""
    places = own_places(request.user)
    readers = readers_of_places(places)
    rows = [
        {
            "place": place,
            "answers": answers_of(place),
            "readers": readers[place.pk],
            "role": place.cohort.program.words.role(place.role),
            "actions": own_place_actions(place),
        }
        for place in places
    ]
    return render(request, "mentorship/own_answers.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_answers(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_own_place(request.user, pk)
    require("edit_answers", own_place_actions(place))
    said = {"zone": place.user.zone, "capacity": place.capacity}
    form = AnswersForm(place.cohort, place.role, posted(request), place.answers, **said)
    if form.is_valid() and done(
        form, request, edit_the_answers, enrollment=place, **_written(form)
    ):
        messages.success(request, _("Saved. Pairs that were proposed or work stay as they are."))
        return redirect("mentorship:own_answers")
    context = _about(place) | {"zones": zone_choices()}
    return form_page(request, "mentorship/edit_answers.html", form, **context)


def _written(form: AnswersForm) -> dict[str, Any]:
    return {
        "changes": form.changes(),
        "capacity": form.cleaned_capacity(),
        "zone": form.cleaned_zone(),
    }


def _about(place: Enrollment) -> dict[str, Any]:
    program = place.cohort.program
    role, readers = program.words.role(place.role), enrollment_readers(place)
    return {"place": place, "program": program, "role": role, "readers": readers}


@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person of a cohort for those who run it."""
    place = get_run_place(request.user, slug, pk)
    context = _about(place) | {
        "place": person_of(place),
        "cohort": place.cohort,
        "answers": answers_of(place),
        "mails": mails_to(place),
        "actions": cohort_actions(request.user, place.cohort),
    }
    return render(request, "mentorship/person.html", context)
