"""What this floor knows about a person: to give to them, and to erase."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from mentorship.models import (
    AgreementSignature,
    ApplicationDraft,
    Coordinator,
    Enrollment,
    ExtensionAgreement,
    FitCheck,
    ForbiddenPair,
    MemberCard,
    NeverAgain,
    PairingMember,
    PairingRequest,
    PartingNote,
    RematchWish,
)
from mentorship.services.forgetting import forget_reasons


def export(user: User) -> dict[str, Any]:
    """Their own places, answers, pairings and signatures. Nobody else's words but the agreements
    that they signed."""
    places = Enrollment.objects.of(user).select_related("cohort__program")
    members = PairingMember.objects.of(user).select_related("pairing")
    drafts = ApplicationDraft.objects.of(user).select_related("cohort__program")
    agreed = ExtensionAgreement.objects.filter(member__enrollment__user=user)
    signatures = AgreementSignature.objects.filter(member__enrollment__user=user)
    return {
        "places": [_place(place) for place in places],
        "applications": [_application(draft) for draft in drafts],
        "pairings": [_membership(member) for member in members],
        "agreements": [_signed(each) for each in signatures.select_related("agreement")],
        "agreed_to_go_on_until": [
            str(day) for day in agreed.values_list("extension__ends_on", flat=True)
        ],
        "requests": [
            _request(each) for each in PairingRequest.objects.sent_by(user).select_related("cohort")
        ],
        **_life(user),
        "coordinates": [
            {"program": post.program.name, "cohort": post.cohort.name if post.cohort else ""}
            for post in Coordinator.objects.filter(user=user).select_related("program", "cohort")
        ],
    }


@transaction.atomic
def erase(user: User) -> None:
    """Answers go; places and pairings stay as bare rows, since the partner's words hang on them."""
    ApplicationDraft.objects.of(user).delete()
    Enrollment.objects.of(user).update(answers={}, external_id="")
    forget_reasons(places=Enrollment.objects.of(user))
    Coordinator.objects.filter(user=user).delete()
    ForbiddenPair.objects.about(user).delete()
    PairingRequest.objects.sent_by(user).update(message="", invited_as="")
    PairingRequest.objects.filter(recipient__user=user).update(invited_as="", reason="")
    members = PairingMember.objects.of(user)
    MemberCard.objects.filter(member__in=members).delete()
    FitCheck.objects.filter(member__in=members).delete()
    PartingNote.objects.filter(member__in=members).delete()
    RematchWish.objects.filter(enrollment__user=user).delete()
    NeverAgain.objects.filter(Q(by=user) | Q(about=user)).delete()


def _life(user: User) -> dict[str, Any]:
    """What they said about others is theirs; what others said about them is not."""
    members = PairingMember.objects.of(user)
    wishes = RematchWish.objects.filter(enrollment__user=user)
    return {
        "cards": list(
            MemberCard.objects.filter(member__in=members).values(*MemberCard.ANSWERS, "written_at")
        ),
        "does_it_fit": list(FitCheck.objects.of(user).values("moment", "answer", "by_name")),
        "thanks": list(PartingNote.objects.filter(member__in=members).values("text", "written_at")),
        "asked_for_somebody_else": list(wishes.values("asked_at", "state", "ended_at")),
        "not_again_with": list(
            NeverAgain.objects.filter(by=user).values("about__name", "said_at").order_by("pk")
        ),
    }


def _place(place: Enrollment) -> dict[str, Any]:
    return {
        "program": place.cohort.program.name,
        "cohort": place.cohort.name,
        "role": place.role,
        "state": place.state,
        "answers": place.answers,
        "seats": place.capacity,
        "entered_at": place.created_at.isoformat(),
    }


def _request(request: PairingRequest) -> dict[str, Any]:
    return {
        "cohort": request.cohort.name,
        "kind": request.kind,
        "state": request.state,
        "message": request.message,
        "asked_at": request.created_at.isoformat(),
    }


def _application(draft: ApplicationDraft) -> dict[str, Any]:
    return {
        "program": draft.cohort.program.name,
        "cohort": draft.cohort.name,
        "role": draft.role,
        "answers": draft.answers,
        "begun_at": draft.created_at.isoformat(),
    }


def _membership(member: PairingMember) -> dict[str, Any]:
    pairing = member.pairing
    return {
        "pairing": pairing.pk,
        "role": member.role,
        "state": pairing.state,
        "starts_on": str(pairing.starts_on or ""),
        "ends_on": str(pairing.ends_on or ""),
    }


def _signed(signature: AgreementSignature) -> dict[str, Any]:
    agreement = signature.agreement
    texts = {name: getattr(agreement, name) for name in agreement.TEXTS}
    return {"version": agreement.version, "signed_at": signature.signed_at.isoformat(), **texts}
