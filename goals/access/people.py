"""Places and people: where something may be made, and who reads it."""

from __future__ import annotations

from django.db.models import Prefetch

from accounts.models import User
from goals.models import Commitment, Consent, Goal, Plan, Win
from mentorship.models import PairingMember


def members_of(user: User) -> list[PairingMember]:
    """The user's places in pairings that work now: where a goal or promise may be made."""
    places = PairingMember.objects.of(user).active().with_person().order_by("id")
    everybody = PairingMember.objects.select_related("enrollment__user")
    return list(places.prefetch_related(Prefetch("pairing__members", queryset=everybody)))


def others_of(user: User) -> list[PairingMember]:
    """The people one works with now, by name: whom one may ask and share with."""
    own = PairingMember.objects.of(user).active().values("pairing")
    others = PairingMember.objects.filter(pairing__in=own).exclude(enrollment__user=user)
    return list(others.with_person().order_by("enrollment__user__name", "id"))


def readers(thing: Commitment | Consent | Goal | Plan | Win) -> list[User]:
    """The people who can see it, its owner first. No coordinator is ever among them."""
    if isinstance(thing, Consent):
        return [thing.person]
    owner = thing.owner.enrollment.user
    if isinstance(thing, Goal | Plan) and thing.shared_at is None:
        return [owner]
    if isinstance(thing, Win) and (thing.hidden_at is not None or not thing.is_shared):
        return [owner]
    return [owner, *partners(thing.owner)]


def partners(member: PairingMember) -> list[User]:
    """The others of this pairing, while it lasts."""
    if not member.pairing.holds_seats:
        return []
    others = (other for other in member.pairing.members.all() if other.pk != member.pk)
    return [other.enrollment.user for other in others]
