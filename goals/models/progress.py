"""What happened on a day. Written once; a mistake gets an entry that corrects it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly

from .goals import Goal
from .measures import Measure


class ProgressEntryQuerySet(models.QuerySet["ProgressEntry"]):
    def visible_to(self, user: Any) -> ProgressEntryQuerySet:
        return self.filter(goal__in=Goal.objects.visible_to(user))

    def before(self, pk: int) -> ProgressEntryQuerySet:
        """Further down a log that begins with the newest."""
        mark = ProgressEntry.objects.filter(pk=pk).values_list("happened_on", flat=True).first()
        if mark is None:
            return self
        return self.filter(Q(happened_on__lt=mark) | Q(happened_on=mark, pk__lt=pk))

    def newest_first(self) -> ProgressEntryQuerySet:
        return self.select_related("corrected_by", "measure").order_by("-happened_on", "-id")

    def standing(self) -> ProgressEntryQuerySet:
        """Entries that no later entry corrects."""
        return self.filter(corrected_by=None)


class ProgressEntry(AppendOnly):
    class Outcome(models.TextChoices):
        """What came of it, for steps that are more than a step."""

        DELIVERED = "delivered", _("something delivered")
        SAID = "said", _("what others said")
        LEARNED = "learned", _("something learned")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="progress")
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="progress"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    happened_on = models.DateField(_("when"))
    value = models.DecimalField(
        _("where do you stand now?"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("what happened?"), max_length=2000, blank=True)
    link = models.URLField(_("a link to show"), blank=True)
    outcome = models.CharField(_("what came of it?"), max_length=10, choices=Outcome, blank=True)
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    client_token = models.CharField(max_length=36)
    logged_at = models.DateTimeField()

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        verbose_name_plural = "progress entries"
        # Pictures ask for the newest numbers and the newest notes, however many there are of the other.
        indexes = [
            models.Index(fields=["goal", "happened_on"], name="progress_goal_day"),
            models.Index(
                fields=["goal", "happened_on"],
                condition=Q(value__isnull=False),
                name="progress_numbers",
            ),
            models.Index(
                fields=["goal", "happened_on"],
                condition=Q(value__isnull=True),
                name="progress_notes",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["goal", "client_token"], name="progress_once_per_form"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(note="") | ~Q(link=""),
                name="progress_says_something",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(note="") | ~Q(link=""),
                name="progress_outcome_is_told",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "delivered", "said", "learned"]),
                name="progress_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"progress {self.pk} of goal {self.goal_id}"
