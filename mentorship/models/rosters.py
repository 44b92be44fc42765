"""An uploaded roster, from upload to result. The file travels in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Job

from .programs import Cohort


class RosterImport(models.Model):
    class State(models.TextChoices):
        PREVIEW = "preview", _("to be confirmed")
        CONFIRMED = "confirmed", _("being imported")
        DONE = "done", _("imported")
        DROPPED = "dropped", _("dropped")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="roster_imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(max_length=255)
    content = models.BinaryField(null=True, blank=True)  # wiped when done or dropped
    role = models.CharField(max_length=8, blank=True)  # blank: the file says
    # True: these people applied themselves. False: they are being invited. None: not said yet.
    applied = models.BooleanField(null=True, blank=True)
    columns = models.JSONField(
        default=dict, blank=True
    )  # field → column, as the coordinator set it
    # What the last dry run found; wiped together with the file.
    preview = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["preview", "dropped"]) | Q(applied__isnull=False),
                name="roster_says_applied_or_invited",
            )
        ]

    def __str__(self) -> str:
        return self.filename
