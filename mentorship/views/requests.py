"""Asking somebody, and the answers to that."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from accounts.ratelimit import over_limit
from mentorship import access
from mentorship.forms.requests import AskForm, DeclineForm, InviteForm
from mentorship.models import Enrollment, PairingRequest
from mentorship.queries import requests as queries
from mentorship.queries.choosing import (
    card_of,
    has_asked_enough,
    own_card,
    private_entries,
    suggestions,
)
from mentorship.services import requests as services
from mentorship.services.peer_invitations import A_DAY
from mentorship.services.peer_invitations import invite_peer as invite_a_peer

from .answers import done, form_page, posted, pressed

DAY = 24 * 60 * 60


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    places = queries.own_places(request.user)
    now = clock.now()
    context = {
        "own": queries.own_requests(request.user),
        "looking": queries.looking_places(places),
        "shown": [(place, own_card(place, now)) for place in queries.asked_places(places)],
    }
    return render(request, "mentorship/requests.html", context)


@require_safe
def request(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_request(request.user, pk)
    mine = found.sender.user_id == request.user.pk
    ended = not found.is_open and found.state != PairingRequest.State.ACCEPTED
    context = {
        "found": found,
        "mine": mine,
        "who": found.recipient_name if mine else str(found.sender.user),
        "other": found.recipient.user if mine else found.sender.user,
        "said": queries.state_words(found, request.user),
        "questions": queries.TALK_QUESTIONS if found.is_talk and not ended else [],
        "others": suggestions(found.sender, clock.now()) if mine and ended else [],
        "actions": access.request_actions(request.user, found),
        "readers": access.request_readers(request.user, found),
    }
    return render(request, "mentorship/request.html", context)


# -- Asking --------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def request_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(request, pk, PairingRequest.Kind.PAIRING, services.request_pairing)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(request, pk, PairingRequest.Kind.TALK, services.ask_for_talk)


def _ask(
    request: HttpRequest, pk: int, kind: str, service: Callable[..., PairingRequest]
) -> HttpResponse:
    place, other, fit = access.get_candidate(request.user, pk)
    require("request_pairing", access.asking_actions(place))
    starters = queries.starter_texts(kind)
    form = _ask_form(request, starters)
    if form.is_valid():
        made = done(form, request, service, sender=place, recipient=other, **form.cleaned_data)
        if made:
            messages.success(
                request, _("On its way. %(name)s reads it in a mail.") % {"name": other.user}
            )
            return redirect("mentorship:requests")
    context = {
        "place": place,
        "cohort": place.cohort,
        "program": place.cohort.program,
        "card": card_of(place, other, fit, clock.now(), private=private_entries(place)),
        "is_talk": kind == PairingRequest.Kind.TALK,
        "questions": queries.TALK_QUESTIONS,
        "starters": starters,
        "is_full": not form.is_bound and has_asked_enough(place),
        "readers": [request.user, other.user],
    }
    return form_page(request, "mentorship/ask.html", form, **context)


def _ask_form(request: HttpRequest, starters: list[str]) -> AskForm:
    """Or with a beginning that they chose, below what they have typed already."""
    start = request.POST.get("start") or request.GET.get("start", "")
    if start not in ("1", "2"):
        return AskForm(posted(request))
    typed = request.POST.get("message", "").strip()
    begun = (typed, starters[int(start) - 1])
    return AskForm(initial={"message": "\n\n".join(text for text in begun if text)})


@require_http_methods(["GET", "HEAD", "POST"])
def invite_peer(request: HttpRequest, slug: str) -> HttpResponse:
    place = access.get_place_to_ask_from(request.user, slug, Enrollment.Role.PEER)
    require("invite_peer", access.asking_actions(place))
    form = InviteForm(posted(request))
    if form.is_valid():
        if over_limit("invite_peer", str(request.user.pk), times=A_DAY, seconds=DAY):
            form.add_error(None, _("That is enough for one day. Please go on tomorrow."))
        elif done(form, request, invite_a_peer, sender=place, **form.cleaned_data):
            told = {"name": form.cleaned_data["name"]}
            messages.success(request, _("On its way to %(name)s.") % told)
            return redirect("mentorship:requests")
    context = {"place": place, "cohort": place.cohort, "program": place.cohort.program}
    return form_page(request, "mentorship/invite_peer.html", form, **context)


# -- Answers -------------------------------------------------------------------------------


@require_POST
def accept_request(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_request(request.user, pk)
    require("accept_request", access.request_answers(request.user, found))
    accepted = pressed(request, services.accept_request, asked=found)
    if accepted is None:
        return redirect("mentorship:request", pk)
    if accepted.pairing_id:
        messages.success(request, _("You two are paired. This is your page."))
        return redirect("mentorship:pairing", accepted.pairing_id)
    messages.success(request, _("They hear of your yes, and write to you."))
    return redirect("mentorship:request", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def decline_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Looked at after it has ended, the page says how; pressed twice, it is the same “not now”."""
    found = access.get_request(request.user, pk)
    require("decline_request", access.request_answers(request.user, found))
    if request.method != "POST" and not found.is_open:
        return redirect("mentorship:request", pk)
    form = DeclineForm(posted(request))
    if form.is_valid():
        if pressed(request, services.decline_request, asked=found, **form.cleaned_data) is None:
            return redirect("mentorship:request", pk)
        messages.success(request, _("Thank you for answering. They read “not now”."))
        return redirect("mentorship:requests")
    return form_page(request, "mentorship/decline_request.html", form, found=found)


@require_POST
def withdraw_request(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_request(request.user, pk)
    require("withdraw_request", access.request_answers(request.user, found))
    if pressed(request, services.withdraw_request, asked=found) is None:
        return redirect("mentorship:request", pk)
    messages.success(request, _("Taken back. You can ask somebody else now."))
    return redirect("mentorship:requests")
