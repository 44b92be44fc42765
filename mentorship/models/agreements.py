"""What all members promised each other: versioned, signed by all."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly

from .pairings import Pairing, PairingMember


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def once_signed(self) -> AgreementQuerySet:
        """By all who were in it then, also where it counts no more."""
        return self.filter(signed_at__isnull=False)

    def current(self) -> AgreementQuerySet:
        return self.exclude(state=Agreement.State.SUPERSEDED)


class Agreement(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("to be signed")
        SIGNED = "signed", _("signed by all")
        SUPERSEDED = "superseded", _("replaced")

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    purpose = models.TextField(_("what this is for"), max_length=2000)
    success = models.TextField(_("what success looks like for each of you"), max_length=2000)
    scope_text = models.TextField(_("what you will and will not talk about"), max_length=2000)
    rhythm = models.TextField(_("how often and where you talk"), max_length=2000)
    confidentiality = models.TextField(_("what stays between you"), max_length=2000)
    accountability = models.TextField(_("how you handle promises"), max_length=2000)
    ending = models.TextField(_("how it ends"), max_length=2000)
    written_by = models.ForeignKey(
        PairingMember, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    TEXTS = (
        "purpose",
        "success",
        "scope_text",
        "rhythm",
        "confidentiality",
        "accountability",
        "ending",
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state="draft"), name="agreement_one_draft"
            ),
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state="signed"), name="agreement_one_signed"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="agreement_signed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.version} of pairing {self.pairing_id}"


class AgreementSignature(AppendOnly):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "member"], name="signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} signed {self.agreement_id}"
