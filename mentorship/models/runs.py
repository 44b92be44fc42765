"""One press of «Propose pairings»: what went in, what came out. Never changed afterwards, but for
the name that somebody gives it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Job

from .programs import Cohort


class MatchingRunQuerySet(models.QuerySet["MatchingRun"]):
    def finished(self) -> MatchingRunQuerySet:
        return self.filter(finished_at__isnull=False)


class MatchingRun(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="matching_runs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    name = models.CharField(max_length=60, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    # {"weights": {...}, "floor": 40, "mentees": [ids], "mentors": [ids], "digest": "…"}: ids only
    inputs = models.JSONField(default=dict)
    # {"pairs": [{"mentee": id, "mentor": id, "score": 0..10000, "parts": […]}],
    #  "unmatched": [{"enrollment": id, "reasons": […]}], "total": n, "certified": bool,
    #  "seats": [{"mentor": id, "gain": [people, pairs above the floor, points]}],
    #  "floors": [{"floor": 0..100, "weak": n, "total": n, "matched": n, "least": score}],
    #  "both_prefer": [{"mentee": id, "mentor": id, …}]}
    result = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MatchingRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"run {self.pk} of cohort {self.cohort_id}"
