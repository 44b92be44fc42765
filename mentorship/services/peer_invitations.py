"""Asking somebody who is not in the cohort yet: one mail, one yes, and they work together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_messages
from mentorship.models import Enrollment, PairingRequest
from mentorship.queries.choosing import candidates_of, fit_of, may_invite

from .new_accounts import account_facts, account_of
from .request_endings import request_mail
from .requests import check_sender, written_down

State, Origin = Enrollment.State, Enrollment.Origin
A_DAY = 5  # invitations by one person


@transaction.atomic
def invite_peer(
    *, sender: Enrollment, by: User, now: datetime, name: str, email: str, message: str = ""
) -> PairingRequest:
    """What the sender sees is the same whoever it is: nobody learns from this who has an account,
    who is in the cohort, who works with somebody, or who said no before."""
    sender = check_sender(sender, now)
    email = email.strip().lower()
    if not may_invite(sender):
        raise DomainError(_("In this cohort nobody can be invited by others."))
    if email == sender.user.email:
        raise DomainError(_("This is your own address. Whom would you like to work with?"))
    guest = _place_of(email, name, sender, now)
    _check_not_twice(sender, guest)
    request = written_down(
        sender=sender,
        recipient=guest,
        kind=PairingRequest.Kind.PAIRING,
        message=message.strip(),
        invited_as=name.strip(),
        silent=not _may_be_written_to(sender, guest),
        created_at=now,
    )
    if not request.silent:
        new = guest.state == State.INVITED
        kind = "peer_invitation" if new else "request_received"
        queue_messages([request_mail(kind, request, guest.user, now)])
    record(by=by, verb="request.invite_peer", about=request, scope=request.scope, now=now)
    return request


def _place_of(email: str, name: str, sender: Enrollment, now: datetime) -> Enrollment:
    """Their place as a peer in this cohort: the one there is, or a new one to be answered."""
    zone, language = sender.user.zone, sender.user.language  # the inviter’s, until they say
    facts = account_facts(sender.cohort.program, name=name, now=now, zone=zone, language=language)
    person = account_of(email, facts)
    place, _made = Enrollment.objects.select_related("user").get_or_create(
        cohort=sender.cohort,
        user=person,
        role=Enrollment.Role.PEER,
        defaults={
            "state": State.INVITED,
            "origin": Origin.INVITATION,
            "entered_by": sender.user,
            "created_at": now,
        },
    )
    if _lapsed(place):
        place.state, place.entered_by = State.INVITED, sender.user
        place.save(update_fields=["state", "entered_by"])
    return place


def _lapsed(place: Enrollment) -> bool:
    """Invited by somebody before, and never answered: neither yes nor no."""
    return (
        place.state == State.WITHDRAWN
        and place.origin == Origin.INVITATION
        and place.answered_at is None
    )


def _check_not_twice(sender: Enrollment, guest: Enrollment) -> None:
    between = PairingRequest.objects.open()
    if between.filter(sender=sender, recipient=guest).exists():
        raise DomainError(_("You have asked them already. They have not answered yet."))
    theirs = between.filter(sender=guest, recipient=sender)
    if theirs.shown().exists():
        raise DomainError(_("They have asked you already. You find it among your requests."))
    if theirs.exists():
        raise DomainError(_("They cannot be asked at the moment. Choose somebody else."))


def _may_be_written_to(sender: Enrollment, guest: Enrollment) -> bool:
    """Not who said no, works with somebody, waits for approval, or is kept apart by a rule."""
    if not guest.user.is_active:
        return False
    if guest.state == State.INVITED:
        return True
    return candidates_of(sender).filter(pk=guest.pk).exists() and fit_of(sender, guest) is not None
