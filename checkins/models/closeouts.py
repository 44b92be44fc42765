"""What is written down after a check-in, for everybody who was in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.finding import saying
from mentorship.models import Enrollment, Pairing, PairingMember, members_at

from .checkins import CheckIn

PEER = Enrollment.Role.PEER


class CloseOutQuerySet(models.QuerySet["CloseOut"]):
    def visible_to(self, user: Any) -> CloseOutQuerySet:
        """What was agreed at a check-in belongs to everybody who was in it."""
        return self.filter(check_in__in=CheckIn.objects.visible_to(user))

    def of_pairing(self, pairing: Pairing) -> CloseOutQuerySet:
        return self.filter(check_in__pairing=pairing)

    def saying(self, words: Sequence[str]) -> CloseOutQuerySet:
        return self.filter(saying(words, "summary", "thanks"))

    def to_confirm(self, user: Any) -> CloseOutQuerySet:
        """Written by another member, not confirmed by anybody, and the reader has not said how
        they remember it. A peer's half stands as it is: the others write their own."""
        mine = PairingMember.objects.of(user).active()
        found = self.filter(confirmed_at=None, author__pairing__in=mine.values("pairing"))
        found = found.exclude(author__enrollment__user=user).exclude(author__role=PEER)
        return found.exclude(lines_back__author__in=mine)

    def with_people(self) -> CloseOutQuerySet:
        return self.select_related(
            "author__enrollment__user", "check_in__pairing__cohort__program"
        ).prefetch_related(
            members_at("check_in__pairing__members"), "lines_back__author__enrollment__user"
        )


class CloseOut(models.Model):
    """Written by one member (each peer writes a half), confirmed by another. Never rewritten."""

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="close_outs")
    author = models.ForeignKey(PairingMember, models.CASCADE, related_name="close_outs")
    summary = models.TextField(_("what did you talk about?"), max_length=4000, blank=True)
    thanks = models.CharField(_("one line of thanks"), max_length=240, blank=True)
    written_at = models.DateTimeField()
    # A member goes with the pairing alone, and then this goes too: nobody is emptied out of it.
    confirmed_by = models.ForeignKey(
        PairingMember, models.RESTRICT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = CloseOutQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "author"], name="close_out_once_an_author"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_by__isnull=False),
                name="close_out_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=models.F("author")),
                name="close_out_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"close-out {self.pk} of check-in {self.check_in_id}"

    @property
    def scope(self) -> str:
        return self.check_in.pairing.scope

    @property
    def is_half(self) -> bool:
        """Between peers each writes for themselves, and nobody confirms anybody."""
        return self.author.role == PEER
