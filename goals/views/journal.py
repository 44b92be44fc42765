"""The whole log of a goal, a page at a time, and as files to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts import clock
from goals import access, queries
from goals.models import Goal
from goals.sheets import progress_sheet
from goals.views.paging import key
from mentorship.sheets import CSV_TYPE, csv_file


@require_safe
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    before, here = key(request, "before"), reverse("goals:journal", args=[pk])
    page = queries.journal_page(goal, before)
    context = {
        "goal": goal,
        "page": page,
        "newer_url": here if before is not None else "",
        "older_url": f"{here}?before={page.older}" if page.older else "",
        "actions": access.goal_actions(request.user, goal),
        "readers": access.readers(goal),
    }
    return render(request, "goals/journal.html", context)


@require_safe
def progress_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read the goal."""
    goal = access.get_goal(request.user, pk)
    return _file(
        csv_file(queries.journal_head(), queries.journal_rows(goal)), CSV_TYPE, goal, "csv"
    )


@require_safe
def progress_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read the goal: with the drawing, on paper."""
    goal = access.get_goal(request.user, pk)
    sheet = progress_sheet(queries.journal(goal, clock.now()))
    return _file(sheet.content(), "application/pdf", goal, "pdf")


def _file(content: bytes, content_type: str, goal: Goal, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    name = f"progress-{goal.pk}.{kind}"  # a folder of downloads tells nothing of the goal
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
