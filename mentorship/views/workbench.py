"""The workbench: the proposal as a table, one pair's reasons, a swap, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import (
    cohort_actions,
    get_cohort,
    get_draft_pairing,
    get_run_pairing,
    pairing_actions,
)
from mentorship.forms.pairings import PublishForm, SwapForm
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort, Pairing
from mentorship.queries.programs import last_run
from mentorship.queries.reasons import reason_rows
from mentorship.queries.swaps import SwapBoard
from mentorship.queries.workbench import (
    SHOWS,
    drafts_page,
    published_page,
    row_of,
    seats_page,
    tallies,
    unmatched_page,
)
from mentorship.services.matching import start_proposal
from mentorship.services.pairings import Published
from mentorship.services.pairings import publish_pairings as publish_the_pairings
from mentorship.services.swaps import swap_pairing as swap_the_pairing

from .answers import done, posted


@require_POST
def propose_pairings(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("propose_pairings", cohort_actions(request.user, cohort))
    job = start_proposal(cohort=cohort, by=request.user, now=clock.now())
    return redirect("accounts:job", job.public_id)


@require_safe
def workbench(request: HttpRequest, slug: str) -> HttpResponse:
    return workbench_page(request, get_cohort(request.user, slug))


def workbench_page(
    request: HttpRequest, cohort: Cohort, form: PublishForm | None = None
) -> HttpResponse:
    counted = tallies(cohort)
    # With nothing left to look at, the published pairs are what one comes for.
    nothing_waits = counted["published"] and not counted["drafts"]
    asked = ListQuery.read(request.GET, ("published", *SHOWS) if nothing_waits else SHOWS)
    run = last_run(cohort, with_result=asked.show in ("unmatched", "seats"))
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "asked": asked,
        "tallies": counted,
        "run": run,
        "form": form,
        "actions": cohort_actions(request.user, cohort),
        **shown_page(cohort, asked, run),
    }
    return render(request, "mentorship/workbench.html", context, status=422 if form else 200)


def shown_page(cohort: Cohort, asked: ListQuery, run: Any) -> dict[str, Any]:
    where = {"search": asked.search, "after": asked.after, "before": asked.before}
    if asked.show == "unmatched":
        rows, page = unmatched_page(cohort, run, **where)
    elif asked.show == "seats":
        rows, page = seats_page(cohort, run, **where)
    elif asked.show == "published":
        rows, page = published_page(cohort, **where)
    else:
        rows, page = drafts_page(cohort, weak=asked.show == "weak", **where)
    return {"rows": rows, **asked.links(page)}


@require_POST
def publish_pairings(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("publish_pairings", cohort_actions(request.user, cohort))
    form = PublishForm(request.POST)
    if form.is_valid():
        outcome = done(form, request, publish_the_pairings, cohort=cohort, only=form.only)
        if outcome is not None:
            tell(request, outcome)
            return redirect("mentorship:workbench", slug)
    return workbench_page(request, cohort, form)


def tell(request: HttpRequest, outcome: Published) -> None:
    count, waiting = len(outcome.pairings), len(outcome.held_back)
    if count:
        told = ngettext(
            "%(count)s pair is published. Both get a mail that says why they were paired.",
            "%(count)s pairs are published. Everybody gets a mail that says why they were paired.",
            count,
        )
        messages.success(request, told % {"count": count})
    if waiting:
        told = ngettext(
            "%(count)s pair stays a draft; why stands beside it.",
            "%(count)s pairs stay drafts; why stands beside each.",
            waiting,
        )
        messages.warning(request, told % {"count": waiting})
    if not count and not waiting:
        messages.info(request, _("There was no draft to publish."))


@require_safe
def pairing_reasons(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_run_pairing(request.user, pk)
    cohort = found.cohort
    actions = set(cohort_actions(request.user, cohort)) | set(pairing_actions(request.user, found))
    if found.state != Pairing.State.PROPOSED:
        actions.discard("swap_pairing")
    context = {
        "pairing": found,
        "cohort": cohort,
        "program": cohort.program,
        "row": row_of(found, cohort),
        "reasons": reason_rows(found.parts, cohort.program.words),
        "actions": actions,
    }
    return render(request, "mentorship/pairing_reasons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def swap_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft_pairing(request.user, pk)
    require("swap_pairing", cohort_actions(request.user, draft.cohort))
    form = SwapForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts = {"pairing": draft, "mentor_id": form.cleaned_data["mentor"]}
        if done(form, request, swap_the_pairing, **facts):
            messages.success(request, _("Swapped, and kept as it is when you propose again."))
            return redirect("mentorship:workbench", draft.cohort.slug)
    return swap_page(request, draft, form)


def swap_page(request: HttpRequest, draft: Pairing, form: SwapForm) -> HttpResponse:
    """Suggestions or found names; with ?mentor=… the comparison with that one."""
    asked = ListQuery.read(request.GET)
    board = SwapBoard(draft)
    swaps = board.search(asked.search) if asked.search else board.suggestions()
    wanted = request.POST.get("mentor") or request.GET.get("mentor", "")
    context = {
        "pairing": draft,
        "cohort": draft.cohort,
        "program": draft.cohort.program,
        "row": row_of(draft, draft.cohort),
        "old_rows": reason_rows(draft.parts, draft.cohort.program.words),
        "swaps": swaps,
        "chosen": next((swap for swap in swaps if str(swap.mentor.pk) == wanted), None),
        "asked": asked,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mentorship/swap_pairing.html", context, status=status)
