"""When you are free: a usual week, single days, days away. Only the person reads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.forms import AwayForm
from accounts.views.refusals import pressed
from checkins import access, services
from checkins.forms import FreeExceptionForm, FreeHoursForm
from checkins.queries.free import Week, exceptions_of, weeks_of
from goals.views.steps import fits


@require_http_methods(["GET", "HEAD", "POST"])
def free_hours(request: HttpRequest) -> HttpResponse:
    week = _week(request)
    form = FreeHoursForm(request.POST if request.method == "POST" else None, hours=week.hours)
    if form.is_valid():
        services.say_free_hours(by=request.user, hours=form.hours(), now=clock.now())
        messages.success(request, _("Saved. From now on, times are offered by it."))
        return redirect("checkins:free_hours")
    return _page(request, week, form, FreeExceptionForm())


@require_POST
def add_free_exception(request: HttpRequest) -> HttpResponse:
    form = FreeExceptionForm(request.POST)
    if form.is_valid() and fits(
        form,
        lambda: services.add_free_exception(by=request.user, now=clock.now(), **form.cleaned_data),
    ):
        return redirect("checkins:free_hours")
    week = _week(request)
    return _page(request, week, FreeHoursForm(hours=week.hours), form)


@require_POST
def remove_free_exception(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_free_exception(request.user, pk)
    pressed(request, services.remove_free_exception, exception=found)
    return redirect("checkins:free_hours")


def _week(request: HttpRequest) -> Week:
    return weeks_of([request.user])[request.user.pk]


def _page(
    request: HttpRequest, week: Week, form: FreeHoursForm, exception_form: FreeExceptionForm
) -> HttpResponse:
    context = {
        "week": week,
        "form": form,
        "exception_form": exception_form,
        "exceptions": exceptions_of(request.user, clock.now()),
        "away_form": AwayForm(),
        "away_periods": request.user.away_periods.filter(
            until_on__gte=request.user.local_date(clock.now())
        ),
    }
    refused = form.errors or exception_form.errors
    return render(request, "checkins/free_hours.html", context, status=422 if refused else 200)
