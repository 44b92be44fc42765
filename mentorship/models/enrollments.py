"""A person's place in a cohort in one role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from .programs import Cohort


def name_matches(prefix: str, search: str) -> Q:
    """Every word typed (five at most) is in the name or the address."""
    found = Q()
    for word in search.split()[:5]:
        found &= Q(**{f"{prefix}name__icontains": word}) | Q(**{f"{prefix}email__icontains": word})
    return found


OPEN_STATES = ("invited", "applied", "accepted", "waitlisted")
HOLDS_PLACE = ("invited", "accepted", "completed")


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def withdrawable(self) -> EnrollmentQuerySet:
        return self.filter(origin=Enrollment.Origin.IMPORT, state__in=OPEN_STATES)

    def of(self, user: Any) -> EnrollmentQuerySet:
        return self.filter(user=user)

    def mentors(self) -> EnrollmentQuerySet:
        return self.filter(role=Enrollment.Role.MENTOR)

    def mentees(self) -> EnrollmentQuerySet:
        return self.filter(role=Enrollment.Role.MENTEE)

    def peers(self) -> EnrollmentQuerySet:
        return self.filter(role=Enrollment.Role.PEER)

    def seekers(self) -> EnrollmentQuerySet:
        """Who looks for somebody; mentors offer seats instead."""
        return self.exclude(role=Enrollment.Role.MENTOR)

    def matchable(self) -> EnrollmentQuerySet:
        """May appear in a draft: accepted, or invited and not yet answered (decision 2). Whoever
        looked for one person and had one is asked for nothing more, unless they want somebody."""
        here = self.filter(state__in=[Enrollment.State.ACCEPTED, Enrollment.State.INVITED])
        return here.exclude(pk__in=Enrollment.objects.finished().values("pk"))

    def finished(self) -> EnrollmentQuerySet:
        """Mentees and peers whose pairing ended and who did not ask for another one."""
        ended = self.unpaired().filter(memberships__pairing__state="closed")
        return ended.exclude(role=Enrollment.Role.MENTOR).exclude(rematch_wishes__state="open")

    def with_room(self) -> EnrollmentQuerySet:
        return self.filter(seats_taken__lt=F("capacity"))

    def unpaired(self) -> EnrollmentQuerySet:
        """In no pairing that holds a seat."""
        return self.filter(seats_taken=0)

    def without_answers(self) -> EnrollmentQuerySet:
        return self.filter(answers={})

    def in_changing_cohorts(self) -> EnrollmentQuerySet:
        """Where `Cohort.may_change`."""
        cohorts = Cohort.objects.living().exclude(state=Cohort.State.CLOSED)
        return self.filter(cohort__in=cohorts)

    def without_pair(self) -> EnrollmentQuerySet:
        """Could be in a draft, and is in none; nor in a pairing that holds a seat."""
        free = self.matchable().unpaired()
        return free.exclude(memberships__pairing__state="proposed")

    def counting_seats(self) -> EnrollmentQuerySet:
        """`drafted`: seats that drafts would take; `free`: seats left beside them."""
        proposed = Q(memberships__pairing__state="proposed")
        counted = Enrollment.objects.filter(pk=OuterRef("pk"))
        drafted = counted.annotate(seats=Count("memberships", filter=proposed)).values("seats")
        told = self.annotate(drafted=Subquery(drafted))
        return told.annotate(free=F("capacity") - F("seats_taken") - F("drafted"))

    def with_free_seats(self) -> EnrollmentQuerySet:
        return self.matchable().counting_seats().filter(free__gt=0)

    def accepted(self) -> EnrollmentQuerySet:
        return self.filter(state=Enrollment.State.ACCEPTED)

    def choosing(self) -> EnrollmentQuerySet:
        """Places in cohorts in which people of that role ask, or are asked by others."""
        chosen = [Cohort.Choosing.CHOSEN, Cohort.Choosing.BOTH]
        peers = Q(role=Enrollment.Role.PEER, cohort__peers_browse=True)
        sides = ~Q(role=Enrollment.Role.PEER) & Q(cohort__choosing__in=chosen)
        here = self.filter(peers | sides, cohort__program__state="open")
        return here.exclude(cohort__state=Cohort.State.CLOSED)

    def holding_places(self) -> EnrollmentQuerySet:
        """Who takes one of the places of a role: an invitation keeps one free."""
        return self.filter(state__in=HOLDS_PLACE)

    def undecided(self) -> EnrollmentQuerySet:
        return self.filter(state__in=[Enrollment.State.APPLIED, Enrollment.State.WAITLISTED])

    def applications(self) -> EnrollmentQuerySet:
        """Who came by the link or an invitation and has sent the form."""
        return self.filter(applied_at__isnull=False)

    def waiting_for_a_place(self) -> EnrollmentQuerySet:
        """Applied, or on the waiting list: somebody owes them an answer."""
        return self.filter(state__in=[Enrollment.State.APPLIED, Enrollment.State.WAITLISTED])

    def waiting_in_turn(self) -> EnrollmentQuerySet:
        waits = self.filter(state=Enrollment.State.WAITLISTED)
        return waits.order_by("applied_at", "id")

    def pending_invitations(self) -> EnrollmentQuerySet:
        """By address, by a peer, or by a file of people to be invited."""
        return self.filter(state=Enrollment.State.INVITED)

    def in_cohort(self, cohort: Cohort) -> EnrollmentQuerySet:
        return self.filter(cohort=cohort)

    def beside(self, place: Enrollment) -> EnrollmentQuerySet:
        """All places of the same person in the same cohort, that one included."""
        return self.filter(cohort=place.cohort_id, user=place.user_id)

    def in_role(self, role: str) -> EnrollmentQuerySet:
        return self.filter(role=role) if role else self

    def in_state(self, state: str) -> EnrollmentQuerySet:
        return self.filter(state=state) if state else self

    def named_like(self, search: str) -> EnrollmentQuerySet:
        """Every word typed is in the name or the address."""
        return self.filter(name_matches("user__", search))


class Enrollment(models.Model):
    class Role(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        MENTEE = "mentee", _("mentee")
        PEER = "peer", _("partner")

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("applied")
        ACCEPTED = "accepted", _("taking part")
        WAITLISTED = "waitlisted", _("on the waiting list")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        COMPLETED = "completed", _("completed")

    class Origin(models.TextChoices):
        IMPORT = "import", _("import")
        LINK = "link", _("link")
        INVITATION = "invitation", _("invitation")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrollments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=8, choices=Role)
    state = models.CharField(max_length=12, choices=State, default=State.APPLIED)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.LINK)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    external_id = models.CharField(max_length=120, blank=True)
    # Answers to the cohort's questions, by field key of the roster package.
    answers = models.JSONField(default=dict, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    seats_taken = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)  # sent the application themselves
    # What a coordinator said last. Empty: the state came by a file, a rule or the person's own act.
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["cohort", "role", "state"], name="enrollment_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "user", "role"], name="enrollment_once_per_role"
            ),
            models.UniqueConstraint(
                fields=["cohort", "role", "external_id"],
                condition=~Q(external_id=""),
                name="enrollment_external_id_once",
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")), name="enrollment_seats_within_capacity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} in {self.cohort_id}"

    @property
    def may_be_withdrawn(self) -> bool:
        """Came by a file and is still in: what a later file without them may propose to end."""
        return self.origin == self.Origin.IMPORT and self.state in OPEN_STATES

    @property
    def has_room(self) -> bool:
        return self.seats_taken < self.capacity
