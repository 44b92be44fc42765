"""«I will X by Y», by mentee or mentor. On screen: a promise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.finding import saying
from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .goals import WITH_MEMBERS, Goal


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: Any) -> CommitmentQuerySet:
        """Promises are made to each other: every member of the pairing reads them while it
        lasts. When it closes, each keeps their own."""
        mine = Q(owner__enrollment__user=user)
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        return self.filter(mine | Q(owner__pairing__in=working))

    def owned_by(self, user: Any) -> CommitmentQuerySet:
        return self.filter(owner__enrollment__user=user)

    def of_pairing(self, pairing: Pairing) -> CommitmentQuerySet:
        return self.filter(owner__pairing=pairing)

    def saying(self, words: Sequence[str]) -> CommitmentQuerySet:
        return self.filter(saying(words, "text", "cue"))

    def with_people(self) -> CommitmentQuerySet:
        """What the doors, the readers and the pages look at, in two queries."""
        return self.select_related(
            "goal", "split_from", "owner__enrollment__user", "owner__pairing__cohort__program"
        ).prefetch_related(WITH_MEMBERS)

    def ended(self) -> CommitmentQuerySet:
        return self.exclude(state__in=Commitment.OPEN_STATES)

    def open(self) -> CommitmentQuerySet:
        return self.filter(state__in=Commitment.OPEN_STATES)

    def in_active_pairings(self) -> CommitmentQuerySet:
        return self.filter(owner__pairing__state=Pairing.State.ACTIVE)

    def done_early(self) -> CommitmentQuerySet:
        """Done before the day that was promised at first: a win, which a new day cannot make."""
        done = CommitmentAnswer.Answer.DONE
        early = CommitmentAnswer.objects.filter(answer=done, on__lt=F("commitment__due_on"))
        return self.filter(state=Commitment.State.DONE, moves=0, pk__in=early.values("commitment"))


class Commitment(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        MOVED = "moved", _("moved")
        DONE = "done", _("done")
        PARTLY = "partly", _("partly done")
        LET_GO = "let_go", _("let go")

    # A moved promise goes on with its new date; the other three are ends.
    OPEN_STATES = (State.OPEN, State.MOVED)
    TIRED_AFTER = 3  # moves

    owner = models.ForeignKey(PairingMember, models.CASCADE, related_name="commitments")
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    text = models.CharField(_("I will …"), max_length=240)
    cue = models.CharField(_("If … happens"), max_length=160, blank=True)
    due_on = models.DateField(_("by when?"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    stuck_at = models.DateTimeField(null=True, blank=True)  # asked for help; stays open
    moves = models.PositiveSmallIntegerField(default=0)
    # The larger promise that this is a part of.
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    client_token = models.CharField(max_length=36, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="commitment_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "moved"]) | Q(answered_at__isnull=False),
                name="commitment_ended_has_answer",
            ),
            models.UniqueConstraint(
                fields=["owner", "client_token"],
                condition=~Q(client_token=""),
                name="commitment_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"  # shown in admin and logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.owner.pairing.scope

    @property
    def person(self) -> Any:
        return self.owner.person

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    @property
    def is_tired(self) -> bool:
        """It has moved so often that smaller ones may be easier to begin."""
        return self.is_open and self.moves >= self.TIRED_AFTER


class CommitmentAnswer(AppendOnly):
    class Answer(models.TextChoices):
        DONE = "done", _("Done")
        PARTLY = "partly", _("Partly")
        STUCK = "stuck", _("Stuck")
        MOVED = "moved", _("Move it")
        LET_GO = "let_go", _("Let it go")

    class Via(models.TextChoices):
        SCREEN = "screen", _("on screen")
        MAIL = "mail", _("from the mail")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=8, choices=Answer)
    note = models.TextField(_("anything to add?"), max_length=1000, blank=True)
    moved_to = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the day it was due when this was said
    via = models.CharField(max_length=8, choices=Via, default=Via.SCREEN)
    at = models.DateTimeField()
    on = models.DateField()  # the owner's local date

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="moved") | Q(moved_to__isnull=False),
                name="answer_moved_has_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} to {self.commitment_id}"


class CueRevision(AppendOnly):
    """The moment that a promise was to begin with, before another was chosen."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="cue_revisions")
    at = models.DateTimeField()
    before = models.CharField(max_length=160, blank=True)
    after = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"another cue of promise {self.commitment_id}"
