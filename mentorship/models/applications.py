"""The ways into a cohort: its link and its rules, and applications that are not sent yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.clock import local_date
from accounts.links import page_url
from accounts.models.tokens import new_public_id
from accounts.signing import sign

from .enrollments import Enrollment
from .programs import Cohort, Program

JOIN = "join"
MOST_PLACES = 10_000
TAKES_PEOPLE = (
    Cohort.State.PLANNED,
    Cohort.State.RECRUITING,
    Cohort.State.MATCHING,
    Cohort.State.RUNNING,
)


class EntranceQuerySet(models.QuerySet["Entrance"]):
    def open(self) -> EntranceQuerySet:
        """By what the rows say; a closing date is read by `is_open_on`, in the cohort's zone."""
        return self.filter(
            is_open=True,
            cohort__state__in=TAKES_PEOPLE,
            cohort__program__state=Program.State.OPEN,
        )


class Entrance(models.Model):
    """How people come into a cohort by themselves. Without a row: by invitation or a file only."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="entrance")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    version = models.PositiveIntegerField(default=1)  # a new one makes every older link useless
    is_open = models.BooleanField(default=False)
    closes_on = models.DateField(null=True, blank=True)  # the last day, in the cohort's zone
    for_mentors = models.BooleanField(default=True)
    for_mentees = models.BooleanField(default=True)
    for_peers = models.BooleanField(default=False)
    # None: as many as come.
    mentor_places = models.PositiveSmallIntegerField(null=True, blank=True)
    mentee_places = models.PositiveSmallIntegerField(null=True, blank=True)
    peer_places = models.PositiveSmallIntegerField(null=True, blank=True)
    domains = models.JSONField(default=list, blank=True)  # ["example.org"]; empty: any address
    needs_approval = models.BooleanField(default=True)
    about = models.TextField(max_length=2000, blank=True)  # in the coordinator's own words
    # {"accept": {"subject": "…", "text": "…"}}; missing keys fall back to our own texts.
    mails = models.JSONField(default=dict, blank=True)

    objects = EntranceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False)
                | Q(for_mentors=True)
                | Q(for_mentees=True)
                | Q(for_peers=True),
                name="entrance_open_for_somebody",
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{role}_places": None}) | Q(**{f"{role}_places__gte": 1}),
                    name=f"entrance_{role}_places_some",
                )
                for role in ("mentor", "mentee", "peer")
            ],
        ]

    def __str__(self) -> str:
        return f"entrance of cohort {self.cohort_id}"

    @property
    def raw(self) -> str:
        """What stands in the link: nothing secret is kept, and it can be shown again."""
        return self.public_id + sign(JOIN, self.public_id, self.version)

    def url(self) -> str:
        return page_url("mentorship:join", self.raw)

    @property
    def roles(self) -> list[str]:
        """Who may apply, in the order in which they are offered."""
        told = {"mentee": self.for_mentees, "mentor": self.for_mentors, "peer": self.for_peers}
        return [role for role, is_wanted in told.items() if is_wanted]

    def places_for(self, role: str) -> int | None:
        return getattr(self, f"{role}_places")  # type: ignore[no-any-return]

    def is_open_at(self, now: datetime) -> bool:
        today = local_date(now, self.cohort.zone)
        return (
            self.is_open
            and self.cohort.state in TAKES_PEOPLE
            and self.cohort.program.state == Program.State.OPEN
            and not self.has_closed(today)
        )

    def has_closed(self, today: date) -> bool:
        last = min(self.closes_on or self.cohort.ends_on, self.cohort.ends_on)
        return last < today

    def welcomes(self, address: str) -> bool:
        """Whether the domain of an address is one of those that may come; any may if none is."""
        return not self.domains or address.strip().lower().rpartition("@")[2] in self.domains


class EligibilityRule(models.Model):
    """One condition of taking part, and what somebody reads who does not meet it."""

    class Operator(models.TextChoices):
        IS = "is", _("is")
        IS_NOT = "is_not", _("is not")
        CONTAINS = "contains", _("contains")
        AT_LEAST = "at_least", _("is at least")
        AT_MOST = "at_most", _("is at most")
        ANSWERED = "answered", _("is answered")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="eligibility_rules")
    role = models.CharField(max_length=8, choices=Enrollment.Role, blank=True)  # blank: everybody
    field = models.CharField(max_length=120)  # key of a question, “zone” or “email_domain”
    operator = models.CharField(max_length=10, choices=Operator)
    value = models.CharField(max_length=200, blank=True)
    message = models.TextField(max_length=500)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(operator="answered", value="")
                | (~Q(operator="answered") & ~Q(value="")),
                name="eligibility_rule_has_value",
            ),
            models.CheckConstraint(condition=~Q(message=""), name="eligibility_rule_has_message"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.operator} {self.value}".strip()


class ApplicationDraftQuerySet(models.QuerySet["ApplicationDraft"]):
    def of(self, user: Any) -> ApplicationDraftQuerySet:
        return self.filter(user=user)

    def in_cohort(self, cohort: Cohort) -> ApplicationDraftQuerySet:
        return self.filter(cohort=cohort)

    def where_people_are_taken(self) -> ApplicationDraftQuerySet:
        """By the state of the cohort and its program; whether its link is open is asked there."""
        takes = {"cohort__state__in": TAKES_PEOPLE, "cohort__program__state": Program.State.OPEN}
        return self.filter(**takes)

    def turned_back(self) -> ApplicationDraftQuerySet:
        """Sent, and stopped by a rule."""
        return self.filter(turned_back_at__isnull=False)

    def to_remind(self, now: datetime) -> ApplicationDraftQuerySet:
        return self.filter(remind_at__lte=now, cohort__in=Cohort.objects.living())

    def untouched_since(self, when: datetime) -> ApplicationDraftQuerySet:
        return self.filter(touched_at__lt=when)


class ApplicationDraft(models.Model):
    """An application on its way. Nobody but its writer reads it; once sent it is an enrollment."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="application_drafts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="application_drafts"
    )
    role = models.CharField(max_length=8, choices=Enrollment.Role)
    answers = models.JSONField(default=dict, blank=True)
    zone = models.CharField(max_length=64, blank=True)  # of the hours in the answers
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)  # said by mentors
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    # Since when we know that it is truly theirs: an address typed by a stranger proves nothing,
    # and gets no reminders.
    begun_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    turned_back_at = models.DateTimeField(null=True, blank=True)
    turned_back_by = models.ForeignKey(
        EligibilityRule, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ApplicationDraftQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False),
                name="application_to_remind",
            ),
            models.Index(fields=["touched_at"], name="application_touched"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "user", "role"], name="application_once_per_role"
            ),
            models.CheckConstraint(
                condition=Q(remind_at=None) | Q(begun_at__isnull=False),
                name="application_reminded_once_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"application of {self.user_id} as {self.role} in {self.cohort_id}"
