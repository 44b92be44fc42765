"""90-day plans: the year they make, and writing one. The page of a plan needs check-ins, so it is
one floor up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from goals import access, queries, services, timeline, words
from goals.forms import PlanForm, PlanReviewForm, next_initial, plan_initial
from goals.models import Plan, PlanReview
from goals.models.plans import REVIEW_DAYS
from goals.views.steps import fits, status_of, take_step
from mentorship.models import PairingMember

FORM = ["GET", "POST"]
FIRST_YEAR, LAST_YEAR = 2000, 2200


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    today = request.user.local_date(clock.now())
    lists = queries.plan_lists(request.user, today, _year(request))
    spans = lists.drawn
    context = {
        "lists": lists,
        "today": today,
        "drawings": [
            timeline.draw_year(lists.year, today, spans, paper)
            for paper in (timeline.WIDE, timeline.PHONE)
        ],
    }
    return render(request, "goals/plans.html", context)


def _year(request: HttpRequest) -> int | None:
    wish = request.GET.get("year", "")
    year = int(wish) if wish.isdecimal() and len(wish) == 4 else None
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


@require_http_methods(FORM)
def start_plan(request: HttpRequest) -> HttpResponse:
    now, places = clock.now(), access.members_of(request.user)
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    row = queries.goal_to_begin_with(request.user, _key(request, "goal"), places)
    initial: dict[str, Any] = {"starts_on": request.user.local_date(now)}
    if row is not None:
        places = [place for place in places if place.pk == row.goal.owner_id]
        initial |= {"point_a": words.at_start(row.standing), "point_b": row.goal.title}
        initial["goals"] = [row.goal.pk]
    form = _form(request, places, initial)
    made: list[Plan] = []
    if form.is_valid() and fits(form, lambda: made.append(_start(request, form, now))):
        return redirect(plan_url(made[0]))
    kept(request, form)
    context = {"form": form, "goal": row.goal if row else None}
    return render(request, "goals/start_plan.html", context, status=status_of(form))


def _start(request: HttpRequest, form: PlanForm, now: datetime) -> Plan:
    return services.start_plan(
        owner=form.owner(),
        wish=form.wish(),
        by=request.user,
        now=now,
        client_token=form.cleaned_data["client_token"],
    )


@require_http_methods(FORM)
def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    plan = access.get_plan(request.user, pk)
    require("edit", access.plan_actions(request.user, plan, request.user.local_date(now)))
    form = _form(request, [plan.owner], plan_initial(plan), plan)
    if form.is_valid() and fits(
        form,
        lambda: services.edit_plan(plan=plan, wish=form.wish(), by=request.user, now=now),
    ):
        return redirect(plan_url(plan))
    kept(request, form)
    context = {"form": form, "plan": plan, "readers": access.readers(plan)}
    return render(request, "goals/edit_plan.html", context, status=status_of(form))


@require_POST
def share_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = access.get_plan(request.user, pk)
    return take_step(
        request,
        "share",
        access.plan_rights(request.user, plan),
        lambda: services.share_plan(plan=plan, by=request.user, now=clock.now()),
        then=plan_url(plan),
        told=_("Shared. It is for reading: what stands in it stays yours to change."),
    )


@require_http_methods(FORM)
def write_plan_review(request: HttpRequest, pk: int, day: int) -> HttpResponse:
    now = clock.now()
    plan = access.get_plan(request.user, pk)
    require("write_review", access.plan_rights(request.user, plan))
    if day not in REVIEW_DAYS:
        raise Http404
    today = request.user.local_date(now)
    open_now = "write_review" in access.plan_actions(request.user, plan, today)
    if not open_now or day not in plan.days_to_review(today):
        messages.info(request, _("There is nothing to write about this day now."))
        return redirect(plan_url(plan))
    form = PlanReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and fits(
        form,
        lambda: services.write_plan_review(
            plan=plan, day=day, wish=form.wish(), by=request.user, now=now
        ),
    ):
        return _after_review(request, plan, form.cleaned_data["asking"])
    kept(request, form)
    context = {"form": form, "plan": plan, "day": day, "readers": access.readers(plan)}
    return render(request, "goals/write_plan_review.html", context, status=status_of(form))


def _after_review(request: HttpRequest, plan: Plan, asking: str) -> HttpResponse:
    """A wish to be asked otherwise changes nothing by itself: it leads to where that is decided."""
    if asking in (PlanReview.Asking.MORE, PlanReview.Asking.LESS):
        messages.info(
            request,
            _("Kept. Nothing about being asked has changed yet: here you decide, one by one."),
        )
        return redirect("goals:consents")
    messages.success(request, _("Kept. It stays as you wrote it."))
    return redirect(plan_url(plan))


@require_http_methods(FORM)
def start_next_plan(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    plan = access.get_plan(request.user, pk)
    require("start_next", access.plan_rights(request.user, plan))
    review, places = queries.last_review(plan), access.members_of(request.user)
    if review is None:
        messages.info(request, _("The next 90 days grow from the review on day 90."))
        return redirect(plan_url(plan))
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    today: date = request.user.local_date(now)
    form = _form(request, places, next_initial(review, today) | {"place": plan.owner_id})
    made: list[Plan] = []
    if form.is_valid() and fits(form, lambda: made.append(_start_next(request, form, review, now))):
        return redirect(plan_url(made[0]))
    kept(request, form)
    context = {"form": form, "plan": plan, "review": review}
    return render(request, "goals/start_next_plan.html", context, status=status_of(form))


def _start_next(request: HttpRequest, form: PlanForm, review: PlanReview, now: datetime) -> Plan:
    return services.start_next_plan(
        review=review,
        owner=form.owner(),
        wish=form.wish(),
        by=request.user,
        now=now,
        client_token=form.cleaned_data["client_token"],
    )


def _form(
    request: HttpRequest,
    places: list[PairingMember],
    initial: dict[str, Any],
    plan: Plan | None = None,
) -> PlanForm:
    goals = queries.goals_to_plan(places, plan)
    return PlanForm(request.POST or None, places=places, goals=goals, initial=initial)


def _key(request: HttpRequest, name: str) -> int | None:
    wish = request.GET.get(name, "")
    return int(wish) if wish.isdecimal() and len(wish) < 19 else None


def plan_url(plan: Plan) -> str:
    return reverse("checkins:plan", args=[plan.pk])
