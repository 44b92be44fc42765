"""When somebody has time for check-ins: hours of a usual week, and single days that differ."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FreeWeek(models.Model):
    """What a person said for check-ins. Without it, what they said when applying counts."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="free_week"
    )
    hours = models.JSONField(default=list, blank=True)  # 0..167 from Monday 00:00, on their wall
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"week of person {self.person_id}"


class FreeExceptionQuerySet(models.QuerySet["FreeException"]):
    def of(self, user: Any) -> FreeExceptionQuerySet:
        return self.filter(person=user)

    def from_day(self, day: date) -> FreeExceptionQuerySet:
        return self.filter(day__gte=day)


class FreeException(models.Model):
    """Hours of one day that are free, or not, other than in a usual week."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="free_exceptions"
    )
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    until = models.TimeField(_("until"))  # midnight is the end of that day
    is_free = models.BooleanField()

    objects = FreeExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["day", "begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("begins")) | Q(until="00:00"),
                name="free_exception_takes_time",
            ),
            models.UniqueConstraint(
                fields=["person", "day", "begins", "until"], name="free_exception_once"
            ),
        ]

    def __str__(self) -> str:
        return f"exception {self.pk} on {self.day}"
