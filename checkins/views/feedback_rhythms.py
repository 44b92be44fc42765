"""Promising a line now and then, and ending that promise."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import FeedbackRhythmForm
from checkins.queries.feedback import skills_of
from goals.views.steps import fits, status_of, take_step

FIRST_LASTS = timedelta(weeks=8)


@require_http_methods(["GET", "HEAD", "POST"])
def promise_feedback_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    member = access.get_member(request.user, pk)
    require("promise_feedback_rhythm", access.member_actions(request.user, member))
    initial = {"every": 1, "until_on": request.user.local_date(now) + FIRST_LASTS}
    form = FeedbackRhythmForm(request.POST or None, initial=initial)
    if form.is_valid() and fits(
        form,
        lambda: services.promise_feedback_rhythm(
            to=member, by=request.user, now=now, **form.cleaned_data
        ),
    ):
        messages.success(request, _("Promised. You see here when a line is due."))
        return redirect("checkins:feedback")
    kept(request, form)
    context = {
        "form": form,
        "member": member,
        "skills": skills_of(member.pairing),
        "readers": access.pairing_readers(member.pairing),
    }
    return render(request, "checkins/promise_feedback_rhythm.html", context, status=status_of(form))


@require_POST
def end_feedback_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    rhythm = access.get_feedback_rhythm(request.user, pk)
    return take_step(
        request,
        "end_feedback_rhythm",
        access.feedback_rhythm_rights(request.user, rhythm),
        lambda: services.end_feedback_rhythm(rhythm=rhythm, by=request.user, now=clock.now()),
        then=reverse("checkins:feedback"),
        told=_("Ended. What you wrote stays."),
    )
