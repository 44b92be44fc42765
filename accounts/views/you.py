"""A person's own page: settings, days away, which mails come and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import get_away
from accounts.errors import DomainError
from accounts.forms import AwayForm, SettingsForm, zone_choices
from accounts.models import User
from accounts.queries import own_messages, streams_of
from accounts.services import answers, people, suppressions

from .refusals import done, pressed, way_back


def you(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = User.objects.get(pk=request.user.pk)
        people.update_settings(person=person, by=request.user, now=clock.now(), **form.facts())
        messages.success(request, _("Saved."))
        return redirect("accounts:you")
    return _page(request, form, AwayForm(), status=422 if request.method == "POST" else 200)


def _page(request: HttpRequest, form: SettingsForm, away: AwayForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "away_form": away,
        "away_periods": request.user.away_periods.all(),
        "streams": streams_of(request.user),
        "zones": zone_choices(),
    }
    return render(request, "accounts/you.html", context, status=status)


@require_POST
def add_away(request: HttpRequest) -> HttpResponse:
    form = AwayForm(request.POST)
    if form.is_valid() and done(
        form, request, people.add_away, person=request.user, **form.cleaned_data
    ):
        return redirect(way_back(request, reverse("accounts:you")))
    return _page(request, SettingsForm(instance=request.user), form, status=422)


@require_POST
def remove_away(request: HttpRequest, pk: int) -> HttpResponse:
    away = get_away(request.user, pk)
    pressed(request, people.remove_away, away=away)
    return redirect(way_back(request, reverse("accounts:you")))


@require_safe
def own_mail(request: HttpRequest) -> HttpResponse:
    page = own_messages(request.user, request.GET.get("before"))
    return render(request, "accounts/own_messages.html", {"page": page})


@require_POST
def switch_mail(request: HttpRequest) -> HttpResponse:
    """Switches one stream of mails off or on: stream=…, to=off|on."""
    on = request.POST.get("to") == "on"
    verb = answers.switch_mail_on if on else answers.switch_mail_off
    try:
        verb(
            person=request.user,
            stream=request.POST.get("stream", ""),
            by=request.user,
            now=clock.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:you")


@require_POST
def write_again(request: HttpRequest) -> HttpResponse:
    pressed(request, suppressions.write_again, person=request.user)
    return redirect("accounts:you")
