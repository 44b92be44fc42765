"""Questions about a proposed goal, and drafts that somebody offers for another to adopt."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .goals import Goal


class GoalQuestionQuerySet(models.QuerySet["GoalQuestion"]):
    def visible_to(self, user: Any) -> GoalQuestionQuerySet:
        """Whoever reads the goal reads what was asked about it."""
        return self.filter(goal__in=Goal.objects.visible_to(user).values("pk"))

    def of(self, user: Any) -> GoalQuestionQuerySet:
        return self.filter(by__enrollment__user=user)

    def waiting_for(self, user: Any) -> GoalQuestionQuerySet:
        """Asked about this person's open goals, and not answered yet."""
        goals = Goal.objects.owned_by(user).open().in_active_pairings()
        return self.filter(goal__in=goals, answer=None).with_people()

    def with_people(self) -> GoalQuestionQuerySet:
        return self.select_related(
            "answer",
            "by__enrollment__user",
            "goal__owner__enrollment__user",
            "goal__owner__pairing__cohort__program",
        )


class GoalQuestion(AppendOnly):
    """Asked by the other side instead of a yes. The goal stays proposed."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="questions")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="goal_questions")
    text = models.TextField(max_length=1000)
    client_token = models.CharField(max_length=36, blank=True)
    asked_at = models.DateTimeField()

    objects = GoalQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_question_asks_something"),
            models.UniqueConstraint(
                fields=["by", "client_token"],
                condition=~Q(client_token=""),
                name="goal_question_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.goal.scope

    @property
    def is_answered(self) -> bool:
        return hasattr(self, "answer")


class GoalQuestionAnswer(AppendOnly):
    """What the owner said to it: once, and it stays as it was said."""

    question = models.OneToOneField(GoalQuestion, models.CASCADE, related_name="answer")
    text = models.TextField(max_length=1000)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer to question {self.question_id}"


class DraftOfferQuerySet(models.QuerySet["DraftOffer"]):
    def visible_to(self, user: Any) -> DraftOfferQuerySet:
        """The one it is for keeps it; whoever offered it sees it while they work together."""
        working = Q(by__enrollment__user=user, by__pairing__in=Pairing.objects.holding_seats())
        return self.filter(Q(to__enrollment__user=user) | working)

    def offered_to(self, user: Any) -> DraftOfferQuerySet:
        return self.filter(to__enrollment__user=user)

    def offered_by(self, user: Any) -> DraftOfferQuerySet:
        return self.filter(by__enrollment__user=user)

    def waiting(self) -> DraftOfferQuerySet:
        return self.filter(adopted_at=None, set_aside_at=None)

    def waiting_for(self, user: Any) -> DraftOfferQuerySet:
        """Neither adopted nor set aside, of people one works with now."""
        active = self.offered_to(user).filter(to__pairing__state=Pairing.State.ACTIVE)
        return active.waiting().with_people()

    def with_people(self) -> DraftOfferQuerySet:
        return self.select_related(
            "by__enrollment__user", "to__enrollment__user", "to__pairing__cohort__program"
        )


class DraftOffer(models.Model):
    """A goal in somebody's words for somebody else, who alone can adopt it. What it says stays.

    Whether it was set aside is known to the one it is for, and to nobody else.
    """

    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="drafts_offered")
    to = models.ForeignKey(PairingMember, models.CASCADE, related_name="drafts_received")
    title = models.CharField(max_length=200)
    why = models.TextField(max_length=1000, blank=True)
    due_on = models.DateField(null=True, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    client_token = models.CharField(max_length=36, blank=True)
    offered_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    goal = models.OneToOneField(
        Goal, models.SET_NULL, null=True, blank=True, related_name="adopted_from"
    )

    objects = DraftOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("offered draft")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="draft_offer_has_sentence"),
            models.CheckConstraint(condition=~Q(by=F("to")), name="draft_offer_is_for_another"),
            models.CheckConstraint(
                condition=Q(goal=None) | Q(adopted_at__isnull=False),
                name="draft_offer_goal_was_adopted",
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gt=0), name="draft_offer_target_is_ahead"
            ),
            models.UniqueConstraint(
                fields=["by", "client_token"],
                condition=~Q(client_token=""),
                name="draft_offer_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"offered draft {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.to.pairing.scope
