"""A dated step of a goal: open, or reached. Whoever reads the goal reads its steps."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def of_goals(self, goals: models.QuerySet[Any]) -> MilestoneQuerySet:
        return self.filter(goal__in=goals)

    def open(self) -> MilestoneQuerySet:
        return self.filter(reached_at=None)

    def reached(self) -> MilestoneQuerySet:
        return self.filter(reached_at__isnull=False)

    def counted_for(self, goal: OuterRef) -> Subquery:
        """How many of these the goal of an outer query has; nothing where it has none."""
        rows = self.filter(goal=goal).order_by().values("goal")
        return Subquery(rows.annotate(many=Count("pk")).values("many"))


class Milestone(models.Model):
    goal = models.ForeignKey("Goal", models.CASCADE, related_name="milestones")
    title = models.CharField(_("which step?"), max_length=200)
    due_on = models.DateField(_("by when?"))
    created_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)  # the same where its person lives
    client_token = models.CharField(max_length=36, blank=True)  # a double click makes one step

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["goal", "due_on"], name="milestone_goal_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_title"),
            models.CheckConstraint(
                condition=Q(reached_at=None, reached_on=None)
                | Q(reached_at__isnull=False, reached_on__isnull=False),
                name="milestone_reached_has_day",
            ),
            models.UniqueConstraint(
                fields=["goal", "client_token"],
                condition=~Q(client_token=""),
                name="milestone_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"milestone {self.pk} of goal {self.goal_id}"

    @property
    def is_reached(self) -> bool:
        return self.reached_at is not None
