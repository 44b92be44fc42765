"""One planned message about one thing, allowed by one consent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Message
from goals.models import Consent


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def of(self, user: Any) -> NudgeQuerySet:
        return self.filter(consent__person=user)

    def planned(self) -> NudgeQuerySet:
        return self.filter(state=Nudge.State.PLANNED)

    def left_behind(self, now: datetime) -> NudgeQuerySet:
        """Their time has come, and what allowed them was paused, stopped or has ended."""
        active = Consent.State.ACTIVE
        return self.planned().filter(due_at__lte=now).exclude(consent__state=active)


class Nudge(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SKIPPED = "skipped", _("not sent")
        HANDED_OVER = "handed", _("handed over")

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="nudges")
    step = models.PositiveSmallIntegerField(default=1)  # the nth message of this thing's ladder
    about_on = models.DateField()  # the due date (or week) that this ladder is about
    due_at = models.DateTimeField()
    due_on = models.DateField()  # the reader's local date
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=160, blank=True)
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, blank=True, related_name="nudge"
    )
    created_at = models.DateTimeField()

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="nudge_planned")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "about_on", "step"], name="nudge_once_per_step"
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(reason=""), name="nudge_skipped_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"nudge {self.pk} step {self.step} {self.state}"
