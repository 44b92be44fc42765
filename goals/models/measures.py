"""How one will know that a goal is reached: up to three ways, the first is the main one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MeasuresInUse(models.Manager["Measure"]):
    """Those that the goal has now. What was laid aside stays for the entries it was logged with."""

    def get_queryset(self) -> models.QuerySet[Measure]:
        return super().get_queryset().filter(position__isnull=False)


class EveryMeasure(models.Manager["Measure"]):
    """Those laid aside too."""


class Measure(models.Model):
    """A number and a rating go from start to target; a yes or no happens; milestones are counted
    by themselves. `unit`: what is counted, what happens, or what people rate."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("a number")
        YES_NO = "yes_no", _("yes or no")
        RATING = "rating", _("a rating from people I ask")
        MILESTONES = "milestones", _("the share of steps reached")

    # Kinds whose entries are numbers on a line, and those that can be logged at all.
    DRAWN = (Kind.NUMBER, Kind.RATING)
    LOGGED = (*DRAWN, Kind.YES_NO)

    goal = models.ForeignKey("Goal", models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NUMBER)
    unit = models.CharField(_("what do you count?"), max_length=80, blank=True)
    start = models.DecimalField(_("from"), max_digits=12, decimal_places=2, default=0)
    target = models.DecimalField(_("to"), max_digits=12, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField(null=True, default=1)  # null: laid aside

    objects = MeasuresInUse()
    ever = EveryMeasure()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="measure_position_once"),
            models.CheckConstraint(
                condition=Q(position=None) | Q(position__range=(1, 3)),
                name="measure_at_most_three",
            ),
            models.CheckConstraint(
                condition=~Q(kind="number") | (Q(target__isnull=False) & ~Q(target=F("start"))),
                name="measure_number_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(kind="rating")
                | (
                    Q(target__isnull=False, start__range=(1, 10), target__range=(1, 10))
                    & ~Q(target=F("start"))
                ),
                name="measure_rating_1_to_10",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["yes_no", "milestones"]) | Q(start=0, target=None),
                name="measure_without_numbers",
            ),
        ]

    def __str__(self) -> str:
        if self.kind in self.DRAWN:
            return f"{self.start}→{self.target} {self.unit}"
        return f"{self.kind} {self.unit}".strip()

    @property
    def is_drawn(self) -> bool:
        return self.kind in self.DRAWN and self.target is not None
