"""The feedback log. What was said stays as it was said; the answer is a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.finding import saying
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

    def saying(self, words: Sequence[str]) -> FeedbackQuerySet:
        return self.filter(saying(words, "text", "skill"))

    def unanswered(self) -> FeedbackQuerySet:
        return self.filter(reply=None)

    def in_active_pairings(self) -> FeedbackQuerySet:
        return self.filter(author__pairing__state=Pairing.State.ACTIVE)

    def waiting_for(self, user: Any, now: datetime) -> FeedbackQuerySet:
        """What the reader may answer now: not what they read today to answer tomorrow."""
        later = FeedbackLater.objects.filter(
            feedback=OuterRef("pk"), back_on__gt=user.local_date(now)
        )
        waiting = self.addressed_to(user).unanswered().in_active_pairings()
        return waiting.exclude(Exists(later))

    def to_say_more(self, user: Any) -> FeedbackQuerySet:
        """Words of one's own of which the reader asked to hear more."""
        asked = self.filter(
            author__enrollment__user=user, reply__answer=FeedbackReply.Answer.CLARIFY, more=None
        )
        return asked.in_active_pairings()

    def between_me_and(self, person: int) -> FeedbackQuerySet:
        """Given by or to somebody, among what is visible."""
        return self.filter(Q(author__enrollment__user=person) | Q(to__enrollment__user=person))

    def about_skill(self, skill: str) -> FeedbackQuerySet:
        return self.filter(skill__iexact=skill)

    def with_people(self) -> FeedbackQuerySet:
        return self.select_related(
            "author__enrollment__user",
            "author__pairing__cohort__program",
            "to__enrollment__user",
            "reply__commitment",
            "acted_on",
            "more",
            "request",
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
    request = models.OneToOneField(
        "checkins.FeedbackRequest",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feedback",
    )
    # The words of which these say more, because their reader asked.
    follows = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="more"
    )
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

    @property
    def is_acted_on(self) -> bool:
        """Said so by hand, or the promise that grew from it is done."""
        if hasattr(self, "acted_on"):
            return True
        promise = self.reply.commitment if self.is_answered else None
        return promise is not None and promise.state == Commitment.State.DONE

    @property
    def is_to_say_more(self) -> bool:
        """Its reader asked to hear more, and nothing followed yet."""
        asked = self.is_answered and self.reply.answer == FeedbackReply.Answer.CLARIFY
        return asked and not hasattr(self, "more")


class FeedbackReply(AppendOnly):
    class Answer(models.TextChoices):
        THANKED = "thanked", _("Thank you")
        CLARIFY = "clarify", _("Can you say more?")
        WILL_TRY = "will_try", _("I will try this")
        NOT_NOW = "not_now", _("Not now")

    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="reply")
    answer = models.CharField(max_length=8, choices=Answer)
    heard = models.TextField(_("what I heard is …"), max_length=500, blank=True)
    text = models.TextField(_("anything to add?"), max_length=2000, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback replies"

    def __str__(self) -> str:
        return f"{self.answer} to {self.feedback_id}"


class FeedbackLater(AppendOnly):
    """Read now, answered tomorrow. Only who pressed it knows: it tells nobody that they read."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="put_off")
    back_on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feedback {self.feedback_id} comes back on {self.back_on}"


class FeedbackActedOn(AppendOnly):
    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="acted_on")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback acted on"

    def __str__(self) -> str:
        return f"acted on feedback {self.feedback_id}"
