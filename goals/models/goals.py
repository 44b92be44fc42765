"""A SMART goal of one pairing member. Private until its owner shares it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .milestones import Milestone

# Everybody of the pairing of an owner, in one query.
WITH_MEMBERS = Prefetch(
    "owner__pairing__members",
    queryset=PairingMember.objects.select_related("enrollment__user"),
)


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, user: Any) -> GoalQuerySet:
        """One's own goals, and the shared goals of the people one works with. When a pairing
        closes, a goal is its owner's alone again: what grows from it is for whoever comes next."""
        mine = Q(owner__enrollment__user=user)
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        return self.filter(mine | Q(shared_at__isnull=False, owner__pairing__in=working))

    def owned_by(self, user: Any) -> GoalQuerySet:
        return self.filter(owner__enrollment__user=user)

    def of_pairing(self, pairing: Pairing) -> GoalQuerySet:
        return self.filter(owner__pairing=pairing)

    def open(self) -> GoalQuerySet:
        return self.filter(state__in=[Goal.State.DRAFT, Goal.State.PROPOSED, Goal.State.AGREED])

    def ended(self) -> GoalQuerySet:
        return self.filter(state__in=[Goal.State.ACHIEVED, Goal.State.DROPPED])

    def shared(self) -> GoalQuerySet:
        return self.filter(shared_at__isnull=False)

    def with_people(self) -> GoalQuerySet:
        """What the doors, the readers and the pages look at, in two queries."""
        return self.select_related(
            "owner__enrollment__user", "owner__pairing__cohort__program"
        ).prefetch_related(WITH_MEMBERS)

    def with_main_measure(self) -> GoalQuerySet:
        """The first measure as `main` where there is one, in the same read: pages that are opened
        daily draw no other. With what a share of milestones needs."""
        first = FilteredRelation("measures", condition=Q(measures__position=1))
        found = self.annotate(main=first, main_id=F("main__pk")).select_related("main")
        return found.with_steps()

    def with_steps(self) -> GoalQuerySet:
        """How many milestones there are, and how many of them are reached."""
        here = OuterRef("pk")
        return self.annotate(
            steps_all=Milestone.objects.counted_for(here),
            steps_reached=Milestone.objects.reached().counted_for(here),
        )

    def to_agree(self) -> GoalQuerySet:
        return self.filter(state=Goal.State.PROPOSED)

    def to_practice(self) -> GoalQuerySet:
        return self.filter(practice=True)

    def shareable(self) -> GoalQuerySet:
        """Without what somebody practices, which is never shared and grows into nothing else."""
        return self.filter(practice=False)

    def in_active_pairings(self) -> GoalQuerySet:
        return self.filter(owner__pairing__state=Pairing.State.ACTIVE)


class Goal(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("waiting for an answer")
        AGREED = "agreed", _("agreed")
        ACHIEVED = "achieved", _("achieved")
        DROPPED = "dropped", _("let go")

    class Repeats(models.TextChoices):
        NEVER = "", _("no")
        MONTH = "month", _("each month")
        QUARTER = "quarter", _("each quarter")

    owner = models.ForeignKey(PairingMember, models.CASCADE, related_name="goals")
    title = models.CharField(_("what exactly do you want to achieve?"), max_length=200)
    realistic = models.TextField(_("what makes it realistic?"), max_length=1000, blank=True)
    relevant = models.TextField(_("why does it matter to you?"), max_length=1000, blank=True)
    due_on = models.DateField(_("by when?"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("how confident are you?"), null=True, blank=True
    )
    repeats = models.CharField(
        _("does it come again?"), max_length=8, choices=Repeats, default="", blank=True
    )
    # Something that its owner alone tries out, again and again: never shared, and without numbers.
    practice = models.BooleanField(default=False)
    follows = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    client_token = models.CharField(max_length=36, blank=True)  # a double click makes one goal
    created_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    learned = models.TextField(_("what did you learn?"), max_length=1000, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["owner", "state"], name="goal_owner_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(1, 10)),
                name="goal_confidence_1_to_10",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "agreed"]) | Q(shared_at__isnull=False),
                name="goal_proposed_is_shared",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False, due_on__isnull=False),
                name="goal_agreed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["achieved", "dropped"]) | Q(ended_at__isnull=False),
                name="goal_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(practice=False) | Q(shared_at=None, repeats=""),
                name="goal_practice_is_private",
            ),
            models.CheckConstraint(
                condition=Q(repeats__in=["", "month", "quarter"]), name="goal_repeats_as_said"
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("id")), name="goal_follows_another"
            ),
            models.UniqueConstraint(
                fields=["owner", "client_token"],
                condition=~Q(client_token=""),
                name="goal_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"  # shown in admin and logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.owner.pairing.scope

    @property
    def person(self) -> Any:
        return self.owner.person

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.PROPOSED, self.State.AGREED)


class GoalRevision(AppendOnly):
    """What an agreed goal said before it was changed, and why it changed."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="revisions")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(max_length=1000)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"revision {self.pk} of goal {self.goal_id}"
