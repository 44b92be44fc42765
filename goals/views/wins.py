"""Pages of wins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from goals import access, queries, services
from goals.forms import WinForm
from goals.views.paging import key
from goals.views.steps import fits, status_of, take_step


@require_GET
def wins(request: HttpRequest) -> HttpResponse:
    places = access.members_of(request.user)
    context = {
        "page": queries.win_page(request.user, clock.now(), key(request, "before")),
        "form": WinForm(places=places) if places else None,
        "first_page": "before" not in request.GET,
        "partners": [person for place in places for person in access.partners(place)],
    }
    return render(request, "goals/wins.html", context)


@require_http_methods(["GET", "POST"])
def add_win(request: HttpRequest) -> HttpResponse:
    now, places = clock.now(), access.members_of(request.user)
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    form = WinForm(request.POST or None, places=places)
    if form.is_valid() and fits(
        form,
        lambda: services.add_win(owner=form.owner(), by=request.user, now=now, **form.said()),
    ):
        messages.success(request, _("Written down. Small ones count."))
        return redirect("goals:wins")
    partners = [person for place in places for person in access.partners(place)]
    context = {"form": form, "partners": partners}
    return render(request, "goals/add_win.html", context, status=status_of(form))


@require_POST
def cheer_win(request: HttpRequest, pk: int) -> HttpResponse:
    win = access.get_win(request.user, pk)
    return take_step(
        request,
        "cheer",
        access.win_rights(request.user, win),
        lambda: services.cheer_win(win=win, by=request.user, now=clock.now()),
        then=reverse("goals:wins"),
        told=_("%(name)s will see that you cheered.") % {"name": win.person.short_name},
    )


@require_POST
def hide_win(request: HttpRequest, pk: int) -> HttpResponse:
    win = access.get_win(request.user, pk)
    return take_step(
        request,
        "hide",
        access.win_rights(request.user, win),
        lambda: services.hide_win(win=win, by=request.user, now=clock.now()),
        then=reverse("goals:wins"),
        told=_("Hidden. It stays written down, and you can show it again."),
    )


@require_POST
def show_win(request: HttpRequest, pk: int) -> HttpResponse:
    win = access.get_win(request.user, pk)
    return take_step(
        request,
        "show",
        access.win_rights(request.user, win),
        lambda: services.show_win(win=win, by=request.user, now=clock.now()),
        then=reverse("goals:wins"),
        told=_("Shown again, to the same people as before."),
    )
