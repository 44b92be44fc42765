"""Feedback that somebody asked for: from a partner, or from a colleague who has no account here.

What a colleague answers is the asker's alone. What of it the pairing reads is a copy, made by them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from accounts.models.tokens import new_public_id
from accounts.signing import sign
from goals.models import Goal, Measure
from mentorship.models import Pairing, PairingMember, members_at

LINK = "checkins.colleague"  # what the signature in a colleague's link is for
RATING = Measure.Kind.RATING


class FeedbackRequestQuerySet(models.QuerySet["FeedbackRequest"]):
    def visible_to(self, user: Any) -> FeedbackRequestQuerySet:
        """One's own; and what a partner was asked in the open, while the pairing lasts. Whom
        somebody asked outside is nobody else's."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        shared = Q(to__isnull=False, asker__pairing__in=working)
        return self.filter(Q(asker__enrollment__user=user) | shared)

    def asked_by(self, user: Any) -> FeedbackRequestQuerySet:
        return self.filter(asker__enrollment__user=user)

    def open(self, now: datetime) -> FeedbackRequestQuerySet:
        """Not answered, declined or taken back; and the link of a colleague still works."""
        lives = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(lives, state=FeedbackRequest.State.OPEN)

    def waiting_for(self, user: Any, now: datetime) -> FeedbackRequestQuerySet:
        """What partners would like the reader to say something about."""
        asked = self.filter(to__enrollment__user=user).open(now)
        together = asked.filter(to__pairing=F("asker__pairing"))  # neither has left a group since
        return together.filter(asker__pairing__state=Pairing.State.ACTIVE)

    def to_forget(self, before: datetime) -> FeedbackRequestQuerySet:
        """Who answered, or whose link ended before this, and whose address is still there."""
        done = [FeedbackRequest.State.ANSWERED, FeedbackRequest.State.DECLINED]
        over = Q(expires_at__lt=before) | Q(state__in=done)
        return self.filter(over).exclude(address="")

    def with_people(self) -> FeedbackRequestQuerySet:
        return self.select_related(
            "asker__enrollment__user",
            "asker__pairing__cohort__program",
            "to__enrollment__user",
            "goal",
            "answer__shared",
            "feedback",
        ).prefetch_related(members_at("asker__pairing__members"))


class FeedbackRequest(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("asked")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("would rather not")
        WITHDRAWN = "withdrawn", _("taken back")

    asker = models.ForeignKey(PairingMember, models.CASCADE, related_name="feedback_asked")
    to = models.ForeignKey(
        PairingMember, models.CASCADE, null=True, blank=True, related_name="feedback_wanted"
    )
    # Somebody outside. The address goes when they have answered; the name stays with the asker.
    colleague = models.CharField(_("their name"), max_length=80, blank=True)
    address = models.EmailField(_("their e-mail address"), max_length=254, blank=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)

    work = models.CharField(_("which piece of work?"), max_length=240)
    link = models.URLField(_("a link to it"), blank=True)
    question = models.CharField(_("your one question"), max_length=300)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+")
    skill = models.CharField(_("about which skill?"), max_length=80, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    client_token = models.CharField(max_length=36)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=~Q(address=""), name="colleague_to_forget"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False, colleague="", address="", expires_at=None)
                | (Q(to=None, expires_at__isnull=False) & ~Q(colleague="")),
                name="feedback_request_asks_exactly_one",
            ),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(asker=F("to")), name="feedback_request_asks_another"
            ),
            models.CheckConstraint(
                condition=~Q(work="") & ~Q(question=""), name="feedback_request_says_what"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="feedback_request_ended_has_time",
            ),
            models.UniqueConstraint(
                fields=["asker", "client_token"], name="feedback_request_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"feedback request {self.pk}"

    @property
    def scope(self) -> str:
        return self.asker.pairing.scope

    @property
    def is_answered(self) -> bool:
        return self.state == self.State.ANSWERED

    def is_open(self, now: datetime) -> bool:
        lives = self.expires_at is None or self.expires_at > now
        return self.state == self.State.OPEN and lives

    @property
    def asks_rating(self) -> bool:
        """Its goal is measured by what people say who are asked."""
        return self.goal is not None and self.goal.measures.filter(kind=RATING).exists()

    @property
    def raw(self) -> str:
        """What stands in the colleague's link: an id and its signature, nothing secret at rest."""
        return self.public_id + sign(LINK, self.public_id, 1)

    def url(self, name: str = "checkins:answer_as_colleague") -> str:
        return settings.SITE_URL + reverse(name, args=[self.raw])


class ColleagueAnswer(AppendOnly):
    """What somebody outside said. Only who asked reads it."""

    request = models.OneToOneField(FeedbackRequest, models.CASCADE, related_name="answer")
    text = models.TextField(_("your answer"), max_length=4000)
    rating = models.PositiveSmallIntegerField(_("from 1 to 10"), null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="colleague_says_something"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 10)), name="colleague_rates_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to feedback request {self.request_id}"


class SharedAnswerQuerySet(models.QuerySet["SharedAnswer"]):
    def visible_to(self, user: Any) -> SharedAnswerQuerySet:
        """For the pairing while it lasts; then for who shared it alone."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        mine = Q(answer__request__asker__enrollment__user=user)
        return self.filter(mine | Q(answer__request__asker__pairing__in=working))

    def with_people(self) -> SharedAnswerQuerySet:
        return self.select_related("answer__request__asker__enrollment__user")


class SharedAnswer(AppendOnly):
    """A copy of an answer, or of a part of it, for the pairing."""

    answer = models.OneToOneField(ColleagueAnswer, models.CASCADE, related_name="shared")
    text = models.TextField(_("what you pass on"), max_length=4000)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    objects = SharedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="shared_answer_says_something"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 10)), name="shared_rating_1_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"shared answer {self.pk}"


class ColleagueSilence(models.Model):
    """An address at which nobody wants such questions; a hash, so that we need not know it. Other
    mails still reach it: somebody may have an account under it."""

    address_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"silence {self.pk}"
