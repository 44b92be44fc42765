"""The shelf: things worth passing on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.drafts import kept
from goals import access, queries, services
from goals.forms import ShareForm, ShelfForm
from goals.views.steps import fits, status_of, take_step

FORM = ["GET", "POST"]
SHOWN = ("kind", "title", "url", "note", "skip")


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    context = {"shelf": queries.shelf(request.user), "people": access.others_of(request.user)}
    return render(request, "goals/shelf.html", context)


@require_http_methods(FORM)
def add_shelf_item(request: HttpRequest) -> HttpResponse:
    form = ShelfForm(request.POST or None)
    if form.is_valid():
        services.add_shelf_item(
            wish=form.wish(),
            by=request.user,
            now=clock.now(),
            client_token=form.cleaned_data["client_token"],
        )
        messages.success(request, _("It stands on your shelf."))
        return redirect("goals:shelf")
    kept(request, form)
    context = {"form": form, "readers": [request.user]}
    return render(request, "goals/shelf_item.html", context, status=status_of(form))


@require_http_methods(FORM)
def edit_shelf_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = access.get_shelf_item(request.user, pk)
    initial = {name: getattr(item, name) for name in SHOWN}
    form = ShelfForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.edit_shelf_item(item=item, wish=form.wish(), by=request.user, now=clock.now())
        messages.success(request, _("Changed. Whoever has it reads it as it is now."))
        return redirect("goals:shelf")
    kept(request, form)
    readers = [request.user, *access.shelf_readers(item)]
    context = {"form": form, "item": item, "readers": readers}
    return render(request, "goals/shelf_item.html", context, status=status_of(form))


@require_http_methods(FORM)
def share_shelf_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = access.get_shelf_item(request.user, pk)
    people = access.others_of(request.user)
    if not people:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    form = ShareForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid() and fits(
        form,
        lambda: services.share_shelf_item(
            item=item, member=form.member(), by=request.user, now=clock.now()
        ),
    ):
        messages.success(request, _("%(name)s can read it now.") % {"name": form.member().person})
        return redirect("goals:shelf")
    context = {"form": form, "item": item, "people": people}
    return render(request, "goals/share_shelf_item.html", context, status=status_of(form))


@require_POST
def archive_shelf_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = access.get_shelf_item(request.user, pk)
    return take_step(
        request,
        "archive",
        {"archive"},
        lambda: services.archive_shelf_item(item=item, by=request.user, now=clock.now()),
        then=reverse("goals:shelf"),
        told=_("Put away. Who has it keeps it."),
    )
