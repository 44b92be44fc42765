"""What members changed about a check-in, with the line they left for the others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.models import PairingMember

from .checkins import CheckIn

LINE = 240


class CheckInChange(models.Model):
    """One for each news that calendars are told; `sequence` is that of the news. Planned in place of
    a day that falls away, it has one from its beginning."""

    class What(models.TextChoices):
        MOVED = "moved", _("moved")
        AGREED = "agreed", _("moved, as all agreed")
        CANCELED = "canceled", _("canceled")
        INSTEAD = "instead", _("planned for another day")

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=What)
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    was_at = models.DateTimeField()
    line = models.CharField(max_length=LINE, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "sequence"], name="change_once_a_sequence")
        ]

    def __str__(self) -> str:
        return f"{self.what} check-in {self.check_in_id}"  # without anybody's words


class MetElsewhere(models.Model):
    """A check-in that nobody had planned, or that took place otherwise: who wrote it down."""

    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="met_elsewhere")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    line = models.CharField(max_length=LINE, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"check-in {self.check_in_id} elsewhere"
