"""Making a promise easier to keep: smaller ones, another moment, an hour in the calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from accounts.links import page_url
from goals import access, hour, services
from goals.forms import CueForm, HourForm, SplitForms, a_good_hour
from goals.models import Commitment
from goals.views.steps import fits, status_of


def _open_promise(request: HttpRequest, pk: int, action: str) -> tuple[Commitment, bool]:
    promise = access.get_commitment(request.user, pk)
    require(action, access.commitment_rights(request.user, promise))
    return promise, action in access.commitment_actions(request.user, promise)


def _over(request: HttpRequest, promise: Commitment) -> HttpResponse:
    messages.info(request, _("This promise is over already, so it stays as it is."))
    return redirect("goals:commitment", promise.pk)


@require_http_methods(["GET", "POST"])
def split_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    promise, is_open = _open_promise(request, pk, "split")
    if not is_open:
        return _over(request, promise)
    forms = SplitForms(request.POST or None, today=request.user.local_date(now))
    kept(request, forms.whole, *forms.parts)
    if forms.whole.is_bound and forms.is_valid():
        wish = forms.wishes()
        if fits(
            forms.whole,
            lambda: services.split_commitment(commitment=promise, by=request.user, now=now, **wish),
        ):
            messages.success(request, _("Smaller steps, each with its own day."))
            return redirect("goals:commitment", promise.pk)
    context = {"promise": promise, "forms": forms, "readers": access.readers(promise)}
    return render(request, "goals/split_commitment.html", context, status=status_of(forms.whole))


@require_http_methods(["GET", "POST"])
def replan_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    promise, is_open = _open_promise(request, pk, "replan")
    if not is_open:
        return _over(request, promise)
    form = CueForm(request.POST or None, initial={"cue": promise.cue})
    if request.method == "POST" and not form.is_bound:
        form = CueForm({})
    kept(request, form)
    if form.is_valid() and fits(
        form,
        lambda: services.replan_commitment(
            commitment=promise, by=request.user, now=clock.now(), cue=form.cleaned_data["cue"]
        ),
    ):
        messages.success(request, _("Planned anew. The old line stays readable below."))
        return redirect("goals:commitment", promise.pk)
    context = {"promise": promise, "form": form, "readers": access.readers(promise)}
    return render(request, "goals/replan_commitment.html", context, status=status_of(form))


@require_http_methods(["GET"])
def block_hour(request: HttpRequest, pk: int) -> HttpResponse:
    """Without a day: the page that asks for one. With it: the file. Nothing is kept here."""
    now = clock.now()
    promise, is_open = _open_promise(request, pk, "block_hour")
    if not is_open:
        return _over(request, promise)
    chosen = request.GET if {"day", "at"} & set(request.GET) else None
    initial = a_good_hour(request.user, now)
    form = HourForm(chosen, person=request.user, now=now, initial=initial)
    if form.is_valid():
        return _file(promise, form, now)
    context = {"promise": promise, "form": form, "readers": [request.user]}
    return render(request, "goals/block_hour.html", context, status=status_of(form))


def _file(promise: Commitment, form: HourForm, now: object) -> HttpResponse:
    starts_at = form.cleaned_data["starts_at"]
    host = urlsplit(settings.SITE_URL).hostname
    entry = hour.Hour(
        uid=f"hour-{promise.pk}-{starts_at:%Y%m%dT%H%M}@{host}",
        starts_at=starts_at,
        title=_("An hour for myself"),
        url=page_url("goals:commitment", promise.pk),
    )
    response = HttpResponse(hour.render(entry, now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="one-hour.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
