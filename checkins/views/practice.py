"""The private question after a check-in about what one practices, and its small history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.drafts import kept
from checkins import access, services, words
from checkins.forms import PracticeNoteForm
from checkins.models import CheckIn, PracticeNote
from checkins.queries import practice as queries
from goals.models import Goal
from goals.views.steps import fits, status_of


@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    waiting = queries.practice_waiting_for(request.user, clock.now())
    people = words.with_whom((row.pairing for row, _goal in waiting), request.user)
    context = {
        "rows": queries.practice_rows(request.user),
        "waiting": [(row, people[row.pairing_id], goal) for row, goal in waiting],
    }
    return render(request, "checkins/practice.html", context)


def to_practice(request: HttpRequest, check_in: CheckIn) -> dict[str, Any]:
    """For the page of a check-in, which is where people come to after they closed it out."""
    goals = queries.practices_to_note(request.user, check_in)
    if not goals:
        return {"practiced": None, "practice_form": None}
    form = PracticeNoteForm()
    kept(request, form, at=_address(check_in, goals[0]))
    return {"practiced": goals[0], "practice_form": form}


@require_http_methods(["GET", "HEAD", "POST"])
def note_practice(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    check_in = access.get_check_in(request.user, pk)
    goal = access.get_practiced(request.user, goal_pk)
    form = PracticeNoteForm(request.POST or None)
    there = redirect("checkins:check_in", check_in.pk)
    noted = PracticeNote.objects.filter(goal=goal, check_in=check_in).exists()
    if request.method != "POST" and (noted or not check_in.is_held):
        return there
    if form.is_valid() and fits(
        form,
        lambda: services.note_practice(
            goal=goal, check_in=check_in, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Noted, for you alone."))
        return there
    kept(request, form)
    context = {"practice_form": form, "practiced": goal, "check_in": check_in}
    context["words"] = check_in.words
    return render(request, "checkins/note_practice.html", context, status=status_of(form))


def _address(check_in: CheckIn, goal: Goal) -> str:
    return reverse("checkins:note_practice", args=[check_in.pk, goal.pk])
