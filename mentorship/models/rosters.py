"""An uploaded roster, from upload to result. The file travels in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Job

from .programs import Cohort, Program


class RosterImport(models.Model):
    class State(models.TextChoices):
        READING = "reading", _("being read")
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
    # {"7": "ana@example.org"}: addresses typed on screen by line, wrong ones too; wiped with the file.
    addresses = models.JSONField(default=dict, blank=True)
    # What the last dry run found; wiped together with the file.
    preview = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(default=dict, blank=True)
    # [line, kind, id of the account or None, remarks] for each line, for the result file. Ids, not
    # names: what is erased elsewhere is not kept here.
    outcomes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "preview", "dropped"]) | Q(applied__isnull=False),
                name="roster_says_applied_or_invited",
            )
        ]

    def __str__(self) -> str:
        return self.filename


class ColumnChoice(models.Model):
    """What somebody said the columns of such a file mean; the next one is read the same way."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="column_choices")
    headers = models.CharField(max_length=64)  # fingerprint of the column names and the role
    columns = models.JSONField(default=dict)  # field → columns, as in RosterImport
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "headers"], name="column_choice_once")
        ]

    def __str__(self) -> str:
        return f"columns of program {self.program_id}"
