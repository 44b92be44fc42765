"""The one curious question, answered or passed over."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import require
from goals import access, queries, services
from goals.forms import ReflectionForm
from goals.models import Reflection
from goals.views.commitments import promise_page, promise_url
from goals.views.goals import goal_page, goal_url
from goals.views.looking_back import others_of
from goals.views.steps import fits, way_back

SKIPPED = {"cause": Reflection.Cause.SKIPPED}


@require_http_methods(["GET", "POST"])
def reflect_on_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """The question stands on the promise's page; opened by its address, it leads there."""
    now = clock.now()
    promise = access.get_commitment(request.user, pk)
    require("reflect", access.commitment_rights(request.user, promise))
    answer, page = queries.open_question(promise, now), promise_url(promise)
    if request.method == "GET" or answer is None:
        return _lead_to(request, page)
    form = ReflectionForm(request.POST, about=answer, others=others_of(promise))
    if _said(
        request,
        form,
        lambda wish: services.reflect_on_commitment(
            answer=answer, by=request.user, now=now, **wish
        ),
    ):
        return redirect(way_back(request, page))
    context = promise_page(request, promise, reflection_form=form)
    return render(request, "goals/commitment.html", context, status=422)


@require_http_methods(["GET", "POST"])
def reflect_on_goal(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    goal = access.get_goal(request.user, pk)
    require("reflect", access.goal_rights(request.user, goal))
    found = queries.reflections_on(request.user, goal)
    wonder = queries.goal_may_be_wondered_about(goal, found, now)
    if request.method == "GET" or not wonder:
        return _lead_to(request, goal_url(goal))
    form = ReflectionForm(request.POST, about=goal, others=others_of(goal))
    if _said(
        request,
        form,
        lambda wish: services.reflect_on_goal(goal=goal, by=request.user, now=now, **wish),
    ):
        return redirect(way_back(request, goal_url(goal)))
    context = goal_page(request, goal, reflection_form=form)
    return render(request, "goals/goal.html", context, status=422)


def _lead_to(request: HttpRequest, page: str) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("This question is not open any more. What you said stays."))
    return redirect(f"{page}#reflect")


def _said(
    request: HttpRequest, form: ReflectionForm, keep: Callable[[dict[str, object]], object]
) -> bool:
    """Keeps what was said, or that it was passed over."""
    if "skip" in request.POST:
        return fits(form, lambda: keep(dict(SKIPPED)))
    if not (form.is_valid() and fits(form, lambda: keep(form.wish()))):
        return False
    messages.success(request, _("Thank you. That is good to know."))
    return True
