"""What a run teaches beside its pairs: other floors, whom to look for, who would rather."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.models import Cohort, Enrollment, MatchingRun

from .paging import KeyPage
from .score_parts import score_of_100
from .workbench import Asked

NO_PAGES = KeyPage([])
MOST_MENTORS = 200  # with the highest prices; the others gain less than any of them
MOST_GROUPS = 25

# -- Floors ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Floor:
    """One floor, as a row of the table."""

    floor: int
    weak: int
    lost: int  # points of 100 given up for it, against no floor at all
    left_over: int
    is_chosen: bool


@dataclass(frozen=True)
class Bar:
    floor: Floor
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True)
class Bars:
    """One drawing; units are about one CSS pixel at the width it is made for."""

    name: str
    width: int
    bar: int  # width of one
    bars: list[Bar]
    base: int = 180
    height: int = 210


@dataclass(frozen=True)
class FloorPicture:
    floors: list[Floor]
    drawings: list[Bars]

    def __bool__(self) -> bool:
        return bool(self.floors)

    @property
    def chosen(self) -> Floor | None:
        """The floor of the proposal, where it is one of those tried."""
        return next((floor for floor in self.floors if floor.is_chosen), None)


def floors_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[FloorPicture, KeyPage]:
    floors = floors_of(run) if run is not None else []
    drawings = [_drawn(floors, "wide", 500), _drawn(floors, "phone", 280)]
    return FloorPicture(floors, drawings), NO_PAGES


def floors_of(run: MatchingRun) -> list[Floor]:
    """As the run stored them; none for runs of very many people."""
    points = run.result.get("floors", [])
    everybody = run.result.get("matched", 0) + run.result.get("left_over", 0)
    highest = max((point["total"] for point in points), default=0)
    return [
        Floor(
            floor=point["floor"],
            weak=point["below"],
            lost=round((highest - point["total"]) / 100),
            left_over=everybody - point["matched"],
            is_chosen=point["floor"] == run.inputs.get("floor"),
        )
        for point in points
    ]


def _drawn(floors: list[Floor], name: str, width: int) -> Bars:
    step = width // max(1, len(floors))
    bar, most = step * 2 // 3, max([1, *(floor.weak for floor in floors)])
    bars = []
    for place, floor in enumerate(floors):
        height, x = round(145 * floor.weak / most), place * step + step // 6
        bars.append(Bar(floor, x, 180 - height, height, x + bar // 2))
    return Bars(name, width, bar, bars)


# -- Whom to look for --------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """Mentors who offer one thing, and what one more seat of that kind would gain."""

    offer: str
    mentors: int
    gain: str


def recruiting_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[Wanted], KeyPage]:
    """By what the mentors with a price offer; the largest gain first. One query."""
    seats = run.result.get("seats", []) if run is not None else []
    priced = sorted(seats, key=lambda each: each["gain"], reverse=True)[:MOST_MENTORS]
    gains = {each["mentor"]: each["gain"] for each in priced}
    groups: dict[str, list[list[int]]] = defaultdict(list)
    for offers, pk in _offers(cohort, gains):
        for offer in offers or [""]:
            groups[offer].append(gains[pk])
    ordered = sorted(groups.items(), key=lambda item: (_negative(max(item[1])), item[0]))
    return [
        Wanted(offer, len(found), gain_words(max(found))) for offer, found in ordered[:MOST_GROUPS]
    ], NO_PAGES


def _negative(gain: Iterable[int]) -> list[int]:
    return [-each for each in gain]


def _offers(cohort: Cohort, gains: Mapping[int, Any]) -> Iterable[tuple[list[str], int]]:
    places = Enrollment.objects.in_cohort(cohort).mentors().filter(pk__in=list(gains))
    for pk, answers in places.values_list("pk", "answers"):
        said = answers.get("skills_offered") or []
        yield ([str(skill) for skill in said] if isinstance(said, list) else []), pk


def gain_words(gain: list[int]) -> str:
    """The first level of the objective that would gain says enough."""
    people, above, points = gain
    if people > 0:
        return ngettext(
            "one more person would have a pair",
            "%(count)s more people would have a pair",
            people,
        ) % {"count": people}
    if above > 0:
        return ngettext("one weak pair less", "%(count)s weak pairs less", above) % {"count": above}
    return _("%(points)s points more, all pairs together") % {"points": f"{points / 100:.1f}"}


def price_words(run: MatchingRun | None, mentor: int) -> str:
    """What a seat of this mentor is worth, in words."""
    seats = run.result.get("seats", []) if run is not None else []
    gain = next((each["gain"] for each in seats if each["mentor"] == mentor), None)
    if gain is None:
        return _("Seats here are not scarce: one more would change nothing.")
    return _("Seats here are scarce. With one more: %(gain)s.") % {"gain": gain_words(gain)}


# -- Who would rather --------------------------------------------------------------------------


@dataclass(frozen=True)
class Rather:
    """Two who would both rather have each other."""

    mentee: Enrollment
    mentor: Enrollment
    score: str
    mentee_has: Enrollment | None
    mentor_has: Enrollment | None


def both_prefer_page(
    cohort: Cohort, run: MatchingRun | None, asked: Asked
) -> tuple[list[Rather], KeyPage]:
    """At most ten, as the run stored them; whoever has left since is not shown. One query."""
    told = run.result.get("both_prefer", []) if run is not None else []
    names = ("mentee", "mentor", "mentee_has", "mentor_has")
    ids = {int(each[name]) for each in told for name in names if each[name]}
    here = Enrollment.objects.in_cohort(cohort).matchable().select_related("user")
    places = here.in_bulk(ids)
    return [
        Rather(
            places[each["mentee"]],
            places[each["mentor"]],
            score_of_100(each["score"]),
            places.get(int(each["mentee_has"] or 0)),
            places.get(int(each["mentor_has"] or 0)),
        )
        for each in told
        if each["mentee"] in places and each["mentor"] in places
    ], NO_PAGES
