"""The workbench: the proposal as a table and what belongs beside it; publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require
from mentorship.access import cohort_actions, get_cohort
from mentorship.forms.pairings import PublishForm
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort, Pairing
from mentorship.queries.criteria import criterion_names, names_with
from mentorship.queries.insights import both_prefer_page, floors_page, recruiting_page
from mentorship.queries.paging import KeyPage
from mentorship.queries.programs import last_run
from mentorship.queries.since import since_run
from mentorship.queries.workbench import (
    apart_page,
    drafts_page,
    published_by_job,
    published_lately,
    published_page,
    seats_page,
    tallies,
    unmatched_page,
)
from mentorship.services.matching import start_proposal
from mentorship.services.pairings import publish_pairings as publish_the_pairings
from mentorship.services.publishing_all import start_publishing, takes_long

from .answers import done, pressed


@require_POST
def propose_pairings(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("propose_pairings", cohort_actions(request.user, cohort))
    job = pressed(request, start_proposal, cohort=cohort)
    if job is None:
        return redirect("mentorship:workbench", slug)
    return redirect("accounts:job", job.public_id)


@dataclass(frozen=True)
class Section:
    """One view of the page: its template, and its rows with a page of keys."""

    template: str
    rows: Callable[[Cohort, Any, ListQuery], tuple[Any, KeyPage]]
    with_result: bool = False  # of the last run


DRAFTS = Section("mentorship/workbench_drafts.html", drafts_page)
SECTIONS = {
    "drafts": DRAFTS,
    "weak": DRAFTS,
    "locked": DRAFTS,
    "unmatched": Section("mentorship/workbench_people.html", unmatched_page, with_result=True),
    "seats": Section("mentorship/workbench_people.html", seats_page, with_result=True),
    "published": Section("mentorship/workbench_published.html", published_page),
    "apart": Section("mentorship/workbench_apart.html", apart_page),
    "floors": Section("mentorship/workbench_floors.html", floors_page, with_result=True),
    "wanted": Section("mentorship/workbench_wanted.html", recruiting_page, with_result=True),
    "rather": Section("mentorship/workbench_rather.html", both_prefer_page, with_result=True),
}


@require_safe
def workbench(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    if told := request.GET.get("told"):
        outcome = published_by_job(cohort, request.user, told)
        if outcome is not None:
            tell(request, outcome["published"], outcome["held_back"])
    return workbench_page(request, cohort)


def workbench_page(
    request: HttpRequest, cohort: Cohort, form: forms.Form | None = None
) -> HttpResponse:
    counted, own_questions = tallies(cohort)
    # With nothing left to look at, the published pairs are what one comes for.
    nothing_waits = counted["published"] and not counted["drafts"]
    shows = ("published", *SECTIONS) if nothing_waits else tuple(SECTIONS)
    names = names_with(own_questions)
    asked = ListQuery.read(request.GET, shows, names)
    section = SECTIONS[asked.show]
    run = last_run(cohort, with_result=section.with_result)
    rows, page = section.rows(cohort, run, asked)
    actions = cohort_actions(request.user, cohort)
    # Without a run, only where somebody could be found for somebody.
    waiting = counted["unmatched"]
    people_are_here = waiting and (counted["seats"] or (cohort.pairs_peers and waiting > 1))
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "asked": asked,
        "tallies": counted,
        "run": run,
        "form": form,
        "since": since_run(cohort, run) if run and run.is_certified else None,
        "section": section.template,
        "rows": rows,
        "criteria": names,
        "is_drafts": section is DRAFTS,
        "history": published_lately(cohort) if asked.show == "published" else [],
        "actions": actions,
        "may_propose": "propose_pairings" in actions and (run or people_are_here),
        **asked.links(page),
    }
    return render(request, "mentorship/workbench.html", context, status=422 if form else 200)


@require_POST
def publish_pairings(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("publish_pairings", cohort_actions(request.user, cohort))
    form = PublishForm(request.POST)
    if form.is_valid() and form.only is None and takes_long(cohort):
        job = done(form, request, start_publishing, cohort=cohort)
        if job is not None:
            return redirect("accounts:job", job.public_id)
    elif form.is_valid():
        outcome = done(form, request, publish_the_pairings, cohort=cohort, only=form.only)
        if outcome is not None:
            tell(request, len(outcome.pairings), len(outcome.held_back))
            return back_to_workbench(request, cohort)
    return workbench_page(request, cohort, form)


def tell(request: HttpRequest, count: int, waiting: int) -> None:
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


def back_to_workbench(
    request: HttpRequest, cohort: Cohort, draft: Pairing | None = None
) -> HttpResponse:
    """The page that the button stood on, with its filters, and there at the line of the draft: for
    keyboards the way goes on from it."""
    told = QueryDict(request.POST.get("back", "")[:500].lstrip("?"))
    before = ListQuery.read(told, ("", *SECTIONS), criterion_names(cohort))
    line = f"#pairing-{draft.pk}" if draft is not None else ""
    return redirect(workbench_url(cohort) + before.here.rstrip("?") + line)


def workbench_url(cohort: Cohort, **asked: str) -> str:
    address = reverse("mentorship:workbench", args=[cohort.slug])
    return f"{address}?{urlencode(asked)}" if asked else address
