"""How I like to be asked, and each decision about it. All of it is the reader's own."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from goals import access, queries, services, words
from goals.forms import AskingForm, PauseForm, TermsForm
from goals.models import Commitment, Consent, Goal
from goals.views.steps import fits, status_of, take_step, way_back
from goals.wishes import Terms

EVER = frozenset({"give", "decline", "pause", "resume", "revoke", "change"})


@require_http_methods(["GET", "POST"])
def asking(request: HttpRequest) -> HttpResponse:
    style = queries.asking_style(request.user)
    form = AskingForm(request.POST or None, initial=asdict(queries.asking_wish(style)))
    if form.is_valid() and fits(
        form,
        lambda: services.say_how_to_ask(by=request.user, now=clock.now(), wish=form.wish()),
    ):
        messages.success(
            request, _("Thank you. From now on we ask like this, and only if you say yes.")
        )
        return redirect(way_back(request, reverse("goals:consents")))
    context = {"form": form, "style": style, "readers": [request.user]}
    return render(request, "goals/asking.html", context, status=status_of(form))


@require_GET
def asking_aloud(request: HttpRequest) -> HttpResponse:
    """What the reader said in private, as sentences to say aloud; a page, or a part of another."""
    style = queries.asking_style(request.user)
    context = {"style": style, "sentences": words.aloud(style), "readers": [request.user]}
    template = "goals/asking_aloud.html" + ("#sentences" if request.htmx else "")
    return render(request, template, context)


@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": queries.all_cards(request.user, clock.now()),
        "style": queries.asking_style(request.user),
        "readers": [request.user],
    }
    return render(request, "goals/consents.html", context)


@require_POST
def give_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = access.get_consent(request.user, pk)
    return take_step(
        request,
        "give",
        EVER,
        lambda: services.give_consent(consent=consent, by=request.user, now=clock.now()),
        then=thing_url(consent),
        told=_("We will ask you, as you said. You can change or stop it any time."),
    )


@require_POST
def decline_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = access.get_consent(request.user, pk)
    return take_step(
        request,
        "decline",
        EVER,
        lambda: services.decline_consent(consent=consent, by=request.user, now=clock.now()),
        then=thing_url(consent),
        told=_("Fine. No mail about this one."),
    )


@require_POST
def pause_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = access.get_consent(request.user, pk)
    form = PauseForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    return take_step(
        request,
        "pause",
        EVER,
        lambda: services.pause_consent(
            consent=consent, by=request.user, now=clock.now(), until=until
        ),
        then=reverse("goals:consents"),
        told=_("Paused. Nothing comes until you say so."),
    )


@require_POST
def resume_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = access.get_consent(request.user, pk)
    return take_step(
        request,
        "resume",
        EVER,
        lambda: services.resume_consent(consent=consent, by=request.user, now=clock.now()),
        then=reverse("goals:consents"),
        told=_("We go on asking, as you said."),
    )


@require_POST
def revoke_consent(request: HttpRequest, pk: int) -> HttpResponse:
    consent = access.get_consent(request.user, pk)
    return take_step(
        request,
        "revoke",
        EVER,
        lambda: services.revoke_consent(consent=consent, by=request.user, now=clock.now()),
        then=reverse("goals:consents"),
        told=_("Stopped. No more mail about this one."),
    )


@require_http_methods(["GET", "POST"])
def change_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Before a yes: say how, and yes. After it: a new version of how."""
    now = clock.now()
    consent = access.get_consent(request.user, pk)
    actions = access.consent_actions(request.user, consent)
    given = "change" in actions
    if not given:
        require("give", actions)
    [card] = queries.consent_cards(request.user, [consent], now, ahead=True)
    form = TermsForm(request.POST or None, initial=asdict(card.terms))
    if form.is_valid() and fits(
        form, lambda: _say(request, consent, form.terms(card.terms), given)
    ):
        messages.success(request, _("This is how we will ask you about it."))
        return redirect(way_back(request, thing_url(consent)))
    # Once its day has come a promise may have been asked about; then only the form is true.
    ahead = not given or card.is_goal or card.due_on is None
    ahead = ahead or card.due_on > request.user.local_date(now)
    context = {"form": form, "card": card, "given": given, "ahead": ahead}
    context["readers"] = access.readers(consent)
    return render(request, "goals/change_consent.html", context, status=status_of(form))


def _say(request: HttpRequest, consent: Consent, terms: Terms, given: bool) -> Consent:
    verb = services.change_consent if given else services.give_consent
    return verb(consent=consent, by=request.user, now=clock.now(), terms=terms)


def thing_url(consent: Consent) -> str:
    if isinstance(consent.thing, Goal):
        return reverse("goals:goal", args=[consent.thing.pk])
    if isinstance(consent.thing, Commitment):
        return reverse("goals:commitment", args=[consent.thing.pk])
    return reverse("goals:consents")
