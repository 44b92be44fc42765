"""Wins: one's own, and those of the people one works with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects

from accounts.models import User
from goals import words
from goals.models import Win, around_wins

PER_PAGE = 20
OTHERS_SHOWN = 30
HIDDEN_SHOWN = 30
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class WinRow:
    win: Win
    label: str
    said: str
    cheered_by: list[User]
    mine: bool
    to_cheer: bool  # by the reader


@dataclass
class WinPage:
    mine: list[WinRow]
    older: int | None
    theirs: list[WinRow]
    hidden: list[WinRow]


def win_page(user: User, now: datetime, before: int | None = None) -> WinPage:
    """One's own newest first, a page at a time; what others shared lately; what one has hidden."""
    own = Win.objects.owned_by(user).with_owners().newest_first()
    since = user.local_date(now) - LATELY
    others = Win.objects.of_others(user).theirs_alone().since(since).with_owners().newest_first()
    shown = own.shown() if before is None else own.shown().before(before)
    mine, theirs = list(shown[: PER_PAGE + 1]), list(others[:OTHERS_SHOWN])
    hidden = list(own.hidden()[:HIDDEN_SHOWN])
    prefetch_related_objects([*mine, *theirs, *hidden], *around_wins())
    return WinPage(
        mine=[win_row(user, win) for win in mine[:PER_PAGE]],
        older=mine[PER_PAGE - 1].pk if len(mine) > PER_PAGE else None,
        theirs=[win_row(user, win) for win in theirs],
        hidden=[win_row(user, win) for win in hidden],
    )


def win_row(user: User, win: Win) -> WinRow:
    people = [cheer.by.enrollment.user for cheer in win.cheers.all()]
    mine = win.owner.enrollment.user_id == user.pk
    return WinRow(
        win=win,
        label=str(words.LABELS.get(Win.Kind(win.kind), "")),
        said=words.win_words(win),
        cheered_by=people,
        mine=mine,
        to_cheer=not mine and user not in people,
    )
