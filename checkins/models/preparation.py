"""What somebody brings to a check-in: a few lines of preparation, and questions that wait for it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.models import Pairing, PairingMember, members_at

from .checkins import CheckIn


class PreparationQuerySet(models.QuerySet["Preparation"]):
    def visible_to(self, user: Any) -> PreparationQuerySet:
        """To everybody who meets; `private_note` is for its member alone, whoever reads the rest."""
        return self.filter(check_in__in=CheckIn.objects.visible_to(user))

    def of(self, user: Any) -> PreparationQuerySet:
        return self.filter(member__enrollment__user=user)

    def with_people(self) -> PreparationQuerySet:
        return self.select_related("member__enrollment__user")


class Preparation(models.Model):
    """Of one member for one check-in. `version` goes up with each change, so that whoever saves an
    older one is told instead of writing over the newer."""

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="preparations")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="preparations")
    summary = models.TextField(_("what happened since last time?"), max_length=8000, blank=True)
    private_note = models.TextField(_("just for you"), max_length=8000, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = PreparationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_in", "member"], name="preparation_once_a_member"
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="preparation_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"preparation {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.check_in.pairing.scope

    @property
    def person(self) -> Any:
        return self.member.person


class SavedQuestionQuerySet(models.QuerySet["SavedQuestion"]):
    def visible_to(self, user: Any) -> SavedQuestionQuerySet:
        """To everybody of the pairing; what was put away is its author's alone again."""
        mine = Q(author__enrollment__user=user)
        ours = Q(author__pairing__in=Pairing.objects.visible_to(user))
        return self.filter(mine | ours & ~Q(state=SavedQuestion.State.PUT_AWAY))

    def of(self, user: Any) -> SavedQuestionQuerySet:
        return self.filter(author__enrollment__user=user)

    def waiting(self) -> SavedQuestionQuerySet:
        return self.filter(state=SavedQuestion.State.WAITING)

    def ended(self) -> SavedQuestionQuerySet:
        return self.exclude(state=SavedQuestion.State.WAITING)

    def of_pairing(self, pairing: Pairing) -> SavedQuestionQuerySet:
        return self.filter(author__pairing=pairing)

    def with_people(self) -> SavedQuestionQuerySet:
        return self.select_related("author__enrollment__user")

    def with_members(self) -> SavedQuestionQuerySet:
        return self.select_related("author__pairing").prefetch_related(
            members_at("author__pairing__members")
        )


class SavedQuestion(models.Model):
    """Waits for the next check-in of its author's pairing, and the next, until it was asked or put
    away."""

    class State(models.TextChoices):
        WAITING = "waiting", _("for next time")
        ASKED = "asked", _("asked")
        PUT_AWAY = "away", _("put away")

    author = models.ForeignKey(PairingMember, models.CASCADE, related_name="saved_questions")
    text = models.CharField(_("your question"), max_length=400)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # The check-in at which it was asked.
    check_in = models.ForeignKey(
        CheckIn, models.SET_NULL, null=True, blank=True, related_name="questions_asked"
    )
    client_token = models.CharField(max_length=36)
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SavedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["author"], condition=Q(state="waiting"), name="saved_question_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="saved_question_says_something"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="saved_question_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(check_in=None) | Q(state="asked"), name="saved_question_asked_at_one"
            ),
            models.UniqueConstraint(
                fields=["author", "client_token"], name="saved_question_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"saved question {self.pk}"

    @property
    def scope(self) -> str:
        return self.author.pairing.scope

    @property
    def person(self) -> Any:
        return self.author.person
