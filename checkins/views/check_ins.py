"""The list of check-ins, one of them, and what a member may do with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from checkins import access, services, words
from checkins.forms import CancelForm, LogCheckInForm, MoveForm, as_planned
from checkins.models import CheckIn
from checkins.queries import check_ins as queries
from checkins.views.paging import key
from checkins.views.practice import to_practice
from checkins.views.times import to_pick
from goals.views.steps import fits, status_of, take_step
from goals.words import EITHER_WAY

# Every member may press every button; what cannot be done now is refused with a sentence.
MEMBERS = frozenset({"skip_check_in", "cancel_check_in", "keep_check_in"})


@require_safe
def check_ins(request: HttpRequest) -> HttpResponse:
    page = queries.check_in_lists(request.user, clock.now(), before=key(request, "before"))
    return render(request, "checkins/check_ins.html", {"page": page})


@require_safe
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_check_in(request.user, pk)
    page = queries.check_in_page(request.user, found, now)
    context = {
        "page": page,
        **to_pick(request, found, now),
        "actions": access.check_in_actions(request.user, found, now),
        "readers": access.readers(found),
        "may_write": found.pairing.holds_seats,
        "either_way": EITHER_WAY,
        "others_promised": queries.others_promised(request.user, page.promises),
        "words": found.words,
        "cancel_form": CancelForm(),
        **to_practice(request, found),
    }
    return render(request, "checkins/check_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_check_in(request.user, pk)
    if "move_check_in" not in access.check_in_actions(request.user, found, now):
        messages.warning(request, _("This can no longer be moved."))
        return redirect("checkins:check_in", pk)
    form = MoveForm(
        request.POST or None,
        initial=as_planned(found, request.user),
        person=request.user,
        pairing=found.pairing,
        minutes=found.minutes,
    )
    if form.is_valid() and fits(
        form,
        lambda: services.move_check_in(
            check_in=found,
            by=request.user,
            starts_at=form.starts_at(),
            line=form.cleaned_data["line"],
            now=now,
        ),
    ):
        messages.success(request, _("Moved. Every calendar hears of it."))
        return redirect("checkins:check_in", pk)
    context = {
        "form": form,
        "page": queries.check_in_page(request.user, found, now),
        "readers": access.readers(found),
    }
    return render(request, "checkins/move_check_in.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def log_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One that took place elsewhere, and on to writing down what stays of it."""
    place = access.get_place(request.user, pk)
    require("log_check_in", access.place_actions(place))
    now = clock.now()
    form = LogCheckInForm(
        request.POST if request.method == "POST" else None,
        initial={"on": request.user.local_date(now)},
    )
    logged: list[CheckIn] = []
    if form.is_valid() and fits(
        form,
        lambda: logged.append(
            services.log_check_in(
                pairing=place.pairing, by=request.user, now=now, **form.cleaned_data
            )
        ),
    ):
        messages.success(request, _("Written down. What stays of it?"))
        return redirect("checkins:close_out_check_in", logged[0].pk)
    context = {
        "form": form,
        "people": words.names(words.others_of(place.pairing, request.user)),
        "readers": access.pairing_readers(place.pairing),
        "words": place.pairing.cohort.program.words,
    }
    return render(request, "checkins/log_check_in.html", context, status=status_of(form))


@require_POST
def skip_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_check_in(request.user, pk)
    return take_step(
        request,
        "skip_check_in",
        MEMBERS,
        lambda: services.skip_check_in(check_in=found, by=request.user, now=clock.now()),
        then=reverse("checkins:check_in", args=[pk]),
        told=_("Noted. It happens; the next one stays as planned."),
    )


@require_POST
def cancel_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_check_in(request.user, pk)
    form = CancelForm(request.POST)
    line = form.cleaned_data["line"] if form.is_valid() else ""
    return take_step(
        request,
        "cancel_check_in",
        MEMBERS,
        lambda: services.cancel_check_in(
            check_in=found, by=request.user, line=line, now=clock.now()
        ),
        then=reverse("checkins:check_in", args=[pk]),
        told=_("Canceled. Every calendar hears of it, and the next one stays as planned."),
    )


@require_POST
def keep_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_check_in(request.user, pk)
    return take_step(
        request,
        "keep_check_in",
        MEMBERS,
        lambda: services.keep_check_in(check_in=found, by=request.user, now=clock.now()),
        then=reverse("checkins:check_in", args=[pk]),
        told=_("It stays as planned."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan_instead(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    off_day = access.get_off_day(request.user, pk)
    local = request.user.local(off_day.starts_at)
    form = MoveForm(
        request.POST or None,
        initial={"at": local.time()},
        person=request.user,
        pairing=off_day.pairing,
    )
    if form.is_valid() and fits(
        form,
        lambda: services.plan_instead(
            off_day=off_day,
            by=request.user,
            starts_at=form.starts_at(),
            line=form.cleaned_data["line"],
            now=now,
        ),
    ):
        messages.success(request, _("Planned. It comes to each calendar in good time."))
        return redirect("checkins:check_ins")
    context = {
        "form": form,
        "page": queries.off_day_page(request.user, off_day),
        "readers": access.pairing_readers(off_day.pairing),
    }
    return render(request, "checkins/plan_instead.html", context, status=status_of(form))
