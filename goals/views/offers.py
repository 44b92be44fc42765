"""Asking about a goal, drafts that are offered, the next one of a goal, and practice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from accounts.models import User
from goals import access, queries, services
from goals.forms import (
    DraftOfferForm,
    EditPracticeForm,
    GoalAnswerForm,
    GoalQuestionForm,
    PracticeForm,
    practice_initial,
)
from goals.models import Goal
from goals.views.steps import fits, status_of, take_step
from mentorship.models import Enrollment

FORM = ["GET", "POST"]


# -- Questions about a goal ----------------------------------------------------------------------


def asked_about(user: User, goal: Goal) -> dict[str, Any]:
    """For the page of a goal: what was asked, and the one that comes after it."""
    mine = goal.owner.enrollment.user_id == user.pk
    over = goal.repeats and mine and not goal.is_open
    return {
        "questions": queries.questions_about(goal) if goal.proposed_at else [],
        "can_answer": mine and goal.is_open and goal.owner.pairing.holds_seats,
        "following": Goal.objects.filter(follows=goal).first() if over else None,
    }


@require_http_methods(FORM)
def ask_about_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    require("ask", access.goal_rights(request.user, goal))
    if request.method == "GET" and "ask" not in access.goal_actions(request.user, goal):
        messages.info(request, _("This goal is not waiting for an answer any more."))
        return redirect("goals:goal", goal.pk)
    form = GoalQuestionForm(request.POST or None)
    if form.is_valid() and fits(
        form,
        lambda: services.ask_about_goal(
            goal=goal, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        told = _("Asked. %(name)s hears about it by mail.") % {"name": goal.person.short_name}
        messages.success(request, told)
        return redirect("goals:goal", goal.pk)
    kept(request, form)
    context = {"form": form, "goal": goal, "readers": access.readers(goal)}
    context |= asked_about(request.user, goal)
    return render(request, "goals/ask_about_goal.html", context, status=status_of(form))


@require_http_methods(FORM)
def answer_goal_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = access.get_goal_question(request.user, pk)
    require("answer_question", access.question_rights(request.user, question))
    goal = access.get_goal(request.user, question.goal_id)
    if request.method == "GET" and (question.is_answered or not goal.is_open):
        return redirect("goals:goal", goal.pk)
    form = GoalAnswerForm(request.POST or None)
    if form.is_valid() and fits(
        form,
        lambda: services.answer_goal_question(
            question=question, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        told = _("Answered. %(name)s hears about it by mail.")
        messages.success(request, told % {"name": question.by.person.short_name})
        return redirect("goals:goal", goal.pk)
    kept(request, form)
    context = {"form": form, "goal": goal, "question": question, "readers": access.readers(goal)}
    return render(request, "goals/answer_goal_question.html", context, status=status_of(form))


# -- Drafts for somebody else --------------------------------------------------------------------


@require_GET
def draft_offers(request: HttpRequest) -> HttpResponse:
    context = {
        "lists": queries.offer_lists(request.user),
        "receivers": access.receivers_of(request.user),
    }
    return render(request, "goals/draft_offers.html", context)


@require_http_methods(FORM)
def offer_draft(request: HttpRequest, pk: int) -> HttpResponse:
    to = access.get_receiver(request.user, pk)
    form = DraftOfferForm(request.POST or None)
    if form.is_valid() and fits(
        form,
        lambda: services.offer_draft(
            to=to,
            wish=form.wish(),
            by=request.user,
            now=clock.now(),
            client_token=form.cleaned_data["client_token"],
        ),
    ):
        told = _("Offered. It is for %(name)s to take it up, or not.")
        messages.success(request, told % {"name": to.person.short_name})
        return redirect("goals:draft_offers")
    kept(request, form)
    context = {"form": form, "to": to, "readers": [to.person, request.user]}
    return render(request, "goals/offer_draft.html", context, status=status_of(form))


@require_POST
def adopt_draft(request: HttpRequest, pk: int) -> HttpResponse:
    offer = access.get_draft_offer(request.user, pk)
    made: list[Goal] = []
    answer = take_step(
        request,
        "adopt",
        access.offer_rights(request.user, offer),
        lambda: made.append(services.adopt_draft(offer=offer, by=request.user, now=clock.now())),
        then=reverse("goals:draft_offers"),
    )
    return redirect("goals:edit_goal", made[0].pk) if made else answer


@require_POST
def set_aside_draft(request: HttpRequest, pk: int) -> HttpResponse:
    offer = access.get_draft_offer(request.user, pk)
    return take_step(
        request,
        "set_aside",
        access.offer_rights(request.user, offer),
        lambda: services.set_aside_draft(offer=offer, by=request.user, now=clock.now()),
        then=reverse("goals:draft_offers"),
        told=_("Set aside. Only you know."),
    )


# -- The next one of a goal that repeats ---------------------------------------------------------


@require_POST
def start_next_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    made: list[Goal] = []
    answer = take_step(
        request,
        "start_next",
        access.goal_rights(request.user, goal),
        lambda: made.append(services.start_next_goal(goal=goal, by=request.user, now=clock.now())),
        then=reverse("goals:goal", args=[goal.pk]),
    )
    return redirect("goals:goal", made[0].pk) if made else answer


# -- Practice ------------------------------------------------------------------------------------


@require_http_methods(FORM)
def start_practice(request: HttpRequest) -> HttpResponse:
    members = access.members_of(request.user)
    places = [place for place in members if place.role != Enrollment.Role.MENTEE]
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    form = PracticeForm(request.POST or None, places=places[:1])
    made: list[Goal] = []
    if form.is_valid() and fits(
        form,
        lambda: made.append(
            services.start_practice(
                owner=form.owner(), by=request.user, now=clock.now(), **form.cleaned_data
            )
        ),
    ):
        return redirect("goals:goal", made[0].pk)
    kept(request, form)
    context = {"form": form, "goal": None, "readers": [request.user]}
    return render(request, "goals/practice.html", context, status=status_of(form))


@require_http_methods(FORM)
def edit_practice(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    require("edit_practice", access.goal_actions(request.user, goal))
    form = EditPracticeForm(request.POST or None, initial=practice_initial(goal))
    if form.is_valid() and fits(
        form,
        lambda: services.edit_practice(
            goal=goal, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        return redirect("goals:goal", goal.pk)
    kept(request, form)
    context = {"form": form, "goal": goal, "readers": [request.user]}
    return render(request, "goals/practice.html", context, status=status_of(form))
