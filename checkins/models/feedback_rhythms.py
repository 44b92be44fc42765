"""“One line every week on leading meetings”: what somebody promised to write, by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from mentorship.models import Pairing, PairingMember

from .feedback import Feedback


class FeedbackRhythmQuerySet(models.QuerySet["FeedbackRhythm"]):
    def visible_to(self, user: Any) -> FeedbackRhythmQuerySet:
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        mine = Q(member__enrollment__user=user)
        return self.filter(mine | Q(member__pairing__in=working))

    def promised_by(self, user: Any) -> FeedbackRhythmQuerySet:
        return self.filter(member__enrollment__user=user)

    def living(self, today: date) -> FeedbackRhythmQuerySet:
        """Neither ended by hand nor by its date, in a pairing that works."""
        going = self.filter(ended_at=None, until_on__gte=today)
        return going.filter(member__pairing__state=Pairing.State.ACTIVE)

    def with_last_line(self) -> FeedbackRhythmQuerySet:
        """When the last line on this skill was written, as `last_line_at`."""
        lines = Feedback.objects.filter(
            author=OuterRef("member"), to=OuterRef("to"), skill__iexact=OuterRef("skill")
        ).order_by("-given_at")
        return self.annotate(last_line_at=Subquery(lines.values("given_at")[:1]))

    def with_people(self) -> FeedbackRhythmQuerySet:
        return self.select_related(
            "member__enrollment__user",
            "member__pairing__cohort__program",
            "to__enrollment__user",
        )


class FeedbackRhythm(models.Model):
    class Every(models.IntegerChoices):
        WEEK = 1, _("every week")
        TWO_WEEKS = 2, _("every two weeks")

    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="rhythms_promised")
    to = models.ForeignKey(PairingMember, models.CASCADE, related_name="rhythms_received")
    skill = models.CharField(_("on which skill?"), max_length=80)
    every = models.PositiveSmallIntegerField(_("how often?"), choices=Every, default=Every.WEEK)
    begins_on = models.DateField()
    until_on = models.DateField(_("until when?"))
    promised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackRhythmQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(member=F("to")), name="feedback_rhythm_is_for_another"
            ),
            models.CheckConstraint(condition=~Q(skill=""), name="feedback_rhythm_names_a_skill"),
            models.CheckConstraint(
                condition=Q(every__in=[1, 2]), name="feedback_rhythm_every_week_or_two"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("begins_on")), name="feedback_rhythm_ends_later"
            ),
            models.UniqueConstraint(
                fields=["member", "to", "skill"],
                condition=Q(ended_at=None),
                name="feedback_rhythm_once_per_skill",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback rhythm {self.pk}"

    @property
    def scope(self) -> str:
        return self.member.pairing.scope
