"""The proposal as its coordinators see it: drafts, people without a pair, free seats, published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.models import Cohort, Enrollment, MatchingRun, Pairing
from mentorship.words import Words

from .paging import KeyPage, page_by_key
from .reasons import CRITERIA, best_reasons, score_of_100

SHOWS = ("drafts", "weak", "unmatched", "seats", "published")


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


@dataclass(frozen=True)
class Person:
    """Somebody without a pair, or with free seats."""

    enrollment: Enrollment
    reasons: list[str]
    free: int = 0


def tallies(cohort: Cohort) -> dict[str, int]:
    """What stands beside each view's name; three queries."""
    pairs = Pairing.objects.in_cohort(cohort).aggregate(
        drafts=Count("pk", filter=Q(state=Pairing.State.PROPOSED)),
        weak=Count("pk", filter=Q(state=Pairing.State.PROPOSED, score__lt=cohort.floor * 100)),
        published=Count("pk", filter=~Q(state=Pairing.State.PROPOSED)),
    )
    people = Enrollment.objects.in_cohort(cohort)
    unmatched = people.mentees().without_pair().count()
    return pairs | {"unmatched": unmatched, "seats": people.mentors().with_free_seats().count()}


def drafts_page(
    cohort: Cohort, *, weak: bool, search: str, after: int | None, before: int | None
) -> tuple[list[Row], KeyPage]:
    drafts = Pairing.objects.in_cohort(cohort).proposed().named_like(search)
    if weak:
        drafts = drafts.weak(cohort.floor)
    page = page_by_key(drafts, after=after, before=before, rows=_with_people)
    return [row_of(draft, cohort) for draft in page.items], page


def published_page(
    cohort: Cohort, *, search: str, after: int | None, before: int | None
) -> tuple[list[Row], KeyPage]:
    pairs = Pairing.objects.in_cohort(cohort).published().named_like(search)
    page = page_by_key(pairs, after=after, before=before, rows=_with_people)
    return [row_of(pair, cohort) for pair in page.items], page


def _with_people(pairings: QuerySet[Pairing]) -> QuerySet[Pairing]:
    return pairings.with_people()  # type: ignore[attr-defined]


def row_of(pairing: Pairing, cohort: Cohort) -> Row:
    sides = {member.role: member.enrollment for member in pairing.members.all()}
    score = pairing.score
    return Row(
        pairing=pairing,
        mentee=sides.get("mentee"),
        mentor=sides.get("mentor"),
        score=score_of_100(score),
        is_weak=score is not None and score < cohort.floor * 100,
        reasons=best_reasons(pairing.parts, cohort.program.words),
        held_back=held_back(list(sides.values())),
    )


def held_back(places: list[Enrollment]) -> str:
    """Why a draft cannot be published yet."""
    for place in places:
        if place.state == Enrollment.State.INVITED:
            return _("%(name)s was invited and has not answered yet.") % {"name": place.user}
        if place.state != Enrollment.State.ACCEPTED:
            return _("%(name)s is not taking part any more.") % {"name": place.user}
    return ""


def unmatched_page(
    cohort: Cohort,
    run: MatchingRun | None,
    *,
    search: str,
    after: int | None,
    before: int | None,
) -> tuple[list[Person], KeyPage]:
    people = Enrollment.objects.in_cohort(cohort).mentees().without_pair().named_like(search)
    page = page_by_key(people, after=after, before=before, rows=_with_user)
    reasons = reasons_of(run, cohort.program.words)
    return [Person(place, reasons(place)) for place in page.items], page


def seats_page(
    cohort: Cohort,
    run: MatchingRun | None,
    *,
    search: str,
    after: int | None,
    before: int | None,
) -> tuple[list[Person], KeyPage]:
    people = Enrollment.objects.in_cohort(cohort).mentors().with_free_seats().named_like(search)
    page = page_by_key(people, after=after, before=before, rows=_with_seats)
    reasons = reasons_of(run, cohort.program.words)
    found = [
        Person(place, reasons(place) if place.free == place.capacity else [], place.free)
        for place in page.items
    ]
    return found, page


def _with_user(people: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    return people.select_related("user")


def _with_seats(people: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    return people.counting_seats().select_related("user")  # type: ignore[attr-defined]
