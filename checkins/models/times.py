"""Up to three times for one check-in, proposed by one member for the others to choose from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentorship.models import Pairing, PairingMember, members_at

from .checkins import CheckIn

TOLD_FOR = timedelta(days=7)  # that nobody chose one of them before they passed


class TimeProposalQuerySet(models.QuerySet["TimeProposal"]):
    def open(self) -> TimeProposalQuerySet:
        return self.filter(
            state=TimeProposal.State.OPEN, check_in__pairing__state=Pairing.State.ACTIVE
        )

    def of(self, user: Any) -> TimeProposalQuerySet:
        """Proposed in one of their pairings, by whomever."""
        mine = PairingMember.objects.of(user).values("pairing")
        return self.filter(check_in__pairing__in=mine)

    def waiting_for(self, user: Any, now: datetime) -> TimeProposalQuerySet:
        """One time of it at least is still to come, and they have not answered."""
        mine = self.open().of(user).filter(expires_at__gt=now)
        return mine.exclude(by__enrollment__user=user).exclude(
            pk__in=TimeAnswer.objects.filter(member__enrollment__user=user).values("time__proposal")
        )

    def passed_by(self, user: Any, now: datetime) -> TimeProposalQuerySet:
        """Their own that passed lately without being settled, and nothing newer was proposed."""
        newer = TimeProposal.objects.filter(
            check_in__pairing=OuterRef("check_in__pairing"), pk__gt=OuterRef("pk")
        )
        open_still = Q(check_in__state=CheckIn.State.PLANNED, check_in__starts_at__gt=now)
        let_go = Q(check_in__state=CheckIn.State.CANCELED)
        return self.filter(
            open_still | let_go,
            state=TimeProposal.State.EXPIRED,
            by__enrollment__user=user,
            ended_at__gt=now - TOLD_FOR,
            check_in__pairing__state=Pairing.State.ACTIVE,
        ).exclude(Exists(newer))

    def to_end(self, now: datetime) -> TimeProposalQuerySet:
        """All their times have passed, or what they were about is settled otherwise."""
        settled = ~Q(check_in__state__in=[CheckIn.State.PROPOSED, CheckIn.State.PLANNED])
        resting = ~Q(check_in__pairing__state=Pairing.State.ACTIVE)
        past = Q(expires_at__lte=now)
        return self.filter(past | settled | resting, state=TimeProposal.State.OPEN)

    def with_people(self) -> TimeProposalQuerySet:
        return self.select_related(
            "by__enrollment__user", "check_in__pairing__cohort__program"
        ).prefetch_related(
            members_at("check_in__pairing__members"), "times__answers__member__enrollment__user"
        )


class TimeProposal(models.Model):
    """The check-in is «proposed» until a time is found, or «planned» already and to be moved."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        PICKED = "picked", _("a time was found")
        UNSUITABLE = "unsuitable", _("none of them suited")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("the times have passed")

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="time_proposals")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # the last of its times
    ended_at = models.DateTimeField(null=True, blank=True)
    # Who said that none of them suits.
    ended_by = models.ForeignKey(
        PairingMember, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TimeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(state="open"), name="time_proposal_to_end"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["check_in"], condition=Q(state="open"), name="time_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="time_proposal_over_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"times for check-in {self.check_in_id}"

    @property
    def scope(self) -> str:
        return self.check_in.scope

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_to_move(self) -> bool:
        """Of a check-in that has a time already."""
        return self.check_in.state == CheckIn.State.PLANNED


class ProposedTime(models.Model):
    proposal = models.ForeignKey(TimeProposal, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "starts_at"], name="proposed_time_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"


class TimeAnswer(models.Model):
    """«This one suits me.»"""

    time = models.ForeignKey(ProposedTime, models.CASCADE, related_name="answers")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "member"], name="time_answer_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} can at {self.time_id}"
