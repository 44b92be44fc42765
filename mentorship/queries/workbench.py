"""The proposal as its coordinators see it: drafts, people without a pair, free seats, published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count, FilteredRelation, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Job, User
from accounts.models.subjects import about_fields
from mentorship.models import Cohort, Enrollment, ForbiddenPair, MatchingRun, Pairing, Question

from .criteria import listed
from .paging import KeyPage, page_by_key, page_by_place
from .peers import Two, twos_of
from .score_parts import best_reasons, score_of_100
from .whys import reasons_of, rule_words

PUBLISH = "mentorship.publish_pairings"  # the kind of the job
PORTIONS = 100  # entries that are looked at for who published what


@dataclass(frozen=True)
class Row:
    """One pair in the table."""

    pairing: Pairing
    mentee: Enrollment | None
    mentor: Enrollment | None
    score: str
    is_weak: bool
    reasons: list[str]
    held_back: str
    overruled: list[str] = field(default_factory=list)  # rules that only the lock overrules
    peers: list[Enrollment] = field(default_factory=list)
    twos: list[Two] = field(default_factory=list)

    @property
    def people(self) -> str:
        """Everybody in it by name."""
        if self.peers:
            return listed([str(place.user) for place in self.peers])
        sides = {"mentee": self.mentee, "mentor": self.mentor}
        told = {key: place.user if place else "" for key, place in sides.items()}
        return _("%(mentee)s with %(mentor)s") % told


@dataclass(frozen=True)
class Person:
    """Somebody without a pair, or with free seats."""

    enrollment: Enrollment
    reasons: list[str]
    free: int = 0


class Asked(Protocol):
    """What the address says about a list; forms.search.ListQuery is one."""

    @property
    def search(self) -> str: ...
    @property
    def show(self) -> str: ...
    @property
    def few(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def per(self) -> int: ...
    @property
    def after(self) -> int | None: ...
    @property
    def before(self) -> int | None: ...
    @property
    def start(self) -> int: ...


def tallies(cohort: Cohort) -> tuple[dict[str, int], list[Question]]:
    """What stands beside each view's name, and the cohort's own questions that may count; in one
    query, which gives a row for each question."""
    pairs = Pairing.objects.in_cohort(cohort)
    people = Enrollment.objects.in_cohort(cohort)
    counted = {
        "drafts": pairs.proposed(),
        "weak": pairs.proposed().weak(cohort.floor),
        "locked": pairs.proposed().locked(),
        "published": pairs.published(),
        "unmatched": people.seekers().without_pair(),
        "seats": people.mentors().with_free_seats(),
        "apart": ForbiddenPair.objects.in_cohort(cohort),
    }
    # What `comparing` says; a FilteredRelation takes no QuerySet.
    own = Q(questions__set_aside_at__isnull=True, questions__compare__gt="")
    found = Cohort.objects.filter(pk=cohort.pk).annotate(
        own=FilteredRelation("questions", condition=own)
    )
    columns = ("own__kind", "own__key", "own__label", *map(_how_many, counted.values()))
    rows = list(found.order_by("own__position", "own__pk").values_list(*columns))
    asked = [
        Question(cohort=cohort, kind=kind, key=key, label=label)
        for kind, key, label, *_numbers in rows
        if kind is not None
    ]
    return dict(zip(counted, rows[0][3:], strict=True)), asked


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """As a column of the outer query. Annotations of the rows are done with by then."""
    kept = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    number = kept.order_by().values("cohort").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def drafts_page(cohort: Cohort, run: MatchingRun | None, asked: Asked) -> tuple[list[Row], KeyPage]:
    drafts = Pairing.objects.in_cohort(cohort).proposed().named_like(asked.search)
    if asked.show == "weak":
        drafts = drafts.weak(cohort.floor)
    if asked.show == "locked":
        drafts = drafts.locked()
    if asked.few:
        drafts = drafts.with_few_points_in(asked.few)
    drafts = _with_people(drafts.sorted_by(asked.sort))
    page = page_by_place(drafts, start=asked.start, size=asked.per)
    overruled = overruled_rules(run)
    return [row_of(draft, cohort, overruled) for draft in page.items], page


def published_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[Row], KeyPage]:
    pairs = Pairing.objects.in_cohort(cohort).published().named_like(asked.search)
    pairs = _with_people(pairs.select_related("published_by").order_by("pk"))
    page = page_by_place(pairs, start=asked.start, size=asked.per)
    return [row_of(pair, cohort) for pair in page.items], page


def published_lately(cohort: Cohort, most: int = 10) -> list[dict[str, Any]]:
    """Who published how many pairs, when; the newest first. What a worker published in portions
    was one decision."""
    entries = AuditEntry.objects.filter(**about_fields(cohort), verb="pairings.publish")
    found: dict[Any, dict[str, Any]] = {}
    for entry in entries.select_related("by")[:PORTIONS]:
        told = found.setdefault((entry.at, entry.by_id), {"at": entry.at, "by": entry.by})
        told["count"] = told.get("count", 0) + len(entry.details.get("pairings", []))
    return list(found.values())[:most]


def published_by_job(cohort: Cohort, user: User, public_id: str) -> dict[str, Any] | None:
    """How many pairs the worker published and how many it left, for who asked for it."""
    asked = Job.objects.filter(kind=PUBLISH, by=user, subject_id=cohort.pk, state=Job.State.DONE)
    try:
        job = asked.defer("upload").filter(public_id=UUID(public_id)).first()
    except ValueError:
        return None
    return job.result if job is not None else None


def apart_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[ForbiddenPair], KeyPage]:
    pairs = ForbiddenPair.objects.in_cohort(cohort).named_like(asked.search)
    page = page_by_key(
        pairs,
        after=asked.after,
        before=asked.before,
        rows=lambda found: found.select_related("first", "second", "by"),
        size=asked.per,
    )
    return page.items, page


def overruled_rules(run: MatchingRun | None) -> dict[tuple[int, int], list[str]]:
    """(mentee, mentor) → hard rules that only the lock overrules, as the last run saw them."""
    told = getattr(run, "overruled", None) or []
    return {(each["mentee"], each["mentor"]): each["rules"] for each in told}


def _with_people(pairings: QuerySet[Pairing]) -> QuerySet[Pairing]:
    return pairings.with_people()


def row_of(
    pairing: Pairing, cohort: Cohort, overruled: dict[tuple[int, int], list[str]] | None = None
) -> Row:
    places = [member.enrollment for member in pairing.members.all()]
    sides = {place.role: place for place in places}
    peers = [place for place in places if place.role == Enrollment.Role.PEER]
    score = pairing.score
    mentee, mentor = sides.get("mentee"), sides.get("mentor")
    both = (mentee.pk if mentee else 0, mentor.pk if mentor else 0)
    rules = (overruled or {}).get(both, [])
    return Row(
        pairing=pairing,
        mentee=mentee,
        mentor=mentor,
        score=score_of_100(score),
        is_weak=score is not None and score < cohort.floor * 100,
        reasons=best_reasons(pairing.parts),
        held_back=held_back(places),
        overruled=_overruled(rules, pairing) if pairing.locked else [],
        peers=peers,
        twos=twos_of(pairing) if peers else [],
    )


def _overruled(rules: list[str], pairing: Pairing) -> list[str]:
    """The rules in words; what private answers decide is not named."""
    labels = {part["criterion"]: part["label"] for part in pairing.parts if part.get("label")}
    private = {part["criterion"] for part in pairing.parts if part.get("sensitive")}
    said = [
        _("something told in confidence") if rule in private else rule_words(rule, labels)
        for rule in rules
    ]
    return list(dict.fromkeys(said))


def held_back(places: list[Enrollment]) -> str:
    """Why a draft cannot be published yet."""
    for place in places:
        if place.state == Enrollment.State.INVITED:
            return _("%(name)s was invited and has not answered yet.") % {"name": place.user}
        if place.state != Enrollment.State.ACCEPTED:
            return _("%(name)s is not taking part any more.") % {"name": place.user}
    return ""


def unmatched_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[Person], KeyPage]:
    people = Enrollment.objects.in_cohort(cohort).seekers().without_pair().named_like(asked.search)
    page = page_by_place(_with_user(people), start=asked.start, size=asked.per)
    reasons = reasons_of(run, cohort.program.words)
    return [Person(place, reasons(place)) for place in page.items], page


def seats_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[Person], KeyPage]:
    people = (
        Enrollment.objects.in_cohort(cohort).mentors().with_free_seats().named_like(asked.search)
    )
    page = page_by_place(_with_user(people), start=asked.start, size=asked.per)
    reasons = reasons_of(run, cohort.program.words)
    found = [
        Person(place, reasons(place) if place.free == place.capacity else [], place.free)
        for place in page.items
    ]
    return found, page


def _with_user(people: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    return people.select_related("user")
