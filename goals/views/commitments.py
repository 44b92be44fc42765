"""Pages of promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from accounts.models import User
from goals import access, queries, services, words
from goals.forms import AnswerForm, CommitmentForm, ReflectionForm, next_week
from goals.models import Commitment, CommitmentAnswer
from goals.models.reflections import WONDERED_ABOUT
from goals.views.looking_back import keep_words, on_promise
from goals.views.steps import fits, status_of, way_back
from mentorship.models import PairingMember

FORM = ["GET", "POST"]


@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    today = request.user.local_date(clock.now())
    context = {"lists": queries.promise_lists(request.user), "today": today}
    return render(request, "goals/promises.html", context)


@require_http_methods(FORM)
def make_commitment(request: HttpRequest) -> HttpResponse:
    now, places = clock.now(), access.members_of(request.user)
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    goals = queries.goals_to_work_on(request.user)
    form = CommitmentForm(
        request.POST or None,
        places=places,
        goals=goals,
        initial={
            "due_on": request.user.local_date(now) + timedelta(days=7),
            **{key: request.GET.get(key, "") for key in ("text", "cue", "goal")},
        },
    )
    made: list[Commitment] = []

    def make() -> None:
        data = form.cleaned_data
        made.append(
            services.make_commitment(
                owner=form.owner(),
                text=data["text"],
                due_on=data["due_on"],
                cue=data["cue"],
                ask=data["ask"],
                goal=form.chosen_goal(),
                by=request.user,
                now=now,
                client_token=data["client_token"],
            )
        )

    if form.is_valid() and fits(form, make):
        return redirect("goals:commitment", made[0].pk)
    kept(request, form)
    context = {"form": form, "places": places, "readers": _readers_to_be(places)}
    return render(request, "goals/make_commitment.html", context, status=status_of(form))


def _readers_to_be(places: list[PairingMember]) -> list[User]:
    """By name where there is one place only; else whoever is chosen."""
    return [places[0].person, *access.partners(places[0])] if len(places) == 1 else []


@require_GET
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    promise = access.get_commitment(request.user, pk)
    return render(request, "goals/commitment.html", promise_page(request, promise))


@require_http_methods(FORM)
def answer_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """GET picks the answer of the link beforehand and changes nothing."""
    promise = access.get_commitment(request.user, pk)
    require("answer", access.commitment_rights(request.user, promise))
    if request.method == "GET":
        form = AnswerForm(initial=_initial(request, promise) | request.GET.dict())
        return render(request, "goals/commitment.html", promise_page(request, promise, form))
    form = AnswerForm(request.POST)
    given: list[CommitmentAnswer] = []

    def answer() -> None:
        given.append(
            services.answer_commitment(
                commitment=promise, by=request.user, now=clock.now(), **form.cleaned_data
            )
        )

    if form.is_valid() and fits(form, answer):
        page = way_back(request, promise_url(promise))
        messages.success(request, _told(promise, given[0], page))
        return redirect(page)
    context = promise_page(request, promise, form)
    return render(request, "goals/commitment.html", context, status=422)


def _told(promise: Commitment, answer: CommitmentAnswer, page: str) -> str:
    """Elsewhere than on the promise's own page the one curious question is a link away."""
    told, url = words.answered(answer), promise_url(promise)
    if page.startswith(url) or answer.answer not in WONDERED_ABOUT:
        return told
    return format_html('{} <a href="{}#reflect">{}</a>', told, url, words.curious(answer))


def promise_page(
    request: HttpRequest,
    promise: Commitment,
    form: AnswerForm | None = None,
    reflection_form: ReflectionForm | None = None,
) -> dict[str, Any]:
    now, actions = clock.now(), access.commitment_actions(request.user, promise)
    mine = promise.owner.enrollment.user_id == request.user.pk
    cards = []
    if mine and promise.is_open and promise.owner.pairing.holds_seats:
        consent = queries.consent_of(promise)
        cards = queries.consent_cards(request.user, [consent] if consent else [], now)
    form_open = form is not None
    if "answer" in actions and form is None:
        form = AnswerForm(initial=_initial(request, promise))
    if form is not None:
        kept(request, form, at=reverse("goals:answer_commitment", args=[promise.pk]))
    answers = queries.answers_of(promise)
    # Only what is over can have become something else.
    parts = [] if promise.is_open else list(promise.parts.order_by("due_on", "id"))
    looking_back = on_promise(request.user, promise, answers, parts, now, reflection_form)
    keep_words(request, looking_back, "goals:reflect_on_commitment", promise.pk)
    return {
        **looking_back,
        "promise": promise,
        "mine": mine,
        "actions": actions,
        "form": form,
        "form_open": form_open,
        "answers": [(row, words.said(row)) for row in answers],
        "plan": words.plan(promise),
        "cues": [row.before for row in promise.cue_revisions.all() if row.before],
        "parts": parts,
        "card": cards[0] if cards else None,
        "either_way": words.EITHER_WAY,
        "readers": access.readers(promise),
        "today": promise.person.local_date(now),
    }


def _initial(request: HttpRequest, promise: Commitment) -> dict[str, Any]:
    today = request.user.local_date(clock.now())
    return {"moved_to": next_week(promise.due_on, today)}


def promise_url(promise: Commitment) -> str:
    return reverse("goals:commitment", args=[promise.pk])
