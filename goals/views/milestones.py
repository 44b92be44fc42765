"""Steps of a goal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from goals import access, services
from goals.forms import DropMilestoneForm, MilestoneForm
from goals.models import Goal, Milestone
from goals.views.goals import goal_url
from goals.views.steps import fits, status_of, take_step

FORM = ["GET", "POST"]


def steps_url(goal: Goal) -> str:
    return f"{goal_url(goal)}#steps"


@require_http_methods(FORM)
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    require("add_milestone", access.goal_rights(request.user, goal))
    form = MilestoneForm(request.POST or None)
    if form.is_valid() and fits(
        form,
        lambda: services.add_milestone(
            goal=goal, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        if goal.due_on and form.cleaned_data["due_on"] > goal.due_on:
            messages.info(request, _("Added. Its day is after that of the goal itself."))
        return redirect(steps_url(goal))
    kept(request, form)
    context = {"form": form, "goal": goal, "readers": access.readers(goal)}
    return render(request, "goals/add_milestone.html", context, status=status_of(form))


@require_POST
def reach_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    step = access.get_milestone(request.user, pk)
    return take_step(
        request,
        "reach_milestone",
        access.goal_rights(request.user, step.goal),
        lambda: services.reach_milestone(milestone=step, by=request.user, now=clock.now()),
        then=steps_url(step.goal),
        told=_("Reached. One step closer."),
    )


@require_POST
def reopen_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    step = access.get_milestone(request.user, pk)
    return take_step(
        request,
        "reopen_milestone",
        access.goal_rights(request.user, step.goal),
        lambda: services.reopen_milestone(milestone=step, by=request.user, now=clock.now()),
        then=steps_url(step.goal),
        told=_("Open again."),
    )


@require_http_methods(FORM)
def drop_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    step = access.get_milestone(request.user, pk)
    require("drop_milestone", access.goal_rights(request.user, step.goal))
    agreed = step.goal.state == Goal.State.AGREED
    form = DropMilestoneForm(request.POST if request.method == "POST" else None, agreed=agreed)
    if form.is_valid() and fits(form, lambda: _drop(request, step, form)):
        return redirect(steps_url(step.goal))
    kept(request, form)
    context = {"form": form, "step": step, "goal": step.goal, "agreed": agreed}
    context["readers"] = access.readers(step.goal)
    return render(request, "goals/drop_milestone.html", context, status=status_of(form))


def _drop(request: HttpRequest, step: Milestone, form: DropMilestoneForm) -> None:
    reason = form.cleaned_data.get("reason", "")
    services.drop_milestone(milestone=step, by=request.user, now=clock.now(), reason=reason)
