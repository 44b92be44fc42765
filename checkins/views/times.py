"""Proposing times for a check-in, and choosing one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from checkins import access, services, words
from checkins.forms import PickTimeForm, ProposeTimesForm
from checkins.forms.parts import USUAL_MINUTES
from checkins.models import CheckIn, TimeProposal
from checkins.queries.free import times_for_all
from checkins.queries.times import proposed_by_another, times_card
from goals.views.steps import fits, status_of, take_step
from mentorship.models import Pairing


def to_pick(request: HttpRequest, check_in: CheckIn, now: datetime) -> dict[str, Any]:
    """What the page of a check-in shows of times that are proposed for it."""
    card = times_card(request.user, check_in, now)
    if card is None or not card.waits_for_me:
        return {"card": card}
    form = PickTimeForm(proposal=card.proposal, person=request.user, now=now)
    return {"card": card, "pick_form": form}


@require_http_methods(["GET", "HEAD", "POST"])
def propose_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A first one, or a further one."""
    place = access.get_place(request.user, pk)
    require("propose_check_in", access.place_actions(place))

    def step(form: ProposeTimesForm, now: datetime) -> TimeProposal:
        return services.propose_check_in(
            pairing=place.pairing, by=request.user, now=now, **form.wishes()
        )

    return _propose(request, place.pairing, None, step)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_times(request: HttpRequest, pk: int) -> HttpResponse:
    """For one that is planned and to be moved, or to which the others said that none suits."""
    found = access.get_check_in(request.user, pk)
    if "propose_times" not in access.check_in_actions(request.user, found, clock.now()):
        messages.warning(request, _("This can no longer be moved."))
        return redirect("checkins:check_in", pk)

    def step(form: ProposeTimesForm, now: datetime) -> TimeProposal:
        return services.propose_times(check_in=found, by=request.user, now=now, **form.wishes())

    return _propose(request, found.pairing, found, step)


def _propose(
    request: HttpRequest,
    pairing: Pairing,
    check_in: CheckIn | None,
    step: Callable[[ProposeTimesForm, datetime], TimeProposal],
) -> HttpResponse:
    now, user = clock.now(), request.user
    minutes = check_in.minutes if check_in else USUAL_MINUTES
    others = words.others_of(pairing, user)
    form = ProposeTimesForm(
        request.POST if request.method == "POST" else None,
        person=user,
        pairing=pairing,
        offered=times_for_all(user, pairing, now, minutes=minutes, moved=check_in),
        of=check_in,
    )
    made: list[TimeProposal] = []
    if form.is_valid() and fits(form, lambda: made.append(step(form, now))):
        messages.success(request, _("Proposed. One mail is on its way, with a button for each."))
        return redirect("checkins:check_in", made[0].check_in_id)
    context = {
        "form": form,
        "pairing": pairing,
        "check_in": check_in,
        "theirs": proposed_by_another(user, check_in) if check_in else "",
        "when": words.when(user, check_in.starts_at) if check_in else "",
        "people": words.names(others),
        "others": others,
        "readers": access.pairing_readers(pairing),
        "words": pairing.cohort.program.words,
    }
    return render(request, "checkins/propose_times.html", context, status=status_of(form))


@require_POST
def pick_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Bound to the very times that were read."""
    now, found = clock.now(), access.get_time_proposal(request.user, pk)
    require("pick_time", access.time_proposal_rights(request.user, found))
    form = PickTimeForm(request.POST, proposal=found, person=request.user, now=now)
    page = reverse("checkins:check_in", args=[found.check_in_id])
    if not form.is_valid():
        messages.warning(request, _("Choose a time, or say that none of them suits."))
        return redirect(page)
    return take_step(
        request,
        "pick_time",
        {"pick_time"},
        lambda: services.pick_time(proposal=found, by=request.user, times=form.picked(), now=now),
        then=page,
        told=_("Thank you. As soon as all of you have a time, every calendar hears of it."),
    )


@require_POST
def decline_times(request: HttpRequest, pk: int) -> HttpResponse:
    """On to proposing others, which is an offer and no duty."""
    found = access.get_time_proposal(request.user, pk)
    return take_step(
        request,
        "decline_times",
        access.time_proposal_rights(request.user, found),
        lambda: services.decline_times(proposal=found, by=request.user, now=clock.now()),
        then=reverse("checkins:propose_times", args=[found.check_in_id]),
        told=_("Noted, and nobody is asked why. Would you like to propose others?"),
    )


@require_POST
def withdraw_times(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_time_proposal(request.user, pk)
    return take_step(
        request,
        "withdraw_times",
        access.time_proposal_rights(request.user, found),
        lambda: services.withdraw_times(proposal=found, by=request.user, now=clock.now()),
        then=reverse("checkins:check_in", args=[found.check_in_id]),
        told=_("Taken back."),
    )
