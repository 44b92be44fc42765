"""Programs, their cohorts, and who runs them. A program is the boundary that nothing crosses."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import validate_zone
from mentorship.cadence import Cadence
from mentorship.words import Words


class ProgramQuerySet(models.QuerySet["Program"]):
    def run_by(self, user: Any) -> ProgramQuerySet:
        """Programs in which the user coordinates at least one cohort."""
        return self.filter(pk__in=Coordinator.objects.filter(user=user).values("program"))

    def run_whole_by(self, user: Any) -> ProgramQuerySet:
        """Programs the user runs as a whole, not only some cohorts of them."""
        posts = Coordinator.objects.filter(user=user, cohort=None)
        return self.filter(pk__in=posts.values("program"))

    def joined_by(self, user: Any) -> ProgramQuerySet:
        """Programs in which the user has a place in some cohort, or a post."""
        places = Cohort.objects.filter(enrollments__user=user).values("program")
        return self.filter(Q(pk__in=places)) | self.run_by(user)

    def living(self) -> ProgramQuerySet:
        """Not archived: what may still change, and may still write to people."""
        return self.exclude(state=Program.State.ARCHIVED)


class Program(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        ARCHIVED = "archived", _("archived")

    class Privacy(models.TextChoices):
        STRUCTURE = "structure", _("structure only")
        TITLES = "titles", _("goal titles")
        SHARED = "shared", _("everything shared to the program")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_zone]
    )
    privacy = models.CharField(max_length=10, choices=Privacy, default=Privacy.STRUCTURE)
    # The organization's own words, used inside translatable sentences. Blank: the product's words.
    mentor_word = models.CharField(_("your word for mentor"), max_length=40, blank=True)
    mentee_word = models.CharField(_("your word for mentee"), max_length=40, blank=True)
    check_in_word = models.CharField(_("your word for check-in"), max_length=40, blank=True)
    # The menu of rhythms that its cohorts choose from, and what a new cohort starts with.
    offers_weekly = models.BooleanField(_("every week"), default=True)
    offers_biweekly = models.BooleanField(_("every two weeks"), default=True)
    offers_monthly = models.BooleanField(_("every month"), default=True)
    default_capacity = models.PositiveSmallIntegerField(
        _("people per mentor, unless a cohort says otherwise"), default=1
    )
    quiet_from = models.TimeField(_("no mail from"), default=time(20))
    quiet_until = models.TimeField(_("until"), default=time(8))
    support_contact = models.EmailField(_("who helps with the program"), blank=True)
    safeguarding_contact = models.EmailField(
        _("who is told of a concern (someone outside the coordinators)"), blank=True
    )
    # {"purpose": "…"}: what an agreement starts from. Missing keys fall back to our own texts.
    agreement_texts = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offers_weekly=True) | Q(offers_biweekly=True) | Q(offers_monthly=True),
                name="program_offers_a_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(default_capacity__gte=1), name="program_default_capacity_from_one"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "archived"]), name="program_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return f"program:{self.pk}"

    @property
    def is_archived(self) -> bool:
        return self.state == self.State.ARCHIVED

    @property
    def rhythms(self) -> list[str]:
        """The menu: which of `Cohort.Every` its cohorts may choose."""
        return [every for every in CadenceFields.Every.values if getattr(self, f"offers_{every}")]

    @property
    def words(self) -> Words:
        return Words(self.mentor_word, self.mentee_word, self.check_in_word)


class CadenceFields(models.Model):
    """A rhythm as columns; `cadence` gives the value object."""

    class Every(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        BIWEEKLY = "biweekly", _("every two weeks")
        MONTHLY = "monthly", _("every month")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    every = models.CharField(_("how often"), max_length=10, choices=Every, default=Every.WEEKLY)
    weekday = models.PositiveSmallIntegerField(
        _("on"), choices=Weekday, null=True, blank=True, default=Weekday.THURSDAY
    )
    monthday = models.PositiveSmallIntegerField(null=True, blank=True)
    nth = models.SmallIntegerField(null=True, blank=True)
    at = models.TimeField(_("at"), default=time(16))
    zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_zone]
    )

    class Meta:
        abstract = True

    @property
    def cadence(self) -> Cadence:
        return Cadence(
            every=self.every,
            at=self.at,
            zone=self.zone,
            weekday=self.weekday,
            monthday=self.monthday,
            nth=self.nth,
        )


class CohortQuerySet(models.QuerySet["Cohort"]):
    def run_by(self, user: Any) -> CohortQuerySet:
        """Cohorts the user coordinates, by the program or by name."""
        posts = Coordinator.objects.filter(user=user)
        whole = posts.filter(cohort=None).values("program")
        named = posts.exclude(cohort=None).values("cohort")
        return self.filter(Q(program__in=whole) | Q(pk__in=named))

    def going(self) -> CohortQuerySet:
        """Cohorts in which pairs work, or worked until the last day."""
        return self.filter(state__in=[Cohort.State.RUNNING, Cohort.State.CLOSING])

    def living(self) -> CohortQuerySet:
        """Of a program that is not archived: what may still change, and may still write to people."""
        return self.exclude(program__state=Program.State.ARCHIVED)

    def ending_before(self, day: date) -> CohortQuerySet:
        return self.filter(ends_on__lt=day)


class Cohort(CadenceFields):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RECRUITING = "recruiting", _("recruiting")
        MATCHING = "matching", _("matching")
        RUNNING = "running", _("running")
        CLOSING = "closing", _("closing")
        CLOSED = "closed", _("closed")

    class Choosing(models.TextChoices):
        PROPOSED = "proposed", _("proposed by the matching")
        CHOSEN = "chosen", _("chosen by the people themselves")
        BOTH = "both", _("both: people may ask, the rest is proposed")

    class Pairs(models.TextChoices):
        MENTORS = "mentors", _("a mentor with a mentee")
        PEERS = "peers", _("partners of one standing, who hold each other to what they chose")
        BOTH = "both", _("both: somebody may have a mentor and a partner")

    program = models.ForeignKey(Program, models.CASCADE, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    pairs = models.CharField(
        _("who is paired with whom"), max_length=8, choices=Pairs, default=Pairs.MENTORS
    )
    default_capacity = models.PositiveSmallIntegerField(
        _("mentees per mentor, unless they say otherwise"), default=1
    )
    # {"skills": 25, …}; empty means the defaults of the matching engine.
    weights = models.JSONField(default=dict, blank=True)
    # ["language", "past_partner", "reporting_line"]: what rules a pair out; None means the engine's own.
    hard_rules = models.JSONField(null=True, blank=True)
    floor = models.PositiveSmallIntegerField(default=40)
    # {"enough_hours": 4, "level_gap": [1, 3], "peer_gap": 1, "stickiness": 5, "asked": {"wishes": 20},
    # "at_least": {"q:shift": 50}}: what criteria measure against; what is missing is the engine's own.
    measures = models.JSONField(default=dict, blank=True)
    choosing = models.CharField(
        _("how pairs come about"), max_length=10, choices=Choosing, default=Choosing.PROPOSED
    )
    peers_browse = models.BooleanField(_("peers may look around and ask"), default=True)
    peers_invite = models.BooleanField(_("peers may invite somebody they know"), default=True)
    created_at = models.DateTimeField()

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="cohort_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(floor__lte=100), name="cohort_floor_is_percent"),
            models.UniqueConstraint(fields=["program", "name"], name="cohort_name_in_program"),
            models.CheckConstraint(
                condition=Q(pairs__in=["mentors", "peers", "both"]), name="cohort_pairs_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"{self.program.name}, {self.name}"

    @property
    def scope(self) -> str:
        return f"program:{self.program_id}"

    @property
    def pairs_mentors(self) -> bool:
        return self.pairs != self.Pairs.PEERS

    @property
    def pairs_peers(self) -> bool:
        return self.pairs != self.Pairs.MENTORS

    @property
    def roles(self) -> tuple[str, ...]:
        """In which roles one can take part."""
        sides = ("mentor", "mentee") if self.pairs_mentors else ()
        return (*sides, "peer") if self.pairs_peers else sides

    @property
    def may_change(self) -> bool:
        """Closed cohorts, and those of an archived program, are read only for everybody."""
        return self.state != self.State.CLOSED and not self.program.is_archived

    def is_over(self, today: date) -> bool:
        return self.ends_on < today

    @property
    def mentees_choose(self) -> bool:
        return self.choosing in (self.Choosing.CHOSEN, self.Choosing.BOTH)


class CoordinatorQuerySet(models.QuerySet["Coordinator"]):
    def of_program(self, program: Program) -> CoordinatorQuerySet:
        return self.filter(program=program)

    def held_by(self, user: Any) -> CoordinatorQuerySet:
        return self.filter(user=user)

    def whole(self) -> CoordinatorQuerySet:
        return self.filter(cohort=None)


class Coordinator(models.Model):
    """A post: the whole program, or one cohort of it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts")
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, null=True, blank=True, related_name="coordinators"
    )

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "user"],
                condition=Q(cohort=None),
                name="coordinator_once_per_program",
            ),
            models.UniqueConstraint(
                fields=["cohort", "user"],
                condition=Q(cohort__isnull=False),
                name="coordinator_once_per_cohort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} runs {self.program_id}/{self.cohort_id or '*'}"
