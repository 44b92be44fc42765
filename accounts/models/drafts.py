"""What somebody typed into a form and has not sent. Nobody but its writer ever sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from .people import User

KEPT_FOR = timedelta(days=30)


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, person: User) -> DraftQuerySet:
        return self.filter(person=person)

    def unsent(self) -> DraftQuerySet:
        return self.filter(sent=False)

    def for_form(self, at: str, beside: str) -> DraftQuerySet:
        """Its own words first, then the newest of other windows."""
        found = self.filter(Q(at=at) | Q(at__startswith=beside))
        return found.order_by(Length("at"), "-saved_at")

    def out_of_time(self, now: datetime) -> DraftQuerySet:
        return self.filter(saved_at__lt=now - KEPT_FOR)


class Draft(models.Model):
    """One for each person and address that a form is sent to. When the form is sent its words go
    at once; what stays for a while is the form's number, so that a copy of the same words that was
    on its way meanwhile does not bring them back."""

    person = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    # Where the form is sent; of another window that waits, with «#» and that form's number.
    at = models.CharField(max_length=200)
    form = models.CharField(max_length=36)  # the number of the form that was typed into
    fields = models.JSONField(default=dict)  # {name: [values]}
    saved_at = models.DateTimeField(db_index=True)
    sent = models.BooleanField(default=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "at"], name="draft_once_a_form"),
            models.CheckConstraint(
                condition=Q(sent=False) | Q(fields={}), name="draft_sent_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
