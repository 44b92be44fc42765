"""One person asks another of the same cohort: for a first talk, or to work together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from .enrollments import Enrollment
from .pairings import Pairing
from .programs import Cohort

MESSAGE_CHARS = 600


class PairingRequestQuerySet(models.QuerySet["PairingRequest"]):
    def open(self) -> PairingRequestQuerySet:
        return self.filter(state=PairingRequest.State.OPEN)

    def living(self) -> PairingRequestQuerySet:
        """Of a program that is not archived: there nothing moves on any more, and no mail leaves."""
        return self.filter(cohort__in=Cohort.objects.living())

    def sent_by(self, user: Any) -> PairingRequestQuerySet:
        return self.filter(sender__user=user)

    def received_by(self, user: Any) -> PairingRequestQuerySet:
        return self.filter(recipient__user=user).shown()

    def shown(self) -> PairingRequestQuerySet:
        """Without those of which the person asked never hears: they had said no to the cohort."""
        return self.filter(silent=False)

    def of(self, user: Any) -> PairingRequestQuerySet:
        return self.filter(Q(sender__user=user) | Q(recipient__user=user, silent=False))

    def in_cohort(self, cohort: Cohort) -> PairingRequestQuerySet:
        return self.filter(cohort=cohort)

    def touching(self, places: Any) -> PairingRequestQuerySet:
        return self.filter(Q(sender__in=places) | Q(recipient__in=places))

    def made_before(self, instant: datetime) -> PairingRequestQuerySet:
        return self.filter(created_at__lte=instant)

    def reminded_less_than(self, times: int) -> PairingRequestQuerySet:
        return self.filter(reminders__lt=times)

    def of_people_in_state(self, states: Any) -> PairingRequestQuerySet:
        """Where one of the two is in such a state or has no account any more. What was never told
        to the other one is left alone, so that nobody reads from it what they did."""
        gone = Q(sender__state__in=states) | Q(recipient__state__in=states, silent=False)
        gone |= Q(sender__user__is_active=False) | Q(recipient__user__is_active=False, silent=False)
        return self.filter(gone)

    def with_people(self) -> PairingRequestQuerySet:
        return self.select_related(
            "sender__user", "sender__cohort__program", "recipient__user", "cohort__program"
        )


class PairingRequest(models.Model):
    class Kind(models.TextChoices):
        TALK = "talk", _("a first talk")
        PAIRING = "pairing", _("to work together")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not now")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("lapsed")

    class Reason(models.TextChoices):
        """Why it was declined, for counts alone; and what else ended it."""

        NO_TIME = "no_time", _("I do not have the time at the moment")
        FULL = "full", _("I have all the people that I can take")
        OTHER_FIELD = "other_field", _("What they look for is not what I know best")
        TOO_CLOSE = "too_close", _("We are too close at work")
        OTHER = "other", _("Something else")
        PAIRED = "paired", _("one of them found somebody")
        NO_SEAT = "no_seat", _("the last place was taken")
        TIME = "time", _("fourteen days had passed")
        LEFT = "left", _("one of them left the cohort")

    DECLINING = (Reason.NO_TIME, Reason.FULL, Reason.OTHER_FIELD, Reason.TOO_CLOSE, Reason.OTHER)

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="pairing_requests")
    sender = models.ForeignKey(Enrollment, models.CASCADE, related_name="requests_sent")
    recipient = models.ForeignKey(Enrollment, models.CASCADE, related_name="requests_received")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAIRING)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    message = models.TextField(max_length=MESSAGE_CHARS, blank=True)
    # What the sender called somebody they invited; nobody learns from us who has an account.
    invited_as = models.CharField(max_length=150, blank=True)
    silent = models.BooleanField(default=False)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    pairing = models.ForeignKey(
        Pairing, models.SET_NULL, null=True, blank=True, related_name="asked_by"
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state="open"), name="request_open_since"
            ),
            models.Index(fields=["cohort", "state"], name="request_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                Least("sender", "recipient"),
                Greatest("sender", "recipient"),
                condition=Q(state="open"),
                name="request_one_open_between_two",
            ),
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")), name="request_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="request_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "accepted"]) | Q(reason=""),
                name="request_reason_only_where_ended",
            ),
            models.CheckConstraint(
                condition=~Q(kind="talk") | Q(pairing=None), name="request_talk_makes_no_pairing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} asks {self.recipient_id} ({self.kind}, {self.state})"

    @property
    def scope(self) -> str:
        return f"program:{self.cohort.program_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_talk(self) -> bool:
        return self.kind == self.Kind.TALK

    @property
    def is_invitation(self) -> bool:
        return bool(self.invited_as)

    @property
    def recipient_name(self) -> str:
        """As the sender may read it: what they typed themselves until the answer is yes."""
        if self.invited_as and self.state != self.State.ACCEPTED:
            return self.invited_as
        return str(self.recipient.user)
