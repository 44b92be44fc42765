"""What stands in an entry of the history: what was brought, said, agreed, promised and noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from accounts.models import User
from checkins import report_words
from checkins.finding import Part, found_in
from checkins.models import Feedback, Note, Report, ReportAddendum, ReportReply
from checkins.queries.check_ins import told_apart
from checkins.queries.history_sources import Sources

Key = tuple[str, int]
"""Kind and number of the entry that a piece belongs to."""


@dataclass
class Piece:
    """Something that was written: in full, or the places in which a word was found."""

    kind: str
    by: User
    text: str
    thing: Any = None
    label: str = ""  # the question it answers
    parts: list[Part] = field(default_factory=list)


Found = Iterable[tuple[Key, Piece]]


def pieces(
    sources: Sources, ids: dict[str, list[int]], reports: list[Report]
) -> dict[Key, list[Piece]]:
    """By the entry they belong to, in the order in which a reader wants them."""
    found: dict[Key, list[Piece]] = defaultdict(list)
    everything = Sources(sources.place)
    for entry, piece in (
        *_brought(everything, ids["check_in"]),
        *_written(everything, ids["check_in"]),
        *_promised(everything, ids["check_in"]),
        *_noted(everything, ids),
        *_said(everything, ids),
        *_reported(reports),
        *_beneath(ReportAddendum.objects.filter(report__in=ids["report"]), reports),
        *_answered(ids["report"]),
    ):
        piece.parts = found_in(piece.text, sources.words)
        if piece.parts or not sources.words:
            found[entry].append(piece)
    return found


def _brought(sources: Sources, check_ins: list[int]) -> Found:
    """Preparations, then questions that were asked: one read for both."""
    lines = sources.preparations().filter(check_in__in=check_ins)
    questions = sources.questions().filter(check_in__in=check_ins)
    rows = _told(lines, "brought", "member", "summary", F("private_note")).union(
        _told(questions, "question", "author", "text", Value("")), all=True
    )
    for kind, check_in, _pk, member, name, email, text, private in sorted(rows):
        entry, by = ("check_in", check_in), User(name=name, email=email)
        if text:
            yield entry, Piece(kind, by, text)
        if private and member == sources.place.pk:
            yield entry, Piece("brought_private", by, private)


def _told(rows: QuerySet[Any], kind: str, by: str, text: str, private: Any) -> QuerySet[Any]:
    person = f"{by}__enrollment__user"
    facts = ("check_in_id", "pk", f"{by}_id", f"{person}__name", f"{person}__email", text, private)
    return rows.order_by().values_list(Value(kind), *facts)


def _written(sources: Sources, check_ins: list[int]) -> Found:
    rows = sources.close_outs().filter(check_in__in=check_ins).order_by("id")
    for row in rows.select_related("author__enrollment__user"):
        for kind in ("summary", "thanks"):
            if text := getattr(row, kind):
                yield ("check_in", row.check_in_id), Piece(kind, row.author.person, text, row)


def _promised(sources: Sources, check_ins: list[int]) -> Found:
    rows = sources.promises().filter(origin__check_in__in=check_ins).order_by("id")
    for row in rows.select_related("owner__enrollment__user", "origin"):
        text = ", ".join(part for part in (row.text, row.cue) if part)
        yield ("check_in", row.origin.check_in_id), Piece("promise", row.person, text, row)


def _noted(sources: Sources, ids: dict[str, list[int]]) -> Found:
    rows = sources.notes().filter(Q(check_in__in=ids["check_in"]) | Q(pk__in=ids["note"]))
    for row in told_apart(list(rows.select_related("author__enrollment__user").order_by("id"))):
        yield _entry_of(row, "note"), Piece("note", row.author.person, row.text, row)


def _said(sources: Sources, ids: dict[str, list[int]]) -> Found:
    rows = sources.feedback().filter(Q(check_in__in=ids["check_in"]) | Q(pk__in=ids["feedback"]))
    people = rows.select_related("author__enrollment__user", "to__enrollment__user")
    for row in people.order_by("id"):
        yield _entry_of(row, "feedback"), Piece("feedback", row.author.person, row.text, row)


def _entry_of(row: Note | Feedback, kind: str) -> Key:
    return ("check_in", row.check_in_id) if row.check_in_id else (kind, row.pk)


def _reported(reports: list[Report]) -> Found:
    """Each answer beneath its question."""
    for row in reports:
        entry = ("report", row.pk)
        if row.mood:
            yield entry, Piece("report", row.person, row.get_mood_display(), row)
        for label, words in report_words.told(row):
            yield entry, Piece("report", row.person, words, row, label)


def _beneath(added: QuerySet[ReportAddendum], reports: list[Report]) -> Found:
    """What its writer added later."""
    writers = {row.pk: row.person for row in reports}
    for row in added.order_by("id"):
        yield ("report", row.report_id), Piece("added", writers[row.report_id], row.text, row)


def _answered(reports: list[int]) -> Found:
    """What was said to it in words; who only pressed a button has said none."""
    rows = ReportReply.objects.filter(report__in=reports).exclude(text="").order_by("id")
    for row in rows.select_related("by__enrollment__user"):
        yield ("report", row.report_id), Piece("reply", row.by.person, row.text, row)
