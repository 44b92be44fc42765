"""Logging what happened."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from goals import access, queries, services
from goals.forms import ProgressForm, entry_initial
from goals.views.goals import goal_url
from goals.views.steps import fits, status_of, way_back


@require_http_methods(["GET", "POST"])
def log_progress(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    goal = access.get_goal(request.user, pk)
    require("log_progress", access.goal_rights(request.user, goal))
    initial = {"happened_on": request.user.local_date(now)}
    form = ProgressForm(
        request.POST or None,
        measures=queries.to_log(goal),
        initial=initial,
        auto_id=f"log_{goal.pk}_%s",
    )
    if form.is_valid() and fits(
        form,
        lambda: services.log_progress(goal=goal, by=request.user, now=now, **form.said()),
    ):
        messages.success(request, _("Logged."))
        return redirect(way_back(request, goal_url(goal)))
    kept(request, form)
    context = {"form": form, "goal": goal, "readers": access.readers(goal)}
    template = "goals/log_progress.html"
    if request.htmx and not form.is_bound:  # opened in place, on the page that the link stands on
        template += "#in_place"
        context["next"] = request.htmx.current_url_abs_path
        first = "value" if "value" in form.fields else "note"
        form.fields[first].widget.attrs["autofocus"] = True
    return render(request, template, context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def correct_progress(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    entry = access.get_entry(request.user, pk)
    require("log_progress", access.goal_rights(request.user, entry.goal))
    measure = entry.measure or queries.drawn_measure(entry.goal)
    form = ProgressForm(
        request.POST or None,
        measures=[measure] if measure else [],
        corrects=entry,
        initial=entry_initial(entry),
    )
    if form.is_valid() and fits(
        form,
        lambda: services.correct_progress(entry=entry, by=request.user, now=now, **form.said()),
    ):
        messages.success(request, _("Corrected. The first entry stays readable beside it."))
        return redirect(goal_url(entry.goal))
    kept(request, form)
    context = {"form": form, "entry": entry, "goal": entry.goal}
    context["readers"] = access.readers(entry.goal)
    return render(request, "goals/correct_progress.html", context, status=status_of(form))
