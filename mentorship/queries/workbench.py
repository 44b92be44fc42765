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


def reasons_of(run: MatchingRun | None, words: Words) -> Callable[[Enrollment], list[str]]:
    """For each person the sentences of the last run, or that there was none with them."""
    told = run.result.get("unmatched", []) if run is not None else []
    stored = {each["enrollment"]: each["reasons"] for each in told}

    def reasons(place: Enrollment) -> list[str]:
        if place.pk in stored:
            return [why_sentence(why, place.role, words) for why in stored[place.pk]]
        if run is None:
            return [_("Nothing has been proposed yet.")]
        if run.at < place.created_at:
            return [_("Came after the last proposal. Propose again to include them.")]
        return [_("Their pair was changed after the last proposal.")]

    return reasons


def why_sentence(why: dict[str, Any], role: str, words: Words) -> str:
    """One count of the engine in words."""
    count = int(why.get("count", 0))
    others = words.mentors if role == Enrollment.Role.MENTEE else words.mentees
    told = {"count": count, "others": others, "rule": rule_words(why.get("rule", ""))}
    return _WHYS.get(why["code"], _several)(count) % told


def _seats_taken(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s fits, and all seats there went to pairs that fit better.",
        "%(count)s of the %(others)s fit, and all their seats went to pairs that fit better.",
        n,
    )


def _no_seat(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s would fit and has no seat left.",
        "%(count)s of the %(others)s would fit and have no seat left.",
        n,
    )


def _elsewhere(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s would fit and is better placed elsewhere.",
        "%(count)s of the %(others)s would fit and are better placed elsewhere.",
        n,
    )


def _blocked(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s fits except for one rule: %(rule)s.",
        "%(count)s of the %(others)s fit except for one rule: %(rule)s.",
        n,
    )


def _several(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s is kept away by several rules at once.",
        "%(count)s of the %(others)s are kept away by several rules at once.",
        n,
    )


_WHYS: dict[str, Callable[[int], str]] = {
    "capacity_zero": lambda n: _("They have no seat to fill."),
    "no_mentors": lambda n: _("There is nobody on the other side yet."),
    "no_mentees": lambda n: _("There is nobody on the other side yet."),
    "seats_taken": _seats_taken,
    "no_seat_offered": _no_seat,
    "placed_elsewhere": _elsewhere,
    "blocked_by": _blocked,
    "blocked_by_several": _several,
}


def rule_words(rule: str) -> str:
    own = {
        "self": _("nobody is paired with themselves"),
        "excluded": _("one of them would rather not, or is not to be paired with the other"),
        "past_partner": _("they have worked together before"),
        "": "",
    }
    return own.get(rule) or str(CRITERIA.get(rule, rule))
