"""Another rhythm for the pair: proposed, agreed, or not this time."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from checkins import access, services, words
from checkins.forms import RhythmForm
from checkins.queries.rhythm_proposals import rhythm_card
from goals.views.steps import fits, status_of, take_step
from mentorship.rhythm import rhythm_sentence


@require_http_methods(["GET", "HEAD", "POST"])
def propose_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of what is proposed, too: one at a time."""
    place = access.get_place(request.user, pk)
    require("propose_rhythm", access.place_actions(place))
    now, pairing = clock.now(), place.pairing
    form = RhythmForm(
        request.POST if request.method == "POST" else None,
        pairing=pairing,
        person=request.user,
        now=now,
    )
    if form.is_valid() and fits(
        form,
        lambda: services.propose_rhythm(
            pairing=pairing, by=request.user, cadence=form.cadence(), now=now
        ),
    ):
        messages.success(request, _("Proposed. It counts once all of you have said yes."))
        return redirect("checkins:propose_rhythm", pk)
    context = {
        "form": form,
        "card": rhythm_card(request.user, pairing, now),
        "people": words.names(words.others_of(pairing, request.user)),
        "rhythm": rhythm_sentence(pairing),
        "readers": access.pairing_readers(pairing),
        "words": pairing.cohort.program.words,
    }
    return render(request, "checkins/propose_rhythm.html", context, status=status_of(form))


@require_POST
def agree_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Thank you. Once all have agreed, what is planned follows and calendars hear of it.")
    return _answer(request, pk, "agree_rhythm", services.agree_rhythm, told)


@require_POST
def decline_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Your rhythm stays as it is.")
    return _answer(request, pk, "decline_rhythm", services.decline_rhythm, told)


def _answer(
    request: HttpRequest, pk: int, action: str, verb: Callable[..., object], told: str
) -> HttpResponse:
    found = access.get_rhythm_proposal(request.user, pk)
    return take_step(
        request,
        action,
        {"agree_rhythm", "decline_rhythm"},  # of every member
        lambda: verb(proposal=found, by=request.user, now=clock.now()),
        then=reverse("checkins:check_ins"),
        told=told,
    )
