"""One read each for everything a person's home page tells, over all pairings at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from checkins.models import CheckIn, Feedback
from goals.models import AskingStyle, Commitment, Goal
from mentorship.models import (
    Agreement,
    AgreementSignature,
    Enrollment,
    Extension,
    ExtensionAgreement,
    FitCheck,
    Pairing,
    PairingMember,
)

CLOSE_OUT_WITHIN = timedelta(days=10)  # later it is no longer fresh enough to be asked for
LOOK_AHEAD = timedelta(days=70)


def places_of(user: User) -> list[PairingMember]:
    """The user's published places, with what their pages need: agreement, words, all people."""
    drafts = Agreement.objects.filter(pairing=OuterRef("pairing"), state=Agreement.State.DRAFT)
    signed = Agreement.objects.filter(pairing=OuterRef("pairing"), state=Agreement.State.SIGNED)
    mine = AgreementSignature.objects.filter(
        agreement__pairing=OuterRef("pairing"),
        agreement__state=Agreement.State.DRAFT,
        member=OuterRef("pk"),
    )
    agreed = ExtensionAgreement.objects.filter(
        extension=OuterRef("pk"), member__enrollment__user=user
    )
    longer = Extension.objects.open().filter(pairing=OuterRef("pairing")).exclude(Exists(agreed))
    places = PairingMember.objects.of(user).exclude(pairing__state=Pairing.State.PROPOSED)
    return list(
        places.with_person()
        .prefetch_related(Prefetch("pairing__members", queryset=_people()))
        .annotate(
            draft=Subquery(drafts.values("pk")[:1]),
            has_signed=Exists(signed),
            has_my_name=Exists(mine),
            fit_waits=Exists(FitCheck.objects.unanswered().filter(member=OuterRef("pk"))),
            longer=Subquery(longer.values("ends_on")[:1]),
            has_style=Exists(AskingStyle.objects.of(user)),
        )
        .order_by("id")
    )


def _people() -> QuerySet[PairingMember]:
    return PairingMember.objects.select_related("enrollment__user")


def planned_check_ins(active: list[PairingMember], now: datetime) -> list[CheckIn]:
    """And those that a partner has closed already, while one's own half is open."""
    pairings = {place.pairing_id: place.pairing for place in active}
    since = now - CLOSE_OUT_WITHIN
    rows = CheckIn.objects.planned().filter(
        pairing__in=pairings,
        starts_at__gt=since,
        starts_at__lt=now + LOOK_AHEAD,
    )
    peers = [place.pk for place in active if place.role == Enrollment.Role.PEER]
    if peers:
        halves = CheckIn.objects.lacking_a_half_of(peers, since).values("pk")
        rows = CheckIn.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=halves))
    found = list(rows.order_by("starts_at", "id"))
    for row in found:
        row.pairing = pairings[row.pairing_id]
    return found


def open_goals(user: User, active: list[PairingMember]) -> list[Goal]:
    rows = (
        Goal.objects.visible_to(user)
        .open()
        .filter(owner__pairing__in=[place.pairing_id for place in active])
    )
    rows = rows.select_related("owner__enrollment__user", "consent").prefetch_related("measures")
    return list(rows.order_by("id"))


def open_promises(user: User, active: list[PairingMember]) -> list[Commitment]:
    """Open promises of everyone in these pairings; only one's own are looked at with consent."""
    heard = Feedback.objects.filter(
        commitment=OuterRef("pk"), author__enrollment__user=user, given_at__gt=OuterRef("stuck_at")
    )
    rows = Commitment.objects.open().filter(
        owner__pairing__in=[place.pairing_id for place in active]
    )
    rows = rows.select_related("owner__enrollment__user", "consent")
    return list(rows.annotate(has_heard=Exists(heard)).order_by("due_on", "id"))
