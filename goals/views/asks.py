"""Asking for something between check-ins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from goals import access, queries, services, words
from goals.forms import AnswerAskForm, AskForm
from goals.models import ShelfItem
from goals.views.steps import fits, status_of, take_step

FORM = ["GET", "POST"]


@require_GET
def asks(request: HttpRequest) -> HttpResponse:
    context = {"page": queries.ask_page(request.user), "people": access.others_of(request.user)}
    return render(request, "goals/asks.html", context)


@require_http_methods(FORM)
def write_ask(request: HttpRequest) -> HttpResponse:
    people = access.others_of(request.user)
    if not people:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    kind, text = words.starter(request.GET.get("starter", ""))
    initial = {"kind": kind, "text": text or request.GET.get("text", "")}
    form = AskForm(request.POST or None, people=people, initial=initial)
    if form.is_valid():
        to = form.member()
        wish = {name: form.cleaned_data[name] for name in ("kind", "text", "client_token")}
        if fits(
            form,
            lambda: services.write_ask(to=to, by=request.user, now=clock.now(), **wish),
        ):
            messages.success(request, _("%(name)s can read it now.") % {"name": to.person})
            return redirect("goals:asks")
    kept(request, form)
    readers = [request.user, *(member.person for member in people[:1] if len(people) == 1)]
    context = {"form": form, "starters": words.STARTERS, "readers": readers, "people": people}
    return render(request, "goals/write_ask.html", context, status=status_of(form))


@require_http_methods(FORM)
def answer_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one ask, for both; the form on it for who is asked."""
    ask = access.get_ask(request.user, pk)
    if request.method == "POST":
        require("answer", access.ask_rights(request.user, ask))
    form = AnswerAskForm(request.POST or None, items=ShelfItem.objects.of(request.user).kept())
    if form.is_valid() and fits(
        form,
        lambda: services.answer_ask(ask=ask, by=request.user, now=clock.now(), **form.said()),
    ):
        told = {"name": ask.asker.person.short_name}
        messages.success(request, _("%(name)s can read your answer.") % told)
        return redirect("goals:asks")
    kept(request, form)
    context = {
        "ask": ask,
        "form": form,
        "actions": access.ask_actions(request.user, ask),
        "readers": access.ask_readers(ask),
    }
    return render(request, "goals/answer_ask.html", context, status=status_of(form))


@require_POST
def withdraw_ask(request: HttpRequest, pk: int) -> HttpResponse:
    ask = access.get_ask(request.user, pk)
    return take_step(
        request,
        "withdraw",
        access.ask_rights(request.user, ask),
        lambda: services.withdraw_ask(ask=ask, by=request.user, now=clock.now()),
        then=reverse("goals:asks"),
        told=_("Taken back. It needs no answer any more."),
    )
