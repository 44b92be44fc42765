"""What happens while people work together: getting to know each other, asking whether it fits,
going on longer, thanking, looking for somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enrollments import Enrollment
from .pairings import Pairing, PairingMember


class MemberCard(models.Model):
    """A few answers for the others in the pairing, before they meet."""

    member = models.OneToOneField(PairingMember, models.CASCADE, related_name="card")
    likes = models.CharField(_("what would you talk about for hours?"), max_length=300, blank=True)
    helps = models.CharField(
        _("what helps you when something is hard?"), max_length=300, blank=True
    )
    hopes = models.CharField(
        _("what would make the first talk a good one for you?"), max_length=300, blank=True
    )
    written_at = models.DateTimeField()

    ANSWERS = ("likes", "helps", "hopes")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(likes="") | ~Q(helps="") | ~Q(hopes=""), name="card_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"card of member {self.member_id}"


class FitCheckQuerySet(models.QuerySet["FitCheck"]):
    def of(self, user: Any) -> FitCheckQuerySet:
        return self.filter(member__enrollment__user=user)

    def answered(self) -> FitCheckQuerySet:
        return self.exclude(answer="")

    def by_name(self) -> FitCheckQuerySet:
        return self.filter(by_name=True)

    def unanswered(self) -> FitCheckQuerySet:
        return self.filter(answer="")


class FitCheck(models.Model):
    """Whether it fits, asked of one member. Nobody else reads the answer unless its giver said
    that the coordinators may, by name; the partner never does."""

    class Moment(models.TextChoices):
        FIRST = "first", _("after the first check-in")
        DAY_30 = "day_30", _("after a month")
        OWN = "own", _("when you liked")

    class Answer(models.TextChoices):
        GOOD = "good", _("good")
        DECIDING = "deciding", _("still deciding")
        NO_FIT = "no_fit", _("not a fit")

    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="fit_checks")
    moment = models.CharField(max_length=8, choices=Moment)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    by_name = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FitCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "moment"], name="fit_check_once_a_moment"),
            models.CheckConstraint(
                condition=Q(answer="", by_name=None, answered_at=None)
                | (~Q(answer="") & Q(by_name__isnull=False, answered_at__isnull=False)),
                name="fit_check_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"fit check {self.pk}"

    @property
    def scope(self) -> str:
        return self.member.pairing.scope


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def open(self) -> ExtensionQuerySet:
        return self.filter(state=Extension.State.OPEN)


class Extension(models.Model):
    """A later last day, proposed by one member; it counts once all have agreed."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        AGREED = "agreed", _("agreed by all")
        DECLINED = "declined", _("not this time")

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="extensions")
    ends_on = models.DateField()
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state="open"), name="extension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="extension_over_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"extension {self.pk} of pairing {self.pairing_id}"

    @property
    def scope(self) -> str:
        return self.pairing.scope


class ExtensionAgreement(models.Model):
    extension = models.ForeignKey(Extension, models.CASCADE, related_name="agreements")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["extension", "member"], name="extension_agreed_once_a_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} agreed to {self.extension_id}"


class PartingNote(models.Model):
    """Thanks at the end, for the others in the pairing."""

    member = models.OneToOneField(PairingMember, models.CASCADE, related_name="parting_note")
    text = models.TextField(_("a few words of thanks"), max_length=1000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="parting_note_says_something")
        ]

    def __str__(self) -> str:
        return f"parting note of member {self.member_id}"


class RematchWishQuerySet(models.QuerySet["RematchWish"]):
    def open(self) -> RematchWishQuerySet:
        return self.filter(state=RematchWish.State.OPEN)

    def meet(self, enrollments: Any, now: datetime) -> int:
        """Somebody was found."""
        found = self.open().filter(enrollment__in=enrollments)
        return found.update(state=RematchWish.State.MET, ended_at=now)


class RematchWish(models.Model):
    """“Please find me somebody else”, said by a person to whoever runs the program."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        MET = "met", _("found")
        WITHDRAWN = "withdrawn", _("taken back")

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="rematch_wishes")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RematchWishQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(state="open"), name="rematch_wish_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="rematch_wish_over_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"rematch wish {self.pk}"


class NeverAgain(models.Model):
    """Known to its author and to the matching alone: in no admin, no list, no audit entry."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="never_again_once"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="never_again_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
