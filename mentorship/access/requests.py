"""Who may look around, whom they may ask, and who reads a request."""

from __future__ import annotations

from django.http import Http404

from accounts.models import User
from mentorship.models import Enrollment, PairingRequest
from mentorship.queries.choosing import (
    ASKS,
    Fit,
    fit_of,
    has_ended,
    is_looking,
    may_choose,
    may_invite,
)

from .places import found

State = PairingRequest.State


def get_place_to_ask_from(user: User, slug: str, role: str) -> Enrollment:
    """One's own place in a cohort in which people of that role look around or invite."""
    places = Enrollment.objects.of(user).accepted().select_related("cohort__program", "user")
    place = found(places, cohort__slug=slug, role=role)
    if not (may_choose(place) or may_invite(place)):
        raise Http404
    return place


def asking_actions(place: Enrollment) -> frozenset[str]:
    """What somebody may do at their own place now. Who works with somebody needs nobody else, nor
    does who worked with somebody and has not asked for somebody else."""
    actions: set[str] = set()
    if place.seats_taken or not place.cohort.may_change or has_ended(place):
        return frozenset(actions)
    if may_choose(place):
        actions |= {"request_pairing", "ask_for_talk"}
    if may_invite(place):
        actions.add("invite_peer")
    return frozenset(actions)


def get_candidate(user: User, pk: int) -> tuple[Enrollment, Enrollment, Fit | None]:
    """One's own place, somebody of that cohort whom one could ask there, and why the two might fit
    (None for who is not looking). Whoever must not be paired with the reader does not exist for
    them, and nothing tells why."""
    others = Enrollment.objects.accepted().exclude(user=user).select_related("user")
    other = found(others, pk=pk, role__in=ASKS.values())
    roles = [asking for asking, asked in ASKS.items() if asked == other.role]
    places = Enrollment.objects.of(user).accepted().select_related("cohort__program", "user")
    place = found(places, cohort=other.cohort_id, role__in=roles)
    looking = is_looking(place)
    fit = fit_of(place, other) if looking else None
    if not may_choose(place) or (looking and fit is None):
        raise Http404
    return place, other, fit


def get_request(user: User, pk: int) -> PairingRequest:
    return found(PairingRequest.objects.of(user).with_people(), pk=pk)


def request_actions(user: User, request: PairingRequest) -> frozenset[str]:
    mine = request.sender.user_id == user.pk
    if request.cohort.program.state == "archived":
        return frozenset()
    if request.is_open:
        return request_answers(user, request)
    talked = request.is_talk and request.state == State.ACCEPTED
    if talked and mine and is_looking(request.sender):
        return frozenset({"request_pairing"})
    return frozenset()


def request_answers(user: User, request: PairingRequest) -> frozenset[str]:
    """What somebody may press on a page of theirs, however old it is by now: whether it can still
    be done is the service's answer."""
    if request.cohort.program.state == "archived":
        return frozenset()
    if request.sender.user_id == user.pk:
        return frozenset({"withdraw_request"})
    return frozenset({"accept_request", "decline_request"})


def request_readers(user: User, request: PairingRequest) -> list[object]:
    """The two alone. Whoever was invited is named as their friend named them."""
    if request.sender.user_id == user.pk:
        return [user, request.recipient_name]
    return [user, request.sender.user]
