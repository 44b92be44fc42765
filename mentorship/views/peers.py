"""Putting partners together by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from mentorship.access import cohort_actions
from mentorship.access.peers import get_peer
from mentorship.forms.peers import RegroupForm
from mentorship.forms.search import ListQuery
from mentorship.models import Enrollment
from mentorship.queries.regrouping import GroupBoard
from mentorship.services.regrouping import regroup_peer as regroup_the_peer

from .answers import done, posted


@require_http_methods(["GET", "HEAD", "POST"])
def regroup_peer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    place = get_peer(request.user, slug, pk)
    require("regroup_peer", cohort_actions(request.user, place.cohort))
    form = RegroupForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts = {"how": form.cleaned_data["how"], "other_id": form.cleaned_data["other"]}
        if done(form, request, regroup_the_peer, place=place, **facts):
            messages.success(request, _("Moved, and kept as it is when you propose again."))
            return redirect("mentorship:workbench", slug)
    return regroup_page(request, place, form)


def regroup_page(request: HttpRequest, place: Enrollment, form: RegroupForm) -> HttpResponse:
    asked = ListQuery.read(request.GET)
    board = GroupBoard(place.cohort, place, request.user)
    context = {
        "place": place,
        "cohort": place.cohort,
        "program": place.cohort.program,
        "problem": board.problem,
        "now_with": [one.user for one in board.mine.without(place)],
        "options": board.search(asked.search) if asked.search else board.suggestions(),
        "leave": board.leave() if board.mine.draft else None,
        "asked": asked,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mentorship/regroup_peer.html", context, status=status)
