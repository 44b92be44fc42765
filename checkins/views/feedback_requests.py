"""Asking for feedback, what was asked and answered, and passing an answer on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import AskColleagueForm, RequestFeedbackForm, ShareAnswerForm
from checkins.models import FeedbackRequest
from checkins.queries import feedback_requests as queries
from checkins.queries.feedback import skills_of
from checkins.views.paging import key
from goals.views.steps import fits, status_of, take_step
from mentorship.models import PairingMember

FORM = ["GET", "HEAD", "POST"]


@require_safe
def feedback_requests(request: HttpRequest) -> HttpResponse:
    page = queries.requests_page(request.user, clock.now(), key(request, "before"))
    return render(request, "checkins/feedback_requests.html", {"page": page})


@require_http_methods(FORM)
def request_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    place = access.get_place(request.user, pk)
    require("request_feedback", access.place_actions(place))
    form = RequestFeedbackForm(
        request.POST or None,
        people=queries.partners_to_ask(place),
        goals=queries.goals_to_ask_for(place, shared=True),
        initial={"goal": request.GET.get("goal", "")},
    )
    if form.is_valid():
        wish = _wish(form.cleaned_data, place)
        to = PairingMember.objects.get(pk=int(wish.pop("to")))
        if fits(form, lambda: services.request_feedback(to=to, by=request.user, **wish)):
            told = {"name": to.person.short_name}
            messages.success(request, _("%(name)s can read your question now.") % told)
            return redirect("checkins:feedback_requests")
    kept(request, form)
    context = _asking(place, form) | {"readers": access.pairing_readers(place.pairing)}
    return render(request, "checkins/request_feedback.html", context, status=status_of(form))


@require_http_methods(FORM)
def ask_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    place = access.get_place(request.user, pk)
    require("ask_colleague", access.place_actions(place))
    form = AskColleagueForm(
        request.POST or None,
        goals=queries.goals_to_ask_for(place, shared=False),
        initial={"goal": request.GET.get("goal", "")},
    )
    if form.is_valid():
        wish = _wish(form.cleaned_data, place)
        if fits(form, lambda: services.ask_colleague(by=request.user, **wish)):
            messages.success(request, _("Your question is on its way to %(name)s.") % wish)
            return redirect("checkins:feedback_requests")
    kept(request, form)
    return render(
        request, "checkins/ask_colleague.html", _asking(place, form), status=status_of(form)
    )


def _wish(data: dict[str, Any], place: PairingMember) -> dict[str, Any]:
    goal = queries.goal_chosen(place, data.get("goal", ""))
    return data | {"asker": place, "goal": goal, "now": clock.now()}


def _asking(place: PairingMember, form: object) -> dict[str, Any]:
    others = [one.person for one in place.pairing.members.all() if one.pk != place.pk]
    return {"place": place, "form": form, "others": others, "skills": skills_of(place.pairing)}


@require_POST
def withdraw_feedback_request(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Taken back. It waits for no answer any more.")
    return _end(request, pk, "withdraw_feedback_request", services.withdraw_feedback_request, told)


@require_POST
def decline_feedback_request(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("That is fine. They see that it does not suit you this time.")
    return _end(request, pk, "decline_feedback_request", services.decline_feedback_request, told)


def _end(
    request: HttpRequest, pk: int, action: str, step: Callable[..., None], told: str
) -> HttpResponse:
    found = access.get_feedback_request(request.user, pk)
    return take_step(
        request,
        action,
        access.feedback_request_rights(request.user, found),
        lambda: step(request=found, by=request.user, now=clock.now()),
        then=reverse("checkins:feedback_requests"),
        told=told,
    )


@require_http_methods(FORM)
def share_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_answered_request(request.user, pk)
    if hasattr(found.answer, "shared"):
        messages.info(request, _("You have passed this on already."))
        return redirect("checkins:feedback_requests")
    answer = found.answer
    form = ShareAnswerForm(
        request.POST or None, rating=answer.rating, initial={"text": answer.text}
    )
    if form.is_valid() and fits(form, lambda: _share(request, found, form.cleaned_data)):
        messages.success(request, _("It is among what your pairing can read now."))
        return redirect("checkins:feedback_requests")
    kept(request, form)
    readers = access.pairing_readers(found.asker.pairing)
    context = {"asked": found, "form": form, "readers": readers}
    return render(request, "checkins/share_answer.html", context, status=status_of(form))


def _share(request: HttpRequest, found: FeedbackRequest, data: dict[str, Any]) -> None:
    services.share_answer(answer=found.answer, by=request.user, now=clock.now(), **data)
