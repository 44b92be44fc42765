"""Another rhythm for a pairing, proposed by one member; it counts once all have agreed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.models import CadenceFields, Pairing, PairingMember, members_at


class RhythmProposalQuerySet(models.QuerySet["RhythmProposal"]):
    def open(self) -> RhythmProposalQuerySet:
        return self.filter(state=RhythmProposal.State.OPEN, pairing__state=Pairing.State.ACTIVE)

    def of(self, user: Any) -> RhythmProposalQuerySet:
        return self.filter(pairing__in=PairingMember.objects.of(user).values("pairing"))

    def with_people(self) -> RhythmProposalQuerySet:
        return self.select_related(
            "by__enrollment__user", "pairing__cohort__program"
        ).prefetch_related(members_at("pairing__members"), "agreements__member__enrollment__user")

    def waiting_for(self, user: Any) -> RhythmProposalQuerySet:
        agreed = RhythmAgreement.objects.filter(member__enrollment__user=user)
        return self.open().of(user).exclude(pk__in=agreed.values("proposal"))


class RhythmProposal(CadenceFields):
    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        AGREED = "agreed", _("agreed by all")
        DECLINED = "declined", _("not this time")

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="rhythm_proposals")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RhythmProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state="open"), name="rhythm_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="rhythm_proposal_over_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"rhythm {self.pk} for pairing {self.pairing_id}"

    @property
    def scope(self) -> str:
        return self.pairing.scope


class RhythmAgreement(models.Model):
    proposal = models.ForeignKey(RhythmProposal, models.CASCADE, related_name="agreements")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "member"], name="rhythm_agreed_once_a_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} agreed to {self.proposal_id}"
