"""What a pairing talked about, newest first: check-ins, and what was noted or said between them.

Each reader gets what they may read now, and nothing tells of the rest: what is looked for is looked
for in that alone. A page costs the same reads however long people have worked together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from accounts.models import User
from checkins.finding import Part, found_in, words_of
from checkins.models import CheckIn, CloseOut, Feedback, Note
from checkins.queries.check_ins import told_apart
from goals.models import Commitment
from mentorship.models import PairingMember

PER_PAGE = 20
AT_ONCE = 600  # on paper
AT = {"check_in": "starts_at", "feedback": "given_at", "note": "written_at"}


@dataclass
class Piece:
    """Something that was written: in full, or the places in which a word was found."""

    kind: str
    by: User
    text: str
    thing: Any
    parts: list[Part] = field(default_factory=list)


@dataclass
class Entry:
    """A check-in with all that belongs to it, or a note or feedback that belongs to none."""

    key: str
    at: datetime
    check_in: CheckIn | None = None
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
    wanted = _Wanted(place, words_of(search))
    rows = [wanted.rows(kind) for kind in AT]
    if year is not None:
        rows = [_in_year(row, kind, place.person, year) for kind, row in zip(AT, rows, strict=True)]
    mark = _mark(wanted, before)
    if mark is not None:
        rows = [_after(row, kind, mark) for kind, row in zip(AT, rows, strict=True)]
    listed = [_listed(row, kind) for kind, row in zip(AT, rows, strict=True)]
    union = listed[0].union(*listed[1:], all=True)
    union = union.order_by("-stands_at", "of_kind", "-id")
    marks = [Mark(*row) for row in union[: most + 1]]
    shown = marks[:most]
    return History(_entries(wanted, shown), shown[-1].key if len(marks) > most else "")


def years_of(place: PairingMember, now: datetime) -> list[int]:
    """From the first day together until now, the newest first. No query."""
    pairing = place.pairing
    if pairing.starts_on is None:
        return []
    last = min(place.person.local_date(now), pairing.ends_on or place.person.local_date(now))
    return list(range(max(last.year, pairing.starts_on.year), pairing.starts_on.year - 1, -1))


# -- What there is, and where it stands ----------------------------------------------------------


@dataclass(frozen=True)
class _Wanted:
    """What one member may read of their pairing; with `words`, in which all of them stand."""

    place: PairingMember
    words: Sequence[str] = ()

    @property
    def reader(self) -> User:
        return self.place.person

    def close_outs(self) -> QuerySet[CloseOut]:
        rows = CloseOut.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def promises(self) -> QuerySet[Commitment]:
        """What still may be read of them: once the pairing has closed, one's own."""
        rows = Commitment.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.exclude(origin=None).saying(self.words)

    def notes(self) -> QuerySet[Note]:
        rows = Note.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def feedback(self) -> QuerySet[Feedback]:
        rows = Feedback.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def rows(self, kind: str) -> QuerySet[Any]:
        """Of one kind, those that make an entry of their own."""
        if kind == "note":
            return self.notes().filter(check_in=None)
        if kind == "feedback":
            return self.feedback().filter(check_in=None)
        return self._check_ins()

    def _check_ins(self) -> QuerySet[CheckIn]:
        rows = CheckIn.objects.of_pairing(self.place.pairing)
        noted = Q(pk__in=self.notes().values("check_in"))
        if not self.words:
            return rows.filter(noted | Q(pk__in=rows.took_its_turn().values("pk")))
        return rows.filter(
            noted
            | Q(pk__in=self.close_outs().values("check_in"))
            | Q(pk__in=self.promises().values("origin__check_in"))
            | Q(pk__in=self.feedback().values("check_in"))
        )


def _listed(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    named = rows.order_by().annotate(stands_at=F(AT[kind]), of_kind=Value(kind))
    return named.values_list("stands_at", "of_kind", "id")


def _in_year(rows: QuerySet[Any], kind: str, reader: User, year: int) -> QuerySet[Any]:
    """By the reader's own calendar."""
    begin, end = (datetime(one, 1, 1, tzinfo=reader.tz).astimezone(UTC) for one in (year, year + 1))
    return rows.filter(**{f"{AT[kind]}__gte": begin, f"{AT[kind]}__lt": end})


def _mark(wanted: _Wanted, key: str) -> Mark | None:
    """Where to go on, by the key of an entry of this pairing that the reader may read."""
    kind, _dash, pk = key.partition("-")
    if kind not in AT or not (pk.isascii() and pk.isdigit() and len(pk) <= 18):
        return None
    rows = _Wanted(wanted.place).rows(kind)
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


def _entries(wanted: _Wanted, marks: Sequence[Mark]) -> list[Entry]:
    ids = {kind: [mark.pk for mark in marks if mark.kind == kind] for kind in AT}
    check_ins = CheckIn.objects.in_bulk(ids["check_in"])
    pieces = _pieces(wanted, ids)
    entries = []
    for mark in marks:
        check_in = check_ins.get(mark.pk) if mark.kind == "check_in" else None
        if check_in is not None:
            check_in.pairing = wanted.place.pairing
        entries.append(Entry(mark.key, mark.at, check_in, pieces[mark.kind, mark.pk]))
    return entries


def _pieces(wanted: _Wanted, ids: dict[str, list[int]]) -> dict[tuple[str, int], list[Piece]]:
    """By the entry they belong to, in the order in which a reader wants them."""
    found: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    everything = _Wanted(wanted.place)
    for entry, piece in (
        *_written(everything, ids["check_in"]),
        *_promised(everything, ids["check_in"]),
        *_noted(everything, ids),
        *_said(everything, ids),
    ):
        piece.parts = found_in(piece.text, wanted.words)
        if piece.parts or not wanted.words:
            found[entry].append(piece)
    return found


Found = Iterable[tuple[tuple[str, int], Piece]]


def _written(wanted: _Wanted, check_ins: list[int]) -> Found:
    rows = wanted.close_outs().filter(check_in__in=check_ins).order_by("id")
    for row in rows.select_related("author__enrollment__user"):
        for kind in ("summary", "thanks"):
            if text := getattr(row, kind):
                yield ("check_in", row.check_in_id), Piece(kind, row.author.person, text, row)


def _promised(wanted: _Wanted, check_ins: list[int]) -> Found:
    rows = wanted.promises().filter(origin__check_in__in=check_ins).order_by("id")
    for row in rows.select_related("owner__enrollment__user", "origin"):
        text = ", ".join(part for part in (row.text, row.cue) if part)
        yield ("check_in", row.origin.check_in_id), Piece("promise", row.person, text, row)


def _noted(wanted: _Wanted, ids: dict[str, list[int]]) -> Found:
    rows = wanted.notes().filter(Q(check_in__in=ids["check_in"]) | Q(pk__in=ids["note"]))
    for row in told_apart(list(rows.select_related("author__enrollment__user").order_by("id"))):
        yield _entry_of(row, "note"), Piece("note", row.author.person, row.text, row)


def _said(wanted: _Wanted, ids: dict[str, list[int]]) -> Found:
    rows = wanted.feedback().filter(Q(check_in__in=ids["check_in"]) | Q(pk__in=ids["feedback"]))
    people = rows.select_related("author__enrollment__user", "to__enrollment__user")
    for row in people.order_by("id"):
        yield _entry_of(row, "feedback"), Piece("feedback", row.author.person, row.text, row)


def _entry_of(row: Note | Feedback, kind: str) -> tuple[str, int]:
    return ("check_in", row.check_in_id) if row.check_in_id else (kind, row.pk)
