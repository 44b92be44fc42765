"""Why not this mentor? One mentee's possible mentors, what a pair would cost, and making it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require
from mentorship.access import cohort_actions, get_mentee_to_place
from mentorship.forms.pairings import SwapForm
from mentorship.forms.search import ListQuery
from mentorship.models import Enrollment
from mentorship.numbers import number_in
from mentorship.queries.programs import last_run
from mentorship.queries.whynot import WhyNot, draft_of, last_answer, now_with
from mentorship.services import forcing

from .answers import done, form_page


@require_safe
def why_not(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    mentee = get_mentee_to_place(request.user, slug, pk)
    return why_not_page(request, mentee, SwapForm())


@require_POST
def force_pair(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Only asks what it would cost; the worker thinks."""
    mentee = get_mentee_to_place(request.user, slug, pk)
    require("force_pair", cohort_actions(request.user, mentee.cohort))
    form = SwapForm(request.POST)
    if form.is_valid():
        facts = {"mentee": mentee, "mentor_id": form.cleaned_data["mentor"]}
        job = done(form, request, forcing.start_forcing, **facts)
        if job:
            return redirect("accounts:job", job.public_id)
    return why_not_page(request, mentee, form)


@require_POST
def draft_pairing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    mentee = get_mentee_to_place(request.user, slug, pk)
    require("draft_pairing", cohort_actions(request.user, mentee.cohort))
    form = SwapForm(request.POST)
    if form.is_valid():
        facts = {"mentee": mentee, "mentor_id": form.cleaned_data["mentor"]}
        draft = done(form, request, forcing.draft_pairing, **facts)
        if draft:
            messages.success(request, _("Paired and locked: the next proposal keeps it."))
            return redirect("mentorship:pairing_reasons", draft.pk)
    return why_not_page(request, mentee, form)


def why_not_page(request: HttpRequest, mentee: Enrollment, form: SwapForm) -> HttpResponse:
    """Mentors who fit best, or found names; with ?mentor=… one of them in full."""
    asked = ListQuery.read(request.GET)
    cohort, draft = mentee.cohort, draft_of(mentee)
    board = WhyNot(mentee, last_run(cohort, with_result=True), request.user)
    chosen, answer = _chosen(request, board)
    context: dict[str, Any] = {
        "mentee": mentee,
        "cohort": cohort,
        "program": cohort.program,
        "draft": draft,
        "now_with": now_with(draft),
        "asked": asked,
        "candidates": board.candidates(asked.search) if board.can_be_asked else [],
        "chosen": chosen,
        "answer": answer,
        "can_be_asked": board.can_be_asked,
        "pick_mentor": chosen.mentor.pk if chosen else "",
        "actions": cohort_actions(request.user, cohort),
    }
    return form_page(request, "mentorship/why_not.html", form, **context)


def _chosen(request: HttpRequest, board: WhyNot) -> tuple[Any, Any]:
    wanted = number_in(request.POST.get("mentor") or request.GET.get("mentor", ""))
    if wanted is None or not board.can_be_asked:
        return None, None
    chosen = board.candidate(wanted)
    return chosen, last_answer(request.user, board.mentee, wanted) if chosen else None
