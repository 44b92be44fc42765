"""Two people whom the coordinators of a cohort do not want to be paired there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .enrollments import name_matches
from .programs import Cohort


class ForbiddenPairQuerySet(models.QuerySet["ForbiddenPair"]):
    def in_cohort(self, cohort: Cohort) -> ForbiddenPairQuerySet:
        return self.filter(cohort=cohort)

    def of_two(self, one: int, other: int) -> ForbiddenPairQuerySet:
        """Of two accounts, whichever is named first."""
        first, second = sorted((one, other))
        return self.filter(first=first, second=second)

    def about(self, user: Any) -> ForbiddenPairQuerySet:
        return self.filter(Q(first=user) | Q(second=user))

    def named_like(self, search: str) -> ForbiddenPairQuerySet:
        if not search.strip():
            return self
        return self.filter(name_matches("first__", search) | name_matches("second__", search))


class ForbiddenPair(models.Model):
    """Holds in both directions. The two are stored by the order of their ids, so once."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="forbidden_pairs")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = ForbiddenPairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "first", "second"], name="forbidden_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="forbidden_pair_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"forbidden pair {self.pk} in cohort {self.cohort_id}"
