"""Two people have said yes to each other: their pairing is made and published at once."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Enrollment, Pairing, PairingMember, PairingRequest
from mentorship.queries.choosing import fit_of
from mentorship.queries.matchmaking import stored_points

from .pairings import publish_pairings


def pair_up(request: PairingRequest, by: User, now: datetime) -> Pairing:
    """Publishes their pairing, or says why it cannot be. The caller holds the cohort."""
    sender, recipient = request.sender, request.recipient
    for place in (sender, recipient):
        place.refresh_from_db(fields=["seats_taken", "capacity", "state"])
    _check_room(request, by)
    # Nobody can read of a rule that came up since; a yes of both is no reason to break it.
    fit = fit_of(sender, recipient)
    if fit is None:
        raise DomainError(
            _("You two cannot be paired in this cohort at the moment. Your program can say more.")
        )
    pairing = Pairing.objects.create(
        cohort=request.cohort,
        chosen=True,
        score=fit.score,
        parts=fit.parts,
        points=stored_points(fit.parts),
        created_at=now,
    )
    for place in (sender, recipient):
        PairingMember.objects.create(pairing=pairing, enrollment=place, role=place.role)
    outcome = publish_pairings(cohort=request.cohort, by=by, now=now, only=[pairing.pk])
    if outcome.held_back:
        raise DomainError(outcome.held_back[0][1])
    for place in (sender, recipient):
        _drop_drafts_beyond_room(place)
    return outcome.pairings[0]


def _check_room(request: PairingRequest, by: User) -> None:
    if request.sender.seats_taken >= request.sender.capacity:
        raise DomainError(
            _("%(name)s has found somebody in the meantime.")
            % {"name": request.sender.user.short_name}
        )
    if request.recipient.seats_taken >= request.recipient.capacity:
        raise DomainError(_("Your last place went to somebody else, so this request has ended."))


def _drop_drafts_beyond_room(place: Enrollment) -> None:
    """A yes of both counts more than a proposal nobody has read: the weakest drafts give way,
    those made by hand or locked last."""
    place.refresh_from_db(fields=["seats_taken"])
    drafts = list(
        Pairing.objects.proposed()
        .with_enrollment(place)
        .order_by("locked", "by_hand", "score", "pk")
    )
    beyond = len(drafts) - (place.capacity - place.seats_taken)
    if beyond > 0:
        Pairing.objects.filter(pk__in=[draft.pk for draft in drafts[:beyond]]).delete()
