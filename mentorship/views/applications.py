"""One's own application: written in one's own time, kept as it is written, sent when it is ready."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from accounts.errors import DomainError
from accounts.forms import zone_choices
from accounts.models import User
from mentorship.access import enrollment_readers
from mentorship.access.applications import (
    Application,
    application_actions,
    get_application,
    slip_of,
    writer_of,
)
from mentorship.access.places import coordinators_of
from mentorship.access.questions import get_own_place, own_place_actions
from mentorship.forms.answers import AnswersForm
from mentorship.forms.empty import EmptyForm
from mentorship.models import Enrollment
from mentorship.queries.applications import places_page, progress_of
from mentorship.queries.entrances import open_to, still_takes
from mentorship.services import applications as services
from mentorship.services.applications import TurnedBack, Written

from .answers import done, form_page, posted, pressed, status_of


@require_safe
def apply(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    found = get_application(request.user, slug, role)
    if found.is_sent:
        return redirect("mentorship:own_places")
    return _page(request, found, _form(found, request.user))


def _form(found: Application, person: User, data: Any = None, *, partial: bool = False) -> Any:
    draft, place = found.draft, found.place
    so_far = draft.answers if draft else place.answers if place else {}
    return AnswersForm(
        found.cohort,
        found.role,
        data,
        initial=so_far,
        partial=partial,
        zone=(draft and draft.zone) or person.zone,
        capacity=(draft and draft.capacity) or None,
    )


def _written(form: AnswersForm) -> Written:
    """What was fine, even where something else was not."""
    return Written(form.cleaned_answers(), form.cleaned_zone(), form.cleaned_capacity())


@login_not_required
@require_POST
def save_application(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """While typing, or to finish later. Nothing is required."""
    if not request.user.is_authenticated:
        return _keep_for_later(request, slug, role)
    found = get_application(request.user, slug, role)
    form = _form(found, request.user, request.POST, partial=True)
    fine = form.is_valid()
    facts = {"cohort": found.cohort, "role": found.role, "written": _written(form)}
    draft = done(form, request, services.save_application, **facts)
    if draft is None:
        return _page(request, found, form)
    if getattr(request, "htmx", None) and "later" not in request.POST:
        context = {"progress": progress_of(form, draft.answers), "kept_at": draft.touched_at}
        return render(request, "mentorship/apply_progress.html", context)
    if not fine:
        return _page(request, get_application(request.user, slug, role), form)
    if "mail" in request.POST:
        if pressed(request, services.mail_application, draft=draft):
            messages.success(request, _("Kept. The link to it is on its way to your mailbox."))
    else:
        messages.success(request, _("Kept. It waits here until you go on."))
    return redirect("mentorship:own_places")


@login_not_required
@require_POST
def submit_application(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return _keep_for_later(request, slug, role)
    found = get_application(request.user, slug, role)
    form = _form(found, request.user, request.POST)
    if not form.is_valid():
        _keep_quietly(found, form, request.user)
        return _page(request, get_application(request.user, slug, role), form)
    try:
        place = services.submit_application(
            cohort=found.cohort,
            role=role,
            written=_written(form),
            by=request.user,
            now=clock.now(),
        )
    except TurnedBack as refusal:
        kept = get_application(request.user, slug, role)
        return _page(request, kept, form, turned_back=str(refusal))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form)
    messages.success(request, SENT[place.state]())
    return redirect("mentorship:own_places")


SENT = {
    "applied": lambda: _("Your application is sent. You get one mail with the answer."),
    "accepted": lambda: _("You are in. You get one mail when you are paired."),
    "waitlisted": lambda: _(
        "Your application is here. All places have just been taken, so you are on the waiting list."
    ),
}


def _keep_quietly(found: Application, form: AnswersForm, by: User) -> None:
    """A form that came back is kept too: the browser may close now."""
    try:
        services.save_application(
            cohort=found.cohort, role=found.role, written=_written(form), by=by, now=clock.now()
        )
    except DomainError:  # nothing to keep it in; the page still shows all that was typed
        return


def _keep_for_later(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Their session ended while they wrote: it is kept, then they sign in and find it."""
    address = reverse("mentorship:apply", args=[slug, role])
    person = writer_of(request.POST.get("slip", ""), slug, role)
    if person is not None:
        found = get_application(person, slug, role)
        form = _form(found, person, request.POST, partial=True)
        form.is_valid()
        _keep_quietly(found, form, person)
    return redirect(f"{resolve_url('account_login')}?{urlencode({'next': address})}")


def _page(
    request: HttpRequest, found: Application, form: AnswersForm, turned_back: str = ""
) -> HttpResponse:
    person = request.user
    answers = found.draft.answers if found.draft else found.place.answers if found.place else {}
    context = {
        "form": form,
        "application": found,
        "cohort": found.cohort,
        "program": found.cohort.program,
        "as_role": found.cohort.program.words.a_role(found.role),
        "progress": progress_of(form, answers),
        "readers": [person, *(one for one in coordinators_of(found.cohort) if one != person)],
        "turned_back": turned_back,
        "can_be_sent": still_takes(found.cohort, invited=found.is_invited, now=clock.now()),
        "slip": slip_of(person, found),
        "zones": zone_choices() if "zone" in form.fields else [],
    }
    status = 422 if turned_back else status_of(form)
    return render(request, "mentorship/apply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_application(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Asks first: what is deleted cannot be brought back."""
    found = get_application(request.user, slug, role)
    if request.method != "POST":
        if found.draft is None:
            return redirect("mentorship:own_places")
        context = {"application": found, "cohort": found.cohort, "program": found.cohort.program}
        return render(request, "mentorship/delete_application.html", context)
    if found.draft is not None:
        services.delete_application(draft=found.draft, by=request.user, now=clock.now())
    messages.success(request, _("What you wrote is deleted. You will hear no more of it."))
    return redirect("mentorship:own_places")


# -- Where it stands -----------------------------------------------------------------------


@require_safe
def own_places(request: HttpRequest) -> HttpResponse:
    places = places_page(request.user)
    context = {
        "places": [(line, _actions(line.place)) for line in places if not line.is_over],
        "over": [line for line in places if line.is_over],
        "offers": open_to(request.user),
    }
    return render(request, "mentorship/own_places.html", context)


def _actions(place: Enrollment | None) -> frozenset[str]:
    return application_actions(place) | own_place_actions(place) if place else frozenset()


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_application(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_own_place(request.user, pk)
    require("withdraw_application", application_actions(place))
    form = EmptyForm(posted(request))
    if form.is_valid() and done(form, request, services.withdraw_application, place=place):
        messages.success(request, _("Done. The place is free for somebody else."))
        return redirect("mentorship:own_places")
    context = {
        "place": place,
        "cohort": place.cohort,
        "program": place.cohort.program,
        "as_role": place.cohort.program.words.a_role(place.role),
        "readers": enrollment_readers(place),
    }
    return form_page(request, "mentorship/withdraw_application.html", form, **context)
