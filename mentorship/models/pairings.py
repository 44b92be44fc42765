"""Two people (or three peers) working together. Members are rows, not two columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enrollments import Enrollment
from .programs import CadenceFields, Cohort, Program
from .runs import MatchingRun

FEW = 40  # points of 100 in one criterion, below which a coordinator may want to look


class PairingQuerySet(models.QuerySet["Pairing"]):
    def visible_to(self, user: Any) -> PairingQuerySet:
        """A member's own published pairings. Drafts are the coordinators' alone."""
        return self.published().filter(
            pk__in=PairingMember.objects.filter(enrollment__user=user).values("pairing")
        )

    def run_by(self, user: Any) -> PairingQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(user))

    def overseen_by(self, user: Any) -> PairingQuerySet:
        """Run by the user, without the pairings in which they take part themselves."""
        own = PairingMember.objects.filter(enrollment__user=user).values("pairing")
        return self.run_by(user).exclude(pk__in=own)

    def living(self) -> PairingQuerySet:
        """Of a program that is not archived."""
        return self.filter(cohort__in=Cohort.objects.living())

    def in_program(self, program: Program) -> PairingQuerySet:
        return self.filter(cohort__program=program)

    def in_cohort(self, cohort: Cohort) -> PairingQuerySet:
        return self.filter(cohort=cohort)

    def in_state(self, *states: str) -> PairingQuerySet:
        return self.filter(state__in=states)

    def proposed(self) -> PairingQuerySet:
        return self.filter(state=Pairing.State.PROPOSED)

    def locked(self) -> PairingQuerySet:
        """Drafts that the next proposal has to keep."""
        return self.filter(locked=True)

    def of_peers(self) -> PairingQuerySet:
        return self.filter(pk__in=PairingMember.objects.peers().values("pairing"))

    def of_mentors(self) -> PairingQuerySet:
        return self.exclude(pk__in=PairingMember.objects.peers().values("pairing"))

    def weak(self, floor: int) -> PairingQuerySet:
        """Below the floor, which counts to 100."""
        return self.filter(score__lt=floor * 100)

    def with_few_points_in(self, criterion: str) -> PairingQuerySet:
        """Where that counts and both have said something about it."""
        return self.filter(**{f"points__{criterion}__lt": FEW})

    def published(self) -> PairingQuerySet:
        return self.exclude(state=Pairing.State.PROPOSED)

    def active(self) -> PairingQuerySet:
        return self.filter(state=Pairing.State.ACTIVE)

    def left(self) -> PairingQuerySet:
        """What was, where one of three left and the others go on."""
        return self.filter(goes_on_as__isnull=False)

    def holding_seats(self) -> PairingQuerySet:
        return self.filter(state__in=HOLDING_SEATS)

    def named_like(self, search: str) -> PairingQuerySet:
        """Pairings in which somebody is called so."""
        if not search.strip():
            return self
        people = Enrollment.objects.named_like(search)
        return self.filter(
            pk__in=PairingMember.objects.filter(enrollment__in=people).values("pairing")
        )

    def with_enrollment(self, enrollment: Enrollment) -> PairingQuerySet:
        return self.filter(members__enrollment=enrollment)

    def of_two(self, one: int, other: int) -> PairingQuerySet:
        """In which both accounts are members."""
        ones, others = (
            PairingMember.objects.filter(enrollment__user=user).values("pairing")
            for user in (one, other)
        )
        return self.filter(pk__in=ones).filter(pk__in=others)

    def paused_until_before(self, day: date) -> PairingQuerySet:
        return self.filter(paused_until__lte=day)

    def ending_before(self, day: date) -> PairingQuerySet:
        return self.filter(ends_on__lt=day)

    def sorted_by(self, order: str) -> PairingQuerySet:
        """ "weakest" or "strongest" first; else as they were proposed."""
        by_score = {"weakest": F("score").asc(nulls_first=True)}
        by_score["strongest"] = F("score").desc(nulls_last=True)
        return self.order_by(by_score[order], "pk") if order in by_score else self.order_by("pk")

    def to_ask_fit(self, day: date) -> PairingQuerySet:
        """Working since that day or longer, and not asked since whether it fits."""
        return self.active().filter(fit_asked_at=None, starts_on__lte=day)

    def to_ask_agreement(self, day: date) -> PairingQuerySet:
        return self.active().filter(agreement_asked_at=None, starts_on__lte=day)

    def with_people(self) -> PairingQuerySet:
        """Members with their places and accounts, in one query more."""
        return self.prefetch_related(members_at("members"))


class Pairing(CadenceFields):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    class CloseReason(models.TextChoices):
        DONE = "done", _("we did what we set out to do")
        TIME = "time", _("there was not enough time")
        NO_FIT = "no_fit", _("it was not a good fit")
        MOVED_ON = "moved_on", _("one of us moved on")
        COHORT_OVER = "cohort_over", _("the program ended")
        OTHER = "other", _("something else")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="pairings")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    run = models.ForeignKey(
        MatchingRun, models.SET_NULL, null=True, blank=True, related_name="pairings"
    )
    score = models.PositiveSmallIntegerField(null=True, blank=True)  # 0..10,000
    # Per criterion: {"key", "points", "weight", "part", "shared": […], "sensitive": bool};
    # between peers also "between": [enrollment, enrollment], for each two of the group
    parts = models.JSONField(default=list, blank=True)
    # The same by criterion, to look for: {"skills": 0..100}; what is not known is left out.
    points = models.JSONField(default=dict, blank=True)
    by_hand = models.BooleanField(default=False)  # chosen by a person, however it came to be kept
    locked = models.BooleanField(default=False)  # a draft that the next proposal keeps
    chosen = models.BooleanField(default=False)  # its members asked each other
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # One of three left: this is what was, with all three in it, and that is how two go on.
    goes_on_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="left_by"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=40, blank=True)
    # Facts that keep sweeps and pages cheap: the first talk took place; what a day brings was seen to.
    met_at = models.DateTimeField(null=True, blank=True)
    fit_asked_at = models.DateTimeField(null=True, blank=True)
    agreement_asked_at = models.DateTimeField(null=True, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["cohort", "state"], name="pairing_state"),
            models.Index(
                fields=["ends_on"],
                condition=Q(state__in=["active", "paused"]),
                name="pairing_to_end",
            ),
            models.Index(
                fields=["starts_on"],
                condition=Q(state="active", fit_asked_at=None),
                name="pairing_to_ask_fit",
            ),
            models.Index(
                fields=["starts_on"],
                condition=Q(state="active", agreement_asked_at=None),
                name="pairing_to_ask_agreement",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed")
                | Q(published_at__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="pairing_published_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="pairing_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(goes_on_as=None) | Q(state="closed"), name="pairing_left_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(locked=False) | Q(state="proposed"), name="pairing_locked_is_draft"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=10_000), name="pairing_score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"pairing {self.pk}"

    @property
    def scope(self) -> str:
        return self.cohort.scope

    @property
    def holds_seats(self) -> bool:
        """Published and not ended: its people work with each other, or rest for a while."""
        return self.state in HOLDING_SEATS

    @property
    def is_of_peers(self) -> bool:
        """No query where the members were fetched with it."""
        return any(member.role == Enrollment.Role.PEER for member in self.members.all())


HOLDING_SEATS = (Pairing.State.ACTIVE, Pairing.State.PAUSED)


GLANCED = (
    *("role", "pairing_id", "enrollment__user_id", "enrollment__role"),
    *(f"enrollment__user__{name}" for name in ("name", "email", "zone", "language")),
    *(
        f"pairing__{name}"
        for name in ("state", "starts_on", "ends_on", "paused_until", "zone", "every")
    ),
    *("pairing__cohort__name", "pairing__cohort__program__name"),
    *(f"pairing__cohort__program__{name}_word" for name in ("mentor", "mentee", "check_in")),
)


class PairingMemberQuerySet(models.QuerySet["PairingMember"]):
    def of(self, user: Any) -> PairingMemberQuerySet:
        return self.filter(enrollment__user=user)

    def peers(self) -> PairingMemberQuerySet:
        return self.filter(role=Enrollment.Role.PEER)

    def active(self) -> PairingMemberQuerySet:
        return self.filter(pairing__state=Pairing.State.ACTIVE)

    def with_person(self) -> PairingMemberQuerySet:
        return self.select_related("enrollment__user", "pairing__cohort__program")

    def at_a_glance(self) -> PairingMemberQuerySet:
        """The same with what pages that are opened daily show, and no more: not what people
        answered, nor why they were paired. Whatever else is looked at costs a read of its own."""
        return self.with_person().only(*GLANCED)


def members_at(path: str) -> models.Prefetch:
    """Members with their places and accounts, in one query, for rows that lead to them so."""
    return models.Prefetch(path, PairingMember.objects.select_related("enrollment__user"))


def seat_members(rows: Iterable[PairingMember]) -> None:
    """Gives the pairings among these rows their members, as a prefetch would, without a read. Rows
    of one pairing share it from then on."""
    seated: dict[int, list[PairingMember]] = {}
    for row in rows:
        seated.setdefault(row.pairing_id, []).append(row)
    for together in seated.values():
        pairing = together[0].pairing
        members = pairing.members.all()
        members._result_cache = together
        pairing._prefetched_objects_cache = {"members": members}
        for row in together:
            row.pairing = pairing


class PairingMember(models.Model):
    """What goals, agreements, consents, notes and readers point at."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="members")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Enrollment.Role)

    objects = PairingMemberQuerySet.as_manager()

    class Meta:
        ordering = ["role", "id"]  # mentee before mentor
        constraints = [
            models.UniqueConstraint(fields=["pairing", "enrollment"], name="member_once"),
            models.UniqueConstraint(
                fields=["pairing", "role"],
                condition=~Q(role="peer"),
                name="member_one_per_role_but_peers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of pairing {self.pairing_id}"

    @property
    def person(self) -> Any:
        return self.enrollment.user
