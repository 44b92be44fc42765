"""What a coordinator's first pages need to know: programs, cohorts, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Job, User
from mentorship.models import (
    Cohort,
    Coordinator,
    Enrollment,
    MatchingRun,
    Pairing,
    Program,
    RematchWish,
    RosterImport,
)

from .since import brought_back_at, moved_since

SEEN_PROGRAMS = 50
SEEN_UPLOADS = 5
MENTOR = Q(role=Enrollment.Role.MENTOR)
MENTEE = Q(role=Enrollment.Role.MENTEE)
PEER = Q(role=Enrollment.Role.PEER)
HERE = Q(state__in=[Enrollment.State.ACCEPTED, Enrollment.State.INVITED])


def programs_of(user: User) -> QuerySet[Program]:
    """The programs a person runs, each with the cohorts of it that they run."""
    cohorts = Prefetch("cohorts", Cohort.objects.run_by(user), to_attr="cohorts_run")
    return Program.objects.run_by(user).prefetch_related(cohorts)[:SEEN_PROGRAMS]


def cohort_to_set_up(cohorts: Iterable[Cohort]) -> Cohort | None:
    """The newest that has not begun."""
    waiting = (Cohort.State.PLANNED, Cohort.State.RECRUITING, Cohort.State.MATCHING)
    return next((cohort for cohort in cohorts if cohort.state in waiting), None)


def cohorts_of(user: User, program: Program) -> QuerySet[Cohort]:
    return Cohort.objects.run_by(user).filter(program=program)


@dataclass(frozen=True)
class CohortFacts:
    """Counts of one cohort, and what is next in it."""

    mentors: int
    mentees: int
    peers: int
    invited: int
    applied: int
    asking: int  # without anybody, and would like somebody else than they had
    seats: int
    drafts: int
    working: int
    ended: int
    last_run: MatchingRun | None
    uploads: list[RosterImport]
    may_change: bool

    @property
    def people(self) -> int:
        return self.mentors + self.mentees + self.peers

    @property
    def open_upload(self) -> RosterImport | None:
        return next((u for u in self.uploads if u.state == RosterImport.State.PREVIEW), None)

    @property
    def is_being_entered(self) -> bool:
        """A worker reads a file, or enters its people, and has not stopped."""
        busy = (RosterImport.State.READING, RosterImport.State.CONFIRMED)
        at_work = (each.job for each in self.uploads if each.state in busy)
        return any(job is not None and job.state != Job.State.FAILED for job in at_work)

    @property
    def has_both_sides(self) -> bool:
        return bool(self.mentors and self.mentees)

    @property
    def can_propose(self) -> bool:
        return self.has_both_sides or self.peers > 1

    @property
    def next_step(self) -> str:
        """“confirm”, “answer”, “upload”, “propose”, “publish” or “run”; “rest” once nothing may
        change any more."""
        if not self.may_change:
            return "rest"
        if self.open_upload is not None:
            return "confirm"
        if self.applied and not (self.drafts or self.working or self.ended):
            return "answer"
        if not self.can_propose:
            return "upload"
        if self.drafts:
            return "publish"
        return "run" if self.working or self.ended else "propose"


def cohort_facts(cohort: Cohort) -> CohortFacts:
    """Four queries, whatever the size."""
    wishes = RematchWish.objects.open().filter(enrollment=OuterRef("pk"))
    people = Enrollment.objects.in_cohort(cohort).aggregate(
        mentors=Count("pk", filter=MENTOR & HERE),
        mentees=Count("pk", filter=MENTEE & HERE),
        peers=Count("pk", filter=PEER & HERE),
        invited=Count("pk", filter=Q(state=Enrollment.State.INVITED)),
        applied=Count("pk", filter=Q(state=Enrollment.State.APPLIED)),
        asking=Count("pk", filter=Q(Exists(wishes), seats_taken=0)),
        seats=Sum("capacity", filter=MENTOR & HERE, default=0),
    )
    pairs = dict(
        Pairing.objects.in_cohort(cohort)
        .order_by()
        .annotate(
            stage=Case(
                When(state=Pairing.State.PROPOSED, then=Value("drafts")),
                When(state=Pairing.State.CLOSED, then=Value("ended")),
                default=Value("working"),
            )
        )
        .values_list("stage")
        .annotate(count=Count("pk"))
    )
    return CohortFacts(
        **people,
        drafts=pairs.get("drafts", 0),
        working=pairs.get("working", 0),
        ended=pairs.get("ended", 0),
        last_run=last_run(cohort),
        uploads=list(recent_uploads(cohort)),
        may_change=cohort.may_change,
    )


def last_run(cohort: Cohort, *, with_result: bool = False) -> MatchingRun | None:
    """The finished run that the drafts of today came from: the newest, or an earlier one that was
    brought back after it. Without what went in and came out unless it is asked for."""
    finished = cohort.matching_runs.finished()
    by_day = finished.order_by(Coalesce(brought_back_at(), "at").desc(), "-pk")
    # Its result is large: only that of the one run is looked into.
    runs = finished.filter(pk=Subquery(by_day.values("pk")[:1])).select_related("by")
    runs = runs.annotate(is_certified=F("result__certified"), overruled=F("result__overruled"))
    runs = runs.annotate(was_moved=moved_since(cohort), brought_back_at=brought_back_at())
    return runs.defer(*([] if with_result else ["inputs", "result"])).first()


def recent_uploads(cohort: Cohort) -> QuerySet[RosterImport]:
    uploads = cohort.roster_imports.exclude(state=RosterImport.State.DROPPED)
    heavy = ("content", "preview", "outcomes", "result", "addresses", "columns")
    heavy += ("job__input", "job__result", "job__upload")
    return uploads.defer(*heavy).select_related("by", "job")[:SEEN_UPLOADS]


def hears_concerns_of_own(program: Program) -> bool:
    """Whether concerns go to somebody who runs the program or a part of it."""
    if not program.safeguarding_contact:
        return False
    posts = Coordinator.objects.filter(
        program=program, user__email__iexact=program.safeguarding_contact
    )
    return posts.exists()
