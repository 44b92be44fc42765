"""The saved runs of a cohort: a list, one of them, and two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, User
from accounts.models.subjects import about_fields
from mentorship.models import Cohort, Enrollment, MatchingRun

from .criteria import criterion_names
from .exports import Sheet, side_heads
from .paging import KeyPage, page_by_key, slice_by_key
from .score_parts import score_of_100
from .weighing import Moved, default_weights
from .whys import labels_of, private_rules, why_sentences, without_secrets
from .workbench import Asked

COMPARED = 100  # newest runs to choose from


@dataclass(frozen=True)
class Numbered:
    """A run by its number in the cohort, 1 for the first."""

    run: MatchingRun
    number: int
    same_as: int | None  # the first run with the same people, answers and rules

    @property
    def points(self) -> int | None:
        total = getattr(self.run, "total", None)
        return None if total is None else round(total / 100)


class Numbers:
    """Numbers of all runs of a cohort, and which had the same inputs. One query."""

    def __init__(self, cohort: Cohort) -> None:
        done = cohort.matching_runs.finished().order_by("pk")
        rows = list(done.values_list("pk", "inputs__digest"))
        self.of = {pk: number for number, (pk, _digest) in enumerate(rows, start=1)}
        first: dict[str, int] = {}
        self.same: dict[int, int] = {}
        for pk, digest in rows:
            if digest and first.setdefault(digest, pk) != pk:
                self.same[pk] = self.of[first[digest]]

    def numbered(self, run: MatchingRun) -> Numbered:
        return Numbered(run, self.of.get(run.pk, 0), self.same.get(run.pk))


def runs_page(cohort: Cohort, asked: Asked) -> tuple[list[Numbered], KeyPage]:
    """The newest first, without what went in and came out."""
    numbers = Numbers(cohort)
    # Keys count down: what is older comes next.
    page = page_by_key(
        cohort.matching_runs.finished(),
        after=asked.before,
        before=asked.after if asked.after is not None else _beyond(asked),
        rows=in_short,
        size=asked.per,
    )
    newest_first = [numbers.numbered(run) for run in reversed(page.items)]
    newer = page.after if asked.after is not None or asked.before is not None else None
    return newest_first, KeyPage(newest_first, after=page.before, before=newer)


def _beyond(asked: Asked) -> int | None:
    return None if asked.before is not None else 2**63 - 1


def in_short(runs: QuerySet[MatchingRun]) -> QuerySet[MatchingRun]:
    """With the totals, without the pairs."""
    return (
        runs.defer("inputs", "result")
        .select_related("by")
        .annotate(
            matched=F("result__matched"),
            left_over=F("result__left_over"),
            below=F("result__below_floor"),
            total=F("result__total"),
            floor=F("inputs__floor"),
        )
    )


def others_to_compare(run: MatchingRun, numbers: Numbers) -> list[Numbered]:
    return [numbers.numbered(each) for each in in_short(others_of(run))[:COMPARED]]


def others_of(run: MatchingRun) -> QuerySet[MatchingRun]:
    """Of the same cohort."""
    return run.cohort.matching_runs.finished().exclude(pk=run.pk)


def totals_of(run: MatchingRun) -> dict[str, Any]:
    result = run.result
    return {
        "matched": result.get("matched", len(result.get("pairs", []))),
        "left_over": result.get("left_over"),
        "weak": result.get("below_floor"),
        "points": round(result.get("total", 0) / 100),
        "floor": run.inputs.get("floor"),
    }


@dataclass(frozen=True)
class Weighed:
    name: str
    one: int
    other: int | None = None


def weights_of(run: MatchingRun, other: MatchingRun | None = None) -> list[Weighed]:
    """What counted; beside another run, everything that counts in either."""
    names = criterion_names(run.cohort)
    mine = run.inputs.get("weights") or default_weights()
    theirs = (other.inputs.get("weights") or default_weights()) if other is not None else {}
    keys = [key for key in dict.fromkeys((*mine, *theirs)) if mine.get(key) or theirs.get(key)]
    return [
        Weighed(
            names.get(key, key), mine.get(key, 0), theirs.get(key, 0) if other is not None else None
        )
        for key in keys
    ]


def moved_between(run: MatchingRun, other: MatchingRun) -> list[list[int]]:
    """[mentee, mentor in the other run, mentor in this one] where they differ; 0 is nobody."""
    now, then = (_pairs(each) for each in (run, other))
    return [
        [mentee, then.get(mentee, 0), now.get(mentee, 0)]
        for mentee in dict.fromkeys((*then, *now))
        if then.get(mentee) != now.get(mentee)
    ]


def _pairs(run: MatchingRun) -> dict[int, int]:
    return {each["mentee"]: each["mentor"] for each in run.result.get("pairs", [])}


def moved_rows(moved: list[list[int]], start: int) -> KeyPage:
    """One query for the people of one page."""
    page = slice_by_key(moved, after=start)
    people = _users(pk for ids in page.items for pk in ids if pk)
    rows = [
        Moved(people[mentee], people.get(old), people.get(new))
        for mentee, old, new in page.items
        if mentee in people
    ]
    return KeyPage(rows, page.after, page.before)


def _users(ids: Iterable[int]) -> dict[int, User]:
    places = Enrollment.objects.filter(pk__in=set(ids)).select_related("user")
    return {place.pk: place.user for place in places}


def brought_back(run: MatchingRun) -> AuditEntry | None:
    """The last time that its drafts were brought back."""
    entries = AuditEntry.objects.filter(**about_fields(run), verb="run.restore")
    return entries.select_related("by").first()


# -- As a table to take along --------------------------------------------------------------------


def run_sheet(run: MatchingRun) -> Sheet:
    """Its pairs with points by criterion, then who had nobody and why. Ids became names again."""
    names = criterion_names(run.cohort)
    weights = run.inputs.get("weights") or {}
    keys = [key for key in names if weights.get(key)]
    head = [
        *side_heads(run.cohort),
        _("Score of 100"),
        *(names[key] for key in keys),
        _("Why nobody"),
    ]
    return Sheet(_("Run"), head, _run_rows(run, keys))


def run_rows(run: MatchingRun) -> int:
    """How many rows the sheet has at most."""
    return len(run.result.get("pairs", [])) + len(run.result.get("unmatched", []))


def _run_rows(run: MatchingRun, keys: list[str]) -> Iterator[list[Any]]:
    places = Enrollment.objects.in_cohort(run.cohort).select_related("user").defer("answers")
    people = {place.pk: place for place in places}
    for pair in run.result.get("pairs", []):
        parts = pair.get("parts", {})
        yield [
            *_named(people.get(pair["mentee"])),
            *_named(people.get(pair["mentor"])),
            int(score_of_100(pair["score"])),
            *(round(parts.get(key, 0) / 100, 1) for key in keys),
            "",
        ]
    words, labels = run.cohort.program.words, labels_of(run)
    for left in run.result.get("unmatched", []):
        place = people.get(left["enrollment"])
        if place is not None:
            reasons = without_secrets(left["reasons"], private_rules(run))
            said = " ".join(why_sentences(reasons, place.role, words, labels))
            blank = [""] * (1 + len(keys))
            sides = [*_named(place), "", ""]
            if place.role == Enrollment.Role.MENTOR:
                sides = ["", "", *_named(place)]
            yield [*sides, *blank, said]


def _named(place: Enrollment | None) -> list[str]:
    return [place.user.name, place.user.email] if place is not None else ["", ""]
