"""Coming prepared: the brief, one's own lines for a check-in, and questions that wait for one."""

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
from accounts.drafts import kept
from accounts.views.drafts import keep_quietly
from checkins import access, services
from checkins.forms import PrepareForm, SaveQuestionForm
from checkins.models import CheckIn, SavedQuestion
from checkins.queries import briefs
from checkins.queries.preparation import question_page
from checkins.views.paging import key
from goals.access import members_of, partners
from goals.views.steps import fits, status_of, take_step


@require_safe
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """Before a check-in. Afterwards its own page tells more."""
    found = access.get_check_in(request.user, pk)
    if found.state != CheckIn.State.PLANNED:
        return redirect("checkins:check_in", pk)
    now = clock.now()
    context = {
        "brief": briefs.brief(request.user, found, now),
        "actions": access.check_in_actions(request.user, found, now),
        "readers": access.readers(found),
        "words": found.words,
    }
    return render(request, "checkins/brief.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_check_in(request.user, pk)
    if "prepare_check_in" not in access.check_in_actions(request.user, found, now):
        messages.warning(request, _("There is nothing to prepare for it now."))
        return redirect("checkins:check_in", pk)
    told = briefs.beginning(request.user, found)
    form = PrepareForm(request.POST or None, initial=_beginning(told))
    context: dict[str, Any] = {"brief": told, "readers": access.readers(found)}
    if form.is_valid():
        try:
            if fits(
                form,
                lambda: services.prepare_check_in(
                    check_in=found, by=request.user, now=now, **form.wish()
                ),
            ):
                messages.success(request, _("Saved. All of you can read it before you talk."))
                return redirect("checkins:check_in", pk)
        except services.Overtaken as refusal:
            keep_quietly(request)
            context |= {"current": refusal.current, "written": form.cleaned_data}
            form = form.beside(refusal.current)
    kept(request, form)
    context |= {"form": form, "only_me": [request.user]}
    return render(request, "checkins/prepare_check_in.html", context, status=status_of(form))


def _beginning(told: briefs.Brief) -> dict[str, Any]:
    """Nobody begins with an empty page: what they wrote down since last time stands there."""
    words = PrepareForm.words_of(told.mine)
    return words if told.mine else {**words, "summary": told.my_news}


# -- Questions that wait -------------------------------------------------------------------------


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    context = {"page": question_page(request.user), "places": members_of(request.user)}
    return render(request, "checkins/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def save_question(request: HttpRequest) -> HttpResponse:
    places = members_of(request.user)
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    wanted = key(request, "pairing")
    chosen = next((str(place.pk) for place in places if place.pairing_id == wanted), None)
    form = SaveQuestionForm(request.POST or None, places=places, initial={"place": chosen})
    if form.is_valid() and fits(
        form,
        lambda: services.save_question(
            place=form.owner(), by=request.user, now=clock.now(), **form.said()
        ),
    ):
        messages.success(request, _("Kept for next time. It is in the brief before you talk."))
        return redirect("checkins:questions")
    kept(request, form)
    readers = [request.user, *partners(places[0])] if len(places) == 1 else []
    context = {"form": form, "places": places, "readers": readers}
    return render(request, "checkins/save_question.html", context, status=status_of(form))


@require_POST
def mark_question_asked(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Good. It waits no more.")
    return _step(request, pk, "mark_question_asked", services.mark_question_asked, told)


@require_POST
def put_away_question(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Put away. You can bring it back below.")
    return _step(request, pk, "put_away_question", services.put_away_question, told)


@require_POST
def bring_back_question(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("It waits for next time again.")
    return _step(request, pk, "bring_back_question", services.bring_back_question, told)


def _step(
    request: HttpRequest,
    pk: int,
    action: str,
    verb: Callable[..., SavedQuestion],
    told: str,
) -> HttpResponse:
    question = access.get_saved_question(request.user, pk)
    return take_step(
        request,
        action,
        access.saved_question_rights(request.user, question),
        lambda: verb(question=question, by=request.user, now=clock.now()),
        then=reverse("checkins:questions"),
        told=told,
    )
