"""What counts in a cohort's matching: other weights, what they would change, and saving them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.models import Job
from mentorship.access import cohort_actions, get_cohort, get_comparison
from mentorship.forms.search import ListQuery
from mentorship.forms.weighing import WeighForm, shown
from mentorship.models import Cohort
from mentorship.numbers import number_in
from mentorship.queries.weighing import (
    criteria_of,
    default_hard_rules,
    default_weights,
    hard_rules_now,
    measures_now,
    moved_page,
    weights_now,
)
from mentorship.services.weighing import start_comparison
from mentorship.services.weighing import weigh_cohort as weigh_the_cohort

from .answers import done, form_page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def weigh_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks what these weights would change. Nothing is saved here."""
    found = get_cohort(request.user, slug)
    require("weigh_cohort", cohort_actions(request.user, found))
    form = WeighForm(found, posted(request), initial=first_shown(request, found))
    if form.is_valid():
        job = done(form, request, start_comparison, cohort=found, **form.facts)
        if job:
            return redirect("accounts:job", job.public_id)
    context = {"cohort": found, "program": found.program}
    return form_page(request, "mentorship/weigh_cohort.html", form, **context)


def first_shown(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    """The weights of today; the defaults, or those of a comparison, where the address says so."""
    if "defaults" in request.GET:
        floor = Cohort._meta.get_field("floor").default
        return shown(default_weights(), default_hard_rules(), floor)
    try:
        asked = get_comparison(request.user, cohort, UUID(request.GET["from"])).input
    except (KeyError, ValueError):
        floor = asked_floor(request.GET.get("floor", ""), cohort.floor)
        keys = [each.key for each in criteria_of(cohort)]
        now = weights_now(cohort, keys), hard_rules_now(cohort), floor
        return shown(*now, measures_now(cohort))
    return shown(**facts_of(asked))


def asked_floor(typed: str, otherwise: int) -> int:
    """The floor that the address proposes to try."""
    floor = number_in(typed)
    return floor if floor is not None and floor <= 100 else otherwise


def facts_of(asked: dict[str, Any]) -> dict[str, Any]:
    facts = {name: asked[name] for name in ("weights", "hard_rules", "floor")}
    return facts | {"measures": asked.get("measures")}


@require_http_methods(["GET", "HEAD", "POST"])
def compare_weights(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """What would change; a POST saves the weights."""
    cohort = get_cohort(request.user, slug)
    job = get_comparison(request.user, cohort, public_id)
    require("weigh_cohort", cohort_actions(request.user, cohort))
    form = WeighForm(cohort, shown(**facts_of(job.input)))
    saved = (
        request.method == "POST"
        and form.is_valid()
        and done(form, request, weigh_the_cohort, cohort=cohort, **form.facts)
    )
    if saved:
        told = _("Saved for the next proposal. The pairs proposed now stay as they are.")
        messages.success(request, told)
        return redirect("mentorship:cohort", slug)
    return comparison_page(request, cohort, job, form)


def comparison_page(
    request: HttpRequest, cohort: Cohort, job: Job, form: WeighForm
) -> HttpResponse:
    asked = ListQuery.read(request.GET)
    page = moved_page(job.result, asked.before if asked.before is not None else asked.after)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "job": job,
        "before": job.result.get("before"),
        "after": job.result.get("after"),
        "changed": len(job.result.get("moved", [])),
        "rows": page.items,
        **asked.links(page),
    }
    return form_page(request, "mentorship/compare_weights.html", form, **context)
