"""Looking around among those one could ask, and what a cohort allows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import asking_actions, cohort_actions, get_cohort, get_place_to_ask_from
from mentorship.forms.requests import BrowseQuery, ChoosingForm
from mentorship.models import Enrollment
from mentorship.queries.choosing import Browsing, browse, has_ended, last_pairing
from mentorship.queries.paging import KeyPage
from mentorship.services import choosing as services

from .answers import done, form_page, posted

NOTHING = Browsing([], KeyPage([]))


@require_safe
def browse_mentors(request: HttpRequest, slug: str) -> HttpResponse:
    return _browse(request, slug, Enrollment.Role.MENTEE)


@require_safe
def browse_peers(request: HttpRequest, slug: str) -> HttpResponse:
    return _browse(request, slug, Enrollment.Role.PEER)


def _browse(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    place = get_place_to_ask_from(request.user, slug, role)
    asked = BrowseQuery.read(request.GET)
    actions = asking_actions(place)
    found = NOTHING
    if "request_pairing" in actions:
        found = browse(
            place, clock.now(), search=asked.search, skill=asked.skill, after=asked.after
        )
    context = {
        "place": place,
        "cohort": place.cohort,
        "program": place.cohort.program,
        "actions": actions,
        "last_pairing": last_pairing(place) if has_ended(place) else None,
        "found": found,
        "asked": asked,
        **asked.links(found.page),
    }
    return render(request, "mentorship/browse.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_choosing(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("edit_cohort", cohort_actions(request.user, found))
    form = ChoosingForm(posted(request), cohort=found)
    if form.is_valid() and done(form, request, services.edit_choosing, cohort=found, **form.facts):
        messages.success(request, _("Saved. Requests that are open stay open."))
        return redirect("mentorship:cohort", found.slug)
    context = {"cohort": found, "program": found.program}
    return form_page(request, "mentorship/edit_choosing.html", form, **context)
