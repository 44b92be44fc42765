"""The feedback log. What was said stays as it was said; the answer is a row of its own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from goals.models import Commitment, Goal
from mentorship.models import Pairing, PairingMember, members_at

from .checkins import CheckIn


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: Any) -> FeedbackQuerySet:
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).published()
        # Whoever left a group still reads what was written to them in it.
        return self.filter(Q(author__pairing__in=working) | Q(to__enrollment__user=user))

    def addressed_to(self, user: Any) -> FeedbackQuerySet:
        return self.filter(to__enrollment__user=user)

    def of_pairing(self, pairing: Pairing) -> FeedbackQuerySet:
        return self.filter(author__pairing=pairing)

    def unanswered(self) -> FeedbackQuerySet:
        return self.filter(reply=None)

    def in_active_pairings(self) -> FeedbackQuerySet:
        return self.filter(author__pairing__state=Pairing.State.ACTIVE)

    def with_people(self) -> FeedbackQuerySet:
        return self.select_related(
            "author__enrollment__user",
            "author__pairing__cohort__program",
            "to__enrollment__user",
            "reply",
            "goal",
            "commitment",
            "check_in",
        ).prefetch_related(members_at("author__pairing__members"))


class Feedback(AppendOnly):
    class Kind(models.TextChoices):
        AFFIRM = "affirm", _("what worked")
        OBSERVE = "observe", _("what I noticed")
        QUESTION = "question", _("a question")
        SUGGEST = "suggest", _("a suggestion")

    author = models.ForeignKey(PairingMember, models.CASCADE, related_name="feedback_given")
    to = models.ForeignKey(PairingMember, models.CASCADE, related_name="feedback_received")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(_("your words"), max_length=4000)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="feedback")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    check_in = models.ForeignKey(
        CheckIn, models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    skill = models.CharField(_("about which skill?"), max_length=80, blank=True)
    client_token = models.CharField(max_length=36)
    given_at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(
                condition=~Q(author=models.F("to")), name="feedback_is_for_another"
            ),
            models.UniqueConstraint(
                fields=["author", "client_token"], name="feedback_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"

    @property
    def scope(self) -> str:
        return self.author.pairing.scope

    @property
    def is_answered(self) -> bool:
        return hasattr(self, "reply")


class FeedbackReply(AppendOnly):
    class Answer(models.TextChoices):
        THANKED = "thanked", _("Thank you")
        CLARIFY = "clarify", _("Can you say more?")
        WILL_TRY = "will_try", _("I will try this")
        NOT_NOW = "not_now", _("Not now")

    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="reply")
    answer = models.CharField(max_length=8, choices=Answer)
    text = models.TextField(_("anything to add?"), max_length=2000, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback replies"

    def __str__(self) -> str:
        return f"{self.answer} to {self.feedback_id}"
