"""The person's decision to be asked about one thing, and how. No consent, no nudge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember, members_at

from .asking import AskingStyle
from .commitments import Commitment
from .goals import Goal


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of(self, user: Any) -> ConsentQuerySet:
        """The only reader of consents is the person who gave them."""
        return self.filter(person=user)

    def active(self) -> ConsentQuerySet:
        return self.filter(state=Consent.State.ACTIVE)

    def undecided(self) -> ConsentQuerySet:
        return self.filter(state=Consent.State.OFFERED)

    def to_plan(self, now: datetime) -> ConsentQuerySet:
        return self.active().filter(next_plan_at__lte=now)

    def ended_before(self, day: date) -> ConsentQuerySet:
        return self.filter(state__in=[Consent.State.ACTIVE, Consent.State.PAUSED], ends_on__lt=day)

    def resting_until(self, day: date) -> ConsentQuerySet:
        return self.filter(state=Consent.State.PAUSED, paused_until__lte=day)

    def with_things(self) -> ConsentQuerySet:
        """Each consent with what it is about and its pairing, in one query; where it is about a
        member, one more for the people."""
        return self.select_related(
            "goal__owner__pairing",
            "commitment__owner__pairing",
            "member__pairing",
            "member__enrollment__user",
            "person",
        ).prefetch_related(members_at("member__pairing__members"))

    def with_programs(self) -> ConsentQuerySet:
        """For the planner: quiet hours of the program count too."""
        return self.with_things().select_related(
            "goal__owner__pairing__cohort__program",
            "commitment__owner__pairing__cohort__program",
            "member__pairing__cohort__program",
        )

    def in_active_pairings(self) -> ConsentQuerySet:
        active = Pairing.State.ACTIVE
        return self.filter(
            Q(goal__owner__pairing__state=active)
            | Q(commitment__owner__pairing__state=active)
            | Q(member__pairing__state=active)
        )


class Consent(models.Model):
    class State(models.TextChoices):
        OFFERED = "offered", _("not decided yet")
        ACTIVE = "active", _("asking you")
        PAUSED = "paused", _("paused")
        DECLINED = "declined", _("not asking")
        REVOKED = "revoked", _("stopped")
        EXPIRED = "expired", _("ended")

    class Stream(models.TextChoices):
        REPORT = "report", _("the weekly report")
        CHECK_INS = "check_ins", _("check-ins")

    # Whose decision it is; always the owner of the thing, only they can activate it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    goal = models.OneToOneField(Goal, models.CASCADE, null=True, blank=True, related_name="consent")
    commitment = models.OneToOneField(
        Commitment, models.CASCADE, null=True, blank=True, related_name="consent"
    )
    member = models.ForeignKey(
        PairingMember, models.CASCADE, null=True, blank=True, related_name="consents"
    )
    stream = models.CharField(max_length=10, choices=Stream, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    # The end of the last pause: nothing from before it is asked at once.
    resumed_at = models.DateTimeField(null=True, blank=True)
    # When the planner must look at this again; one indexed read makes an idle tick cheap.
    next_plan_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["next_plan_at"], condition=Q(state="active"), name="consent_next_plan"
            ),
            models.Index(
                fields=["ends_on"],
                condition=Q(state__in=["active", "paused"]),
                name="consent_ends",
            ),
            models.Index(
                fields=["paused_until"], condition=Q(state="paused"), name="consent_paused_until"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(goal__isnull=False, commitment=None, member=None, stream="")
                    | Q(goal=None, commitment__isnull=False, member=None, stream="")
                    | (Q(goal=None, commitment=None, member__isnull=False) & ~Q(stream=""))
                ),
                name="consent_is_about_exactly_one_thing",
            ),
            models.UniqueConstraint(
                fields=["member", "stream"],
                condition=Q(member__isnull=False),
                name="consent_once_per_stream",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "paused"])
                | Q(decided_at__isnull=False, ends_on__isnull=False),
                name="consent_given_has_end",
            ),
            models.CheckConstraint(
                condition=Q(state="active") | Q(next_plan_at=None),
                name="consent_plans_only_when_active",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk} {self.state}"

    @property
    def thing(self) -> Goal | Commitment | PairingMember:
        return self.goal or self.commitment or self.member

    @property
    def pairing(self) -> Pairing:
        if self.member is not None:
            return self.member.pairing
        return self.thing.owner.pairing

    @property
    def scope(self) -> str:
        return self.pairing.scope


class ConsentTerms(AppendOnly):
    """One version of «how»: the words the person agreed to, kept for ever."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="terms")
    version = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=10, choices=AskingStyle.How)
    who = models.CharField(max_length=8, choices=AskingStyle.By)
    at = models.TimeField()
    per_week = models.PositiveSmallIntegerField(default=1)
    tone = models.CharField(max_length=8, choices=AskingStyle.Tone)
    silence = models.CharField(max_length=8, choices=AskingStyle.Silence)
    silence_days = models.PositiveSmallIntegerField(default=5)
    ends_on = models.DateField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "version"], name="terms_version_once"),
            models.CheckConstraint(
                condition=Q(per_week__range=(1, 2)), name="terms_at_most_twice_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.version} of consent {self.consent_id}"
