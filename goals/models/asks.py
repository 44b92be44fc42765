"""What somebody asks for between check-ins, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .commitments import Commitment
from .shelf import ShelfItem


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, user: Any) -> AskQuerySet:
        """To who asks and who is asked. When their pairing closes, an ask is its author's alone."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        to_me = Q(to__enrollment__user=user, asker__pairing__in=working)
        return self.filter(Q(asker__enrollment__user=user) | to_me)

    def asked_by(self, user: Any) -> AskQuerySet:
        return self.filter(asker__enrollment__user=user)

    def open(self) -> AskQuerySet:
        return self.filter(reply=None, withdrawn_at=None)

    def waiting_for(self, user: Any) -> AskQuerySet:
        """For an answer of this person, in pairings that work now."""
        active = self.filter(asker__pairing__state=Pairing.State.ACTIVE)
        active = active.filter(to__pairing=F("asker__pairing"))  # neither has left a group since
        return active.open().filter(to__enrollment__user=user)

    def with_people(self) -> AskQuerySet:
        return self.select_related(
            "asker__enrollment__user",
            "asker__pairing__cohort__program",
            "to__enrollment__user",
            "reply__item",
            "reply__commitment",
        )

    def newest_first(self) -> AskQuerySet:
        return self.order_by("-id")


class Ask(models.Model):
    class Kind(models.TextChoices):
        RESOURCE = "resource", _("something to read or use")
        INTRODUCTION = "introduction", _("an introduction to somebody")
        ADVICE = "advice", _("advice")

    asker = models.ForeignKey(PairingMember, models.CASCADE, related_name="asks_made")
    to = models.ForeignKey(PairingMember, models.CASCADE, related_name="asks_received")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(_("what would help you?"), max_length=2000)
    client_token = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["asker", "client_token"], name="ask_once_per_form"),
            models.CheckConstraint(condition=~Q(asker=F("to")), name="ask_goes_to_another"),
            models.CheckConstraint(condition=~Q(text=""), name="ask_says_something"),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.asker.pairing.scope

    @property
    def answer(self) -> AskReply | None:
        return getattr(self, "reply", None)

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.answer is None


class AskReply(AppendOnly):
    """Words, something from the shelf, or a promise to look after it."""

    ask = models.OneToOneField(Ask, models.CASCADE, related_name="reply")
    text = models.TextField(_("your answer"), max_length=2000, blank=True)
    item = models.ForeignKey(ShelfItem, models.SET_NULL, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "ask replies"

    def __str__(self) -> str:
        return f"answer to ask {self.ask_id}"
