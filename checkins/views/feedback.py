"""The feedback log, giving feedback, and answering it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import AnswerFeedbackForm, GiveFeedbackForm
from checkins.queries import feedback as queries
from checkins.views.paging import key
from goals.views.steps import fits, status_of, way_back


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    page = queries.feedback_page(request.user, key(request, "before"))
    return render(request, "checkins/feedback.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    member = access.get_member(request.user, pk)
    require("give_feedback", access.member_actions(request.user, member))
    about = queries.things_to_write_about(request.user, member)
    form = GiveFeedbackForm(request.POST or None, about=about, initial={"about": _about(request)})
    if form.is_valid():
        wish = form.cleaned_data
        thing = queries.thing_chosen(request.user, wish.pop("about"))
        if fits(
            form,
            lambda: services.give_feedback(
                to=member, by=request.user, now=clock.now(), **wish, **thing
            ),
        ):
            told = {"name": member.person.short_name}
            messages.success(request, _("%(name)s can read it now.") % told)
            return redirect(way_back(request, reverse("checkins:feedback")))
    kept(request, form)
    context = {
        "form": form,
        "member": member,
        "readers": access.pairing_readers(member.pairing),
    }
    return render(request, "checkins/give_feedback.html", context, status=status_of(form))


def _about(request: HttpRequest) -> str:
    """A link may say what it is about: ?goal=3 or ?commitment=5 or ?check_in=7."""
    for noun in ("goal", "commitment", "check_in"):
        pk = key(request, noun)
        if pk is not None:
            return f"{noun}:{pk}"
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def answer_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_feedback(request.user, pk)
    actions = access.feedback_actions(request.user, found)
    if request.method == "POST":
        require("answer_feedback", access.feedback_rights(request.user, found))
    due_on = request.user.local_date(now) + timedelta(days=7)
    initial = {"due_on": due_on} | request.GET.dict()
    form = AnswerFeedbackForm(request.POST or None, initial=initial)
    if form.is_valid() and fits(
        form,
        lambda: services.answer_feedback(
            feedback=found, by=request.user, now=now, **form.cleaned_data
        ),
    ):
        messages.success(request, _("Your answer is there."))
        return redirect(way_back(request, reverse("checkins:feedback")))
    kept(request, form)
    context = {
        "entry": queries.as_seen_by(request.user, found),
        "form": form,
        "actions": actions,
        "readers": access.feedback_readers(found),
    }
    return render(request, "checkins/answer_feedback.html", context, status=status_of(form))
