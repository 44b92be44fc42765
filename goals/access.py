"""Who may: the one door to goals, promises and consents, and who can see them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from accounts.models import User
from goals.models import Commitment, Consent, Goal, ProgressEntry
from mentorship.models import Pairing, PairingMember

Thing = TypeVar("Thing", bound=Model)
OPEN_PAIRING = (Pairing.State.ACTIVE, Pairing.State.PAUSED)


def _found(queryset: QuerySet[Thing], **by: object) -> Thing:
    """The one visible thing. What you may not see does not exist."""
    thing = queryset.filter(**by).first()
    if thing is None:
        raise Http404
    return thing


def get_goal(user: User, pk: int) -> Goal:
    return _found(Goal.objects.visible_to(user).with_people().prefetch_related("measures"), pk=pk)


def get_commitment(user: User, pk: int) -> Commitment:
    return _found(Commitment.objects.visible_to(user).with_people(), pk=pk)


def get_entry(user: User, pk: int) -> ProgressEntry:
    """A progress entry, with its goal."""
    entries = ProgressEntry.objects.visible_to(user).select_related(
        "goal__owner__enrollment__user", "goal__owner__pairing__cohort__program", "measure"
    )
    return _found(entries, pk=pk)


def get_consent(user: User, pk: int) -> Consent:
    """The owner's alone. Nobody else can learn whether it exists."""
    return _found(Consent.objects.of(user).with_things(), pk=pk)


def members_of(user: User) -> list[PairingMember]:
    """The user's places in pairings that work now: where a goal or promise may be made."""
    places = PairingMember.objects.of(user).active().with_person().order_by("id")
    everybody = PairingMember.objects.select_related("enrollment__user")
    return list(places.prefetch_related(Prefetch("pairing__members", queryset=everybody)))


# -- What may be done ------------------------------------------------------------------------

OWNERS_GOAL = {
    Goal.State.DRAFT: frozenset({"edit", "propose", "log_progress", "achieve", "drop"}),
    Goal.State.PROPOSED: frozenset({"edit", "log_progress", "achieve", "drop"}),
    Goal.State.AGREED: frozenset({"edit", "log_progress", "achieve", "drop"}),
}


def goal_rights(user: User, goal: Goal) -> frozenset[str]:
    """What this person may ever do with this goal, whatever its state. The rest is 403."""
    if goal.owner.enrollment.user_id == user.pk:
        return frozenset({"edit", "propose", "log_progress", "achieve", "drop"})
    return frozenset({"agree"})


def goal_actions(user: User, goal: Goal) -> frozenset[str]:
    """What this person may do with this goal now: what the page offers."""
    if goal.owner.pairing.state not in OPEN_PAIRING:
        return frozenset()
    if goal.owner.enrollment.user_id == user.pk:
        return OWNERS_GOAL.get(Goal.State(goal.state), frozenset())
    return frozenset({"agree"}) if goal.state == Goal.State.PROPOSED else frozenset()


def commitment_rights(user: User, commitment: Commitment) -> frozenset[str]:
    """Only who made a promise answers it."""
    mine = commitment.owner.enrollment.user_id == user.pk
    return frozenset({"answer"}) if mine else frozenset()


def commitment_actions(user: User, commitment: Commitment) -> frozenset[str]:
    open_now = commitment.is_open and commitment.owner.pairing.state in OPEN_PAIRING
    return commitment_rights(user, commitment) if open_now else frozenset()


CONSENT_STEPS = {
    Consent.State.OFFERED: frozenset({"give", "decline"}),
    Consent.State.DECLINED: frozenset({"give"}),
    Consent.State.ACTIVE: frozenset({"change", "pause", "revoke"}),
    Consent.State.PAUSED: frozenset({"change", "resume", "revoke"}),
    Consent.State.REVOKED: frozenset({"give"}),
    Consent.State.EXPIRED: frozenset({"give"}),
}


def consent_actions(user: User, consent: Consent) -> frozenset[str]:
    if consent.person_id != user.pk:
        return frozenset()
    steps = CONSENT_STEPS[Consent.State(consent.state)]
    still = getattr(consent.thing, "is_open", True) and consent.pairing.state in OPEN_PAIRING
    return steps if still else steps - {"give", "change", "resume"}


# -- Who can see it --------------------------------------------------------------------------


def readers(thing: Goal | Commitment | Consent) -> list[User]:
    """The people who can see it, its owner first. No coordinator is ever among them."""
    if isinstance(thing, Consent):
        return [thing.person]
    owner = thing.owner.enrollment.user
    if isinstance(thing, Goal) and thing.shared_at is None:
        return [owner]
    return [owner, *partners(thing.owner)]


def partners(member: PairingMember) -> list[User]:
    """The others of this pairing, while it lasts."""
    if member.pairing.state not in OPEN_PAIRING:
        return []
    others = (other for other in member.pairing.members.all() if other.pk != member.pk)
    return [other.enrollment.user for other in others]
