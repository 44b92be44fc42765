"""Notes in three inks. Nothing is overwritten or deleted: who puts it differently, or shares it
later, writes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.finding import saying
from accounts.models.audit import AppendOnly
from mentorship.models import Cohort, Pairing, PairingMember

from .checkins import CheckIn
from .closeouts import CloseOut


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: Any) -> NoteQuerySet:
        """One's own in every ink, and what the others shared with the pairing. What they sent to
        the program is for those who run it: see `told_to`."""
        mine = Q(author__enrollment__user=user)
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).published()
        return self.filter(mine | Q(ink=Note.Ink.SHARED, author__pairing__in=working))

    def told_to(self, user: Any, cohort: Cohort) -> NoteQuerySet:
        """What members of a cohort that the user runs sent to the program: not of pairings in
        which they take part themselves."""
        overseen = Pairing.objects.overseen_by(user).in_cohort(cohort).published()
        return self.filter(ink=Note.Ink.PROGRAM, author__pairing__in=overseen)

    def of_pairing(self, pairing: Pairing) -> NoteQuerySet:
        return self.filter(author__pairing=pairing)

    def written_by(self, user: Any) -> NoteQuerySet:
        return self.filter(author__enrollment__user=user)

    def of_no_check_in(self) -> NoteQuerySet:
        return self.filter(check_in=None)

    def saying(self, words: Sequence[str]) -> NoteQuerySet:
        return self.filter(saying(words, "text"))

    def with_people(self) -> NoteQuerySet:
        return self.select_related(
            "author__enrollment__user", "author__pairing__cohort__program", "check_in"
        )


class Note(AppendOnly):
    class Ink(models.TextChoices):
        PRIVATE = "private", _("only you")
        SHARED = "shared", _("you and the people in this pairing")
        PROGRAM = "program", _("you and your program")

    author = models.ForeignKey(PairingMember, models.CASCADE, related_name="notes")
    # None: about working together, and no talk in particular.
    check_in = models.ForeignKey(
        CheckIn, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    ink = models.CharField(max_length=8, choices=Ink)
    text = models.TextField(max_length=4000)
    # The author's own earlier note: of which this is a copy for more readers, or which it puts
    # differently for the same ones.
    copy_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    corrects = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    # What somebody else wrote down, which its reader remembers differently.
    close_out = models.ForeignKey(
        CloseOut, models.CASCADE, null=True, blank=True, related_name="lines_back"
    )
    client_token = models.CharField(max_length=36, blank=True)
    written_at = models.DateTimeField()

    was_corrected = was_copied = False  # known to lists that hold the other one too

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(ink="program"), name="note_to_program"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(copy_of=None) | ~Q(ink="private"), name="note_copy_goes_further"
            ),
            models.CheckConstraint(
                condition=Q(close_out=None) | Q(ink="shared", check_in__isnull=False),
                name="note_line_back_is_shared",
            ),
            models.UniqueConstraint(
                fields=["author", "client_token"],
                condition=~Q(client_token=""),
                name="note_once_per_form",
            ),
            models.UniqueConstraint(fields=["copy_of", "ink"], name="note_copied_once_an_ink"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def scope(self) -> str:
        return self.author.pairing.scope

    @property
    def is_private(self) -> bool:
        return self.ink == self.Ink.PRIVATE
