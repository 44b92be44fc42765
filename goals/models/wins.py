"""Small successes worth celebrating, and the people who cheer. The list mostly fills itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .commitments import Commitment
from .goals import WITH_MEMBERS, Goal

FRESH_FOR = timedelta(days=14)


class WinQuerySet(models.QuerySet["Win"]):
    def visible_to(self, user: Any) -> WinQuerySet:
        """One's own, and what the people one works with share and show. When a pairing closes,
        wins are their owner's alone again."""
        return self.filter(Q(owner__enrollment__user=user) | Q(pk__in=self._shared_with(user)))

    def _shared_with(self, user: Any) -> models.QuerySet[Win, dict[str, int]]:
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        return Win.objects.shown().shared().filter(owner__pairing__in=working).values("pk")

    def owned_by(self, user: Any) -> WinQuerySet:
        return self.filter(owner__enrollment__user=user)

    def of_others(self, user: Any) -> WinQuerySet:
        """What this person may read and others own."""
        return self.visible_to(user).exclude(owner__enrollment__user=user)

    def shared(self) -> WinQuerySet:
        return self.exclude(reach=Win.Reach.ME)

    def shown(self) -> WinQuerySet:
        return self.filter(hidden_at=None)

    def hidden(self) -> WinQuerySet:
        return self.filter(hidden_at__isnull=False)

    def since(self, day: date) -> WinQuerySet:
        return self.filter(on__gte=day)

    def theirs_alone(self) -> WinQuerySet:
        """Without what everybody of the pairing did together: each has that in their own list."""
        return self.exclude(kind=Win.Kind.FIRST_CHECK_IN)

    def to_cheer(self, user: Any, today: date) -> WinQuerySet:
        """Fresh wins of the people one works with now, uncheered by this person."""
        return (
            self.of_others(user)
            .theirs_alone()
            .since(today - FRESH_FOR)
            .filter(owner__pairing__state=Pairing.State.ACTIVE)
            .exclude(cheers__by__enrollment__user=user)
        )

    def before(self, pk: int) -> WinQuerySet:
        """Further down a list that begins with the newest."""
        mark = Win.objects.filter(pk=pk).values_list("on", flat=True).first()
        if mark is None:
            return self
        return self.filter(Q(on__lt=mark) | Q(on=mark, pk__lt=pk))

    def newest_first(self) -> WinQuerySet:
        return self.order_by("-on", "-id")

    def with_owners(self) -> WinQuerySet:
        """What a line about a win shows, in the same query."""
        return self.select_related(
            "goal", "commitment", "owner__enrollment__user", "owner__pairing__cohort__program"
        )

    def with_things(self) -> WinQuerySet:
        """That, with whom it was, and who cheered: in three queries."""
        return self.with_owners().prefetch_related(*around_wins())


def around_wins() -> tuple[models.Prefetch, ...]:
    """Who cheered, and with whom it was."""
    cheers = Cheer.objects.select_related("by__enrollment__user")
    return models.Prefetch("cheers", queryset=cheers), WITH_MEMBERS


class Win(AppendOnly):
    """What it says is written once. Only whether others are shown it may change."""

    class Kind(models.TextChoices):
        HAND = "hand", _("written by hand")
        GOAL = "goal", _("goal achieved")
        EARLY = "early", _("promise done early")
        MILESTONE = "milestone", _("milestone reached")
        FIRST_CHECK_IN = "first_check_in", _("first meeting")

    class Reach(models.TextChoices):
        ME = "me", _("only me")
        US = "us", _("the people I work with")
        THANKS = "thanks", _("the people I work with, with thanks")

    owner = models.ForeignKey(PairingMember, models.CASCADE, related_name="wins")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.HAND)
    words = models.CharField(_("what went well?"), max_length=240, blank=True)
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="wins")
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="wins"
    )
    # What fills the list by itself, by name: "goal:7", "promise:7", "milestone:7", "first_check_in".
    about = models.CharField(max_length=40, blank=True)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.US)
    on = models.DateField()  # the owner's local date
    at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    client_token = models.CharField(max_length=36, blank=True)

    objects = WinQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["owner", "on"], name="win_owner_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "about"], condition=~Q(about=""), name="win_once_about_a_thing"
            ),
            models.UniqueConstraint(
                fields=["owner", "client_token"],
                condition=~Q(client_token=""),
                name="win_once_per_form",
            ),
            models.CheckConstraint(
                condition=(~Q(kind="hand") & ~Q(about="")) | (Q(kind="hand", about="")),
                name="win_by_itself_is_about_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["hand", "milestone"]) | ~Q(words=""),
                name="win_by_hand_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"win {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.owner.pairing.scope

    @property
    def person(self) -> Any:
        return self.owner.person

    @property
    def is_shared(self) -> bool:
        return self.reach != self.Reach.ME


class Cheer(AppendOnly):
    """One press by somebody of the same pairing."""

    win = models.ForeignKey(Win, models.CASCADE, related_name="cheers")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="cheers")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["win", "by"], name="cheer_once")]

    def __str__(self) -> str:
        return f"cheer {self.pk} for win {self.win_id}"
