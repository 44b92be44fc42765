"""Days on which a program, or one cohort of it, has no check-ins: holidays, a summer break."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .programs import Cohort, Program


class BreakQuerySet(models.QuerySet["Break"]):
    def of_cohort(self, cohort: Cohort) -> BreakQuerySet:
        """The cohort's own, and those of its whole program."""
        return self.filter(Q(cohort=cohort) | Q(cohort=None, program=cohort.program_id))

    def run_by(self, user: Any) -> BreakQuerySet:
        """Of cohorts the user runs; those of a whole program, where they run it as a whole."""
        whole = Program.objects.run_whole_by(user)
        return self.filter(
            Q(cohort__in=Cohort.objects.run_by(user)) | Q(cohort=None, program__in=whole)
        )

    def until_after(self, day: date) -> BreakQuerySet:
        return self.filter(until_on__gte=day)


class Break(models.Model):
    program = models.ForeignKey(Program, models.CASCADE, related_name="breaks")
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, null=True, blank=True, related_name="breaks"
    )  # None: for all cohorts of the program
    name = models.CharField(_("what people call it"), max_length=60)
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    added_at = models.DateTimeField(db_index=True)

    objects = BreakQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="break_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="break_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.from_on}–{self.until_on}"

    @property
    def scope(self) -> str:
        return f"program:{self.program_id}"

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on
