"""The door of consents: the owner’s alone."""

from __future__ import annotations

from accounts.models import User
from goals.models import Consent

from .doors import found


def get_consent(user: User, pk: int) -> Consent:
    """The owner's alone. Nobody else can learn whether it exists."""
    return found(Consent.objects.of(user).with_programs(), pk=pk)


CONSENT_STEPS = {
    Consent.State.OFFERED: frozenset({"give", "decline"}),
    Consent.State.DECLINED: frozenset({"give"}),
    Consent.State.ACTIVE: frozenset({"change", "pause", "revoke"}),
    Consent.State.PAUSED: frozenset({"change", "resume", "revoke"}),
    Consent.State.REVOKED: frozenset({"give"}),
    Consent.State.EXPIRED: frozenset({"give", "decline"}),
}


def consent_actions(user: User, consent: Consent) -> frozenset[str]:
    if consent.person_id != user.pk:
        return frozenset()
    steps = CONSENT_STEPS[Consent.State(consent.state)]
    still = getattr(consent.thing, "is_open", True) and consent.pairing.holds_seats
    return steps if still else steps - {"give", "change", "resume"}
