"""The page of a 90-day plan, to read and to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.plan_sheet import plan_sheet
from checkins.queries import plans as queries
from goals import access


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_plan(request.user, pk)
    context = {
        "page": queries.plan_page(request.user, found, now),
        "plan": found,
        "actions": access.plan_actions(request.user, found, request.user.local_date(now)),
        "partners": access.partners(found.owner),
        "readers": access.readers(found),
    }
    return render(request, "checkins/plan.html", context)


@require_safe
def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_plan(request.user, pk)
    page = queries.plan_page(request.user, found, now)
    content = plan_sheet(page, access.readers(found), request.user, get_language() or "en")
    name = f"plan-{found.pk}.pdf"  # a folder of downloads tells nothing of whose it is
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
