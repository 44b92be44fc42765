"""What a pairing talked about, newest first: check-ins, and what was reported, noted or said between
them.

Each reader gets what they may read now, and nothing tells of the rest: what is looked for is looked
for in that alone. A page costs the same reads however long people have worked together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from accounts.models import User
from checkins.finding import words_of
from checkins.models import CheckIn, Report
from checkins.queries.history_pieces import Piece, pieces
from checkins.queries.history_sources import AT, Sources
from mentorship.models import PairingMember

PER_PAGE = 20
AT_ONCE = 600  # on paper
NONE = [0]  # is looked for too, so that a page costs the same whatever happens to stand on it


@dataclass
class Entry:
    """A check-in with all that belongs to it, a report with what was said to it, or a note or
    feedback that belongs to no talk."""

    key: str
    at: datetime
    check_in: CheckIn | None = None
    report: Report | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    entries: list[Entry]
    older: str


class Mark(NamedTuple):
    """Where an entry stands in the list."""

    at: datetime
    kind: str
    pk: int

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


def history(
    place: PairingMember,
    *,
    search: str = "",
    year: int | None = None,
    before: str = "",
    most: int = PER_PAGE,
) -> History:
    """A page of it, from the entry after `before` on."""
    sources = Sources(place, words_of(search))
    rows = [sources.rows(kind) for kind in AT]
    if year is not None:
        rows = [_in_year(row, kind, place.person, year) for kind, row in zip(AT, rows, strict=True)]
    mark = _mark(sources, before)
    if mark is not None:
        rows = [_after(row, kind, mark) for kind, row in zip(AT, rows, strict=True)]
    listed = [_listed(row, kind) for kind, row in zip(AT, rows, strict=True)]
    union = listed[0].union(*listed[1:], all=True)
    union = union.order_by("-stands_at", "of_kind", "-id")
    marks = [Mark(*row) for row in union[: most + 1]]
    shown = marks[:most]
    return History(_entries(sources, shown), shown[-1].key if len(marks) > most else "")


def years_of(place: PairingMember, now: datetime) -> list[int]:
    """From the first day together until now, the newest first. No query."""
    pairing = place.pairing
    if pairing.starts_on is None:
        return []
    last = min(place.person.local_date(now), pairing.ends_on or place.person.local_date(now))
    return list(range(max(last.year, pairing.starts_on.year), pairing.starts_on.year - 1, -1))


# -- Where it stands in the list -----------------------------------------------------------------


def _listed(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    named = rows.order_by().annotate(stands_at=F(AT[kind]), of_kind=Value(kind))
    return named.values_list("stands_at", "of_kind", "id")


def _in_year(rows: QuerySet[Any], kind: str, reader: User, year: int) -> QuerySet[Any]:
    """By the reader's own calendar."""
    begin, end = (datetime(one, 1, 1, tzinfo=reader.tz).astimezone(UTC) for one in (year, year + 1))
    return rows.filter(**{f"{AT[kind]}__gte": begin, f"{AT[kind]}__lt": end})


def _mark(sources: Sources, key: str) -> Mark | None:
    """Where to go on, by the key of an entry of this pairing that the reader may read."""
    kind, _dash, pk = key.partition("-")
    if kind not in AT or not (pk.isascii() and pk.isdigit() and len(pk) <= 18):
        return None
    rows = Sources(sources.place).rows(kind)
    at = rows.filter(pk=int(pk)).values_list(AT[kind], flat=True).first()
    return Mark(at, kind, int(pk)) if at is not None else None


def _after(rows: QuerySet[Any], kind: str, mark: Mark) -> QuerySet[Any]:
    """Further down the list: earlier, or at the same moment of a kind or number that comes later."""
    column = AT[kind]
    earlier = Q(**{f"{column}__lt": mark.at})
    if kind > mark.kind:
        earlier |= Q(**{column: mark.at})
    elif kind == mark.kind:
        earlier |= Q(**{column: mark.at}, pk__lt=mark.pk)
    return rows.filter(earlier)


# -- What stands in an entry ---------------------------------------------------------------------


def _entries(sources: Sources, marks: Sequence[Mark]) -> list[Entry]:
    ids = {kind: [mark.pk for mark in marks if mark.kind == kind] or NONE for kind in AT}
    check_ins = CheckIn.objects.in_bulk(ids["check_in"])
    reports = Report.objects.select_related("member__enrollment__user").in_bulk(ids["report"])
    found = pieces(sources, ids, list(reports.values()))
    for check_in in check_ins.values():
        check_in.pairing = sources.place.pairing
    entries = []
    for mark in marks:
        standing = Entry(mark.key, mark.at, pieces=found[mark.kind, mark.pk])
        if mark.kind == "check_in":
            standing.check_in = check_ins[mark.pk]
        if mark.kind == "report":
            standing.report = reports[mark.pk]
        entries.append(standing)
    return entries
