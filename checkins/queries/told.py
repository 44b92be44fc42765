"""What members sent to those who run their program: these notes, and nothing around them."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from checkins import words
from checkins.models import Note
from mentorship.models import Cohort, members_at

PER_PAGE = 20


@dataclass(frozen=True)
class Told:
    note: Note
    beside: str  # with whom the author works


@dataclass(frozen=True)
class ToldPage:
    notes: list[Told]
    older: int | None


def notes_told(user: User, cohort: Cohort, before: int | None = None) -> ToldPage:
    """Newest first, a page at a time."""
    rows = Note.objects.told_to(user, cohort).select_related("author__enrollment__user")
    rows = rows.prefetch_related(members_at("author__pairing__members")).order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PER_PAGE + 1])
    return ToldPage(
        notes=[_told(note) for note in found[:PER_PAGE]],
        older=found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None,
    )


def _told(note: Note) -> Told:
    others = words.others_of(note.author.pairing, note.author.person)
    return Told(note, words.names(others))
