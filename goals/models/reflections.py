"""What somebody saw when something was done, moved or let go. Theirs alone, unless they share it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .commitments import Commitment, CommitmentAnswer
from .goals import Goal

ASKED_FOR = timedelta(days=14)  # a question about what is longer past is not put any more
Answer = CommitmentAnswer.Answer
WONDERED_ABOUT = (Answer.DONE, Answer.PARTLY, Answer.MOVED, Answer.LET_GO)


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def owned_by(self, user: Any) -> ReflectionQuerySet:
        return self.filter(owner__enrollment__user=user)

    def shared_with(self, user: Any) -> ReflectionQuerySet:
        """What the others of the user's pairings shared, while these last. For reports and briefs."""
        mine = PairingMember.objects.of(user).values("pairing")
        working = Pairing.objects.filter(pk__in=mine).holding_seats()
        shared = self.said().filter(is_shared=True, owner__pairing__in=working)
        return shared.exclude(owner__enrollment__user=user)

    def visible_to(self, user: Any) -> ReflectionQuerySet:
        theirs = Q(pk__in=Reflection.objects.shared_with(user).values("pk"))
        return self.filter(Q(owner__enrollment__user=user) | theirs)

    def said(self) -> ReflectionQuerySet:
        """Without the questions that were passed over."""
        return self.exclude(cause=Reflection.Cause.SKIPPED)

    def since(self, moment: datetime) -> ReflectionQuerySet:
        return self.filter(at__gte=moment)

    def about(self, thing: Commitment | Goal) -> ReflectionQuerySet:
        return self.filter(**{thing._meta.model_name or "": thing})


class Reflection(AppendOnly):
    """The answer to one curious question. It is put once: passing over it is an answer too."""

    class Cause(models.TextChoices):
        # What helped or what got in the way: the same six, so that both can be counted together.
        TIME = "time", _("time")
        CLARITY = "clarity", _("clarity")
        ENERGY = "energy", _("energy")
        PEOPLE = "people", _("other people")
        MEANING = "meaning", _("whether it matters")
        ELSE = "else", _("something else")
        SKIPPED = "skipped", _("passed over")

    owner = models.ForeignKey(PairingMember, models.CASCADE, related_name="reflections")
    goal = models.OneToOneField(
        Goal, models.CASCADE, null=True, blank=True, related_name="reflection"
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="reflections"
    )
    # Which answer to the promise it is about; a promise that moved has several.
    answer = models.OneToOneField(
        CommitmentAnswer, models.CASCADE, null=True, blank=True, related_name="reflection"
    )
    is_success = models.BooleanField()  # «what made this work?», else «what got in the way?»
    cause = models.CharField(max_length=8, choices=Cause)
    text = models.TextField(max_length=1000, blank=True)
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()
    on = models.DateField()  # the owner's local date

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, commitment=None, answer=None)
                | Q(goal=None, commitment__isnull=False, answer__isnull=False),
                name="reflection_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(cause="skipped") | Q(text="", is_shared=False),
                name="reflection_skipped_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"reflection {self.pk}"  # without anybody's words

    @property
    def is_skipped(self) -> bool:
        return self.cause == self.Cause.SKIPPED

    @property
    def scope(self) -> str:
        return self.owner.pairing.scope
