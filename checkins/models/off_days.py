"""A day on which two people would have met, and on which one of them is away or the program rests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentorship.models import Pairing, PairingMember, members_at

from .checkins import CheckIn


class OffDayQuerySet(models.QuerySet["OffDay"]):
    def visible_to(self, user: Any) -> OffDayQuerySet:
        """Members' own, while they work together."""
        working = Pairing.objects.active().filter(
            pk__in=PairingMember.objects.of(user).values("pairing")
        )
        return self.filter(pairing__in=working)

    def skipped(self) -> OffDayQuerySet:
        """Nothing is planned that day."""
        return self.filter(check_in=None)

    def to_ask(self) -> OffDayQuerySet:
        """Calendars knew of it already: its people say what becomes of it."""
        return self.filter(check_in__state=CheckIn.State.PLANNED)

    def with_people(self) -> OffDayQuerySet:
        return self.select_related("person", "pairing__cohort__program").prefetch_related(
            members_at("pairing__members")
        )

    def after(self, now: datetime) -> OffDayQuerySet:
        return self.filter(starts_at__gt=now)


class OffDay(models.Model):
    """Planning writes these anew each time it looks, from the cadence, breaks and days away."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="off_days")
    on = models.DateField()  # the cadence's own date, in the pairing's zone
    starts_at = models.DateTimeField()  # when they would have met
    check_in = models.OneToOneField(
        CheckIn, models.CASCADE, null=True, blank=True, related_name="off_day"
    )
    # Who is away; None where the program rests, whose break then has a name.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=60, blank=True)
    next_on = models.DateField(null=True, blank=True)  # when they meet after that

    objects = OffDayQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "on"], name="off_day_once"),
            models.CheckConstraint(
                condition=Q(person=None, name__gt="") | Q(person__isnull=False, name=""),
                name="off_day_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"off day of pairing {self.pairing_id} on {self.on}"
