"""The 90-day plan: from A to B in three blocks of 30 days. Private until its owner shares it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly
from mentorship.models import Pairing, PairingMember

from .goals import WITH_MEMBERS, Goal

DAYS = 90
BLOCK = 30
REVIEW_DAYS = (30, 60, 90)
MOST_THEMES = MOST_GOALS = 3
ASKED_AFTER = 30  # days after the last one, in which its review is still fresh enough to ask for


def days(count: int) -> timedelta:
    return timedelta(days=count)


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> PlanQuerySet:
        """As with goals: one's own, and the shared ones of the people one works with. When a
        pairing closes, a plan is its owner's alone again."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).holding_seats()
        mine = Q(owner__enrollment__user=user)
        return self.filter(mine | Q(shared_at__isnull=False, owner__pairing__in=working))

    def owned_by(self, user: Any) -> PlanQuerySet:
        return self.filter(owner__enrollment__user=user)

    def of_pairing(self, pairing: Pairing) -> PlanQuerySet:
        return self.filter(owner__pairing=pairing)

    def in_active_pairings(self) -> PlanQuerySet:
        return self.filter(owner__pairing__state=Pairing.State.ACTIVE)

    def running(self, today: date) -> PlanQuerySet:
        return self.filter(starts_on__lte=today, starts_on__gte=today - days(DAYS))

    def within(self, year: int) -> PlanQuerySet:
        """Plans with a day in this year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self.filter(starts_on__gte=first - days(DAYS), starts_on__lte=last)

    def with_people(self) -> PlanQuerySet:
        return self.select_related(
            "owner__enrollment__user", "owner__pairing__cohort__program"
        ).prefetch_related(WITH_MEMBERS)

    def with_contents(self) -> PlanQuerySet:
        return self.select_related("follows", "followed_by").prefetch_related("themes", "reviews")

    def review_due(self, user: Any, today: date) -> PlanQuerySet:
        """One's own plans that ask to be looked back on today, with that day as `due_day`. Only
        the newest of the three is asked for, and the last no longer than a month."""
        written = PlanReview.objects.filter(plan=OuterRef("pk"), day=OuterRef("due_day"))
        return (
            self.owned_by(user)
            .in_active_pairings()
            .filter(
                starts_on__lte=today - days(BLOCK),
                starts_on__gt=today - days(DAYS + ASKED_AFTER),
                followed_by=None,
            )
            .annotate(due_day=_newest_day(today))
            .exclude(Exists(written))
        )


def _newest_day(today: date) -> Case:
    """Which of the three days has come last, as SQL."""
    return Case(
        *(When(starts_on__lte=today - days(day), then=Value(day)) for day in reversed(REVIEW_DAYS)),
        output_field=models.PositiveSmallIntegerField(),
    )


class Plan(models.Model):
    owner = models.ForeignKey(PairingMember, models.CASCADE, related_name="plans")
    point_a = models.TextField(_("where are you now?"), max_length=1000, blank=True)
    point_b = models.TextField(_("where do you want to be in 90 days?"), max_length=1000)
    starts_on = models.DateField(_("first day"))
    shared_at = models.DateTimeField(null=True, blank=True)
    follows = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    client_token = models.CharField(max_length=36, blank=True)  # a double click makes one plan
    created_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["owner", "starts_on"], name="plan_owner_start")]
        constraints = [
            models.CheckConstraint(condition=~Q(point_b=""), name="plan_leads_somewhere"),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("id")), name="plan_follows_another"
            ),
            models.UniqueConstraint(
                fields=["owner", "client_token"],
                condition=~Q(client_token=""),
                name="plan_once_per_form",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"  # shown in logs, so without anybody's words

    @property
    def scope(self) -> str:
        return self.owner.pairing.scope

    @property
    def person(self) -> Any:
        return self.owner.person

    @property
    def ends_on(self) -> date:
        """Its day 90."""
        return self.day_on(DAYS)

    @property
    def is_read_by_others(self) -> bool:
        """Shared, with people who still work together."""
        return self.shared_at is not None and self.owner.pairing.holds_seats

    def day_on(self, day: int) -> date:
        return self.starts_on + days(day)

    @property
    def looked_back(self) -> str:
        """«30, 60», from what was read with it."""
        return ", ".join(str(review.day) for review in self.reviews.all())

    def day_to_ask_for(self, today: date) -> int | None:
        """The newest of the three that has come, unless it is written; the others may rest."""
        come = [day for day in REVIEW_DAYS if self.day_on(day) <= today]
        return come[-1] if come and come[-1] in self.days_to_review(today) else None

    def days_to_review(self, today: date) -> list[int]:
        """Which of the three have come and were not written yet, from what was read with it."""
        written = {review.day for review in self.reviews.all()}
        come = (day for day in REVIEW_DAYS if self.day_on(day) <= today)
        return [day for day in come if day not in written]


class PlanTheme(models.Model):
    """What 30 days are about."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("in a few words"), max_length=80)
    about = models.TextField(_("what is it about?"), max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="theme_position_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_THEMES)), name="theme_one_of_three"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="theme_has_title"),
        ]

    def __str__(self) -> str:
        return f"theme {self.position} of plan {self.plan_id}"


class PlanGoal(models.Model):
    """A goal of the same person that the 90 days are for."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="plan_goals")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="plan_goals")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_goal_position_once"),
            models.UniqueConstraint(fields=["plan", "goal"], name="plan_goal_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_GOALS)), name="plan_at_most_three_goals"
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.goal_id} in plan {self.plan_id}"


class PlanReview(AppendOnly):
    """Looking back on day 30, 60 or 90, once each."""

    class Asking(models.TextChoices):
        MORE = "more", _("Ask me more")
        SAME = "same", _("It is right as it is")
        LESS = "less", _("Ask me less")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    day = models.PositiveSmallIntegerField()
    moved = models.TextField(_("what moved?"), max_length=2000, blank=True)
    surprised = models.TextField(_("what surprised you?"), max_length=2000, blank=True)
    change = models.TextField(_("what will you change?"), max_length=2000, blank=True)
    # A wish and no decision: it leads its owner to their consents and is read by nobody else.
    asking = models.CharField(max_length=4, choices=Asking, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "day"], name="plan_review_once_a_day"),
            models.CheckConstraint(
                condition=Q(day__in=REVIEW_DAYS), name="plan_review_on_day_30_60_90"
            ),
            models.CheckConstraint(
                condition=~Q(moved="") | ~Q(surprised="") | ~Q(change=""),
                name="plan_review_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"review of plan {self.plan_id} on day {self.day}"

    @property
    def is_last(self) -> bool:
        return self.day == DAYS
