"""One draft: its reasons, another mentor, a lock; and two people who are kept apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import (
    cohort_actions,
    get_cohort,
    get_draft_pairing,
    get_forbidden_pair,
    get_run_pairing,
    pairing_actions,
)
from mentorship.access.peers import get_draft_of_mentors
from mentorship.forms.pairings import SwapForm, TwoForm
from mentorship.forms.search import ListQuery
from mentorship.models import Pairing
from mentorship.queries.score_parts import reason_rows
from mentorship.queries.swaps import SwapBoard
from mentorship.queries.workbench import row_of
from mentorship.services import locks
from mentorship.services.swaps import swap_pairing as swap_the_pairing

from .answers import done, posted
from .workbench import back_to_workbench, workbench_page, workbench_url

DRAFT_ACTIONS = ("swap_pairing", "lock_pairing", "unlock_pairing", "forbid_pair", "regroup_peer")


@require_safe
def pairing_reasons(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_run_pairing(request.user, pk)
    cohort = found.cohort
    actions = set(cohort_actions(request.user, cohort)) | set(pairing_actions(request.user, found))
    if found.state != Pairing.State.PROPOSED:
        actions -= set(DRAFT_ACTIONS)
    if found.is_of_peers:
        actions -= {"swap_pairing", "forbid_pair"}
    context = {
        "pairing": found,
        "cohort": cohort,
        "program": cohort.program,
        "row": row_of(found, cohort),
        "reasons": reason_rows(found.parts),
        "actions": actions,
    }
    is_htmx = bool(getattr(request, "htmx", False))
    table = "group_reasons" if found.is_of_peers else "reasons_table"
    template = f"mentorship/{table if is_htmx else 'pairing_reasons'}.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def swap_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft_of_mentors(request.user, pk)
    require("swap_pairing", cohort_actions(request.user, draft.cohort))
    form = SwapForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts = {"pairing": draft, "mentor_id": form.cleaned_data["mentor"]}
        if done(form, request, swap_the_pairing, **facts):
            messages.success(request, _("Swapped, and kept as it is when you propose again."))
            return back_to_workbench(request, draft.cohort)
    return swap_page(request, draft, form)


def swap_page(request: HttpRequest, draft: Pairing, form: SwapForm) -> HttpResponse:
    """Suggestions or found names; with ?mentor=… the comparison with that one."""
    asked = ListQuery.read(request.GET)
    board = SwapBoard(draft, request.user)
    swaps = board.search(asked.search) if asked.search else board.suggestions()
    wanted = request.POST.get("mentor") or request.GET.get("mentor", "")
    context = {
        "pairing": draft,
        "cohort": draft.cohort,
        "program": draft.cohort.program,
        "row": row_of(draft, draft.cohort),
        "old_rows": reason_rows(draft.parts),
        "swaps": swaps,
        "chosen": board.chosen(wanted),
        "asked": asked,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mentorship/swap_pairing.html", context, status=status)


@require_POST
def lock_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Locked: the next proposal keeps this pair.")
    return _set_lock(request, pk, "lock_pairing", locks.lock_pairing, told)


@require_POST
def unlock_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Unlocked: the next proposal may pair them otherwise.")
    return _set_lock(request, pk, "unlock_pairing", locks.unlock_pairing, told)


def _set_lock(
    request: HttpRequest, pk: int, action: str, verb: Callable[..., Any], told: str
) -> HttpResponse:
    draft = get_draft_pairing(request.user, pk)
    require(action, cohort_actions(request.user, draft.cohort))
    form = forms.Form(request.POST)
    if form.is_valid() and done(form, request, verb, pairing=draft):
        messages.success(request, told)
        return back_to_workbench(request, draft.cohort, draft)
    return workbench_page(request, draft.cohort, form)


@require_POST
def forbid_pair(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("forbid_pair", cohort_actions(request.user, cohort))
    form = TwoForm(request.POST)
    if form.is_valid():
        two = {f"{role}_id": form.cleaned_data[role] for role in ("mentee", "mentor")}
        if done(form, request, locks.forbid_pair, cohort=cohort, **two):
            messages.success(request, _("These two are kept apart from now on. You can undo it."))
            return redirect(workbench_url(cohort, show="apart"))
    return workbench_page(request, cohort, form)


@require_POST
def allow_pair(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    forbidden = get_forbidden_pair(request.user, slug, pk)
    require("allow_pair", cohort_actions(request.user, forbidden.cohort))
    locks.allow_pair(forbidden=forbidden, by=request.user, now=clock.now())
    messages.success(request, _("They may be proposed to each other again."))
    return redirect(workbench_url(forbidden.cohort, show="apart"))
