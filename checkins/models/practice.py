"""What somebody noted in private, after a check-in, about a goal they practice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from goals.models import Goal

from .checkins import CheckIn

ASKED_FOR = timedelta(days=14)  # what is longer past is not asked about any more


class PracticeNoteQuerySet(models.QuerySet["PracticeNote"]):
    def of(self, user: Any) -> PracticeNoteQuerySet:
        return self.filter(goal__owner__enrollment__user=user)


class PracticeNote(AppendOnly):
    """For the owner of the goal alone; nobody else of the check-in learns that there is one."""

    class Said(models.TextChoices):
        YES = "yes", _("Yes")
        LITTLE = "little", _("A little")
        NOT = "not", _("Not this time")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="practice_notes")
    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="practice_notes")
    said = models.CharField(max_length=8, choices=Said)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = PracticeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "check_in"], name="practice_note_once")
        ]

    def __str__(self) -> str:
        return f"practice note {self.pk}"  # without anybody's words


def asked_since(now: datetime) -> datetime:
    return now - ASKED_FOR
