"""What others say they have because of this person: thanks, and wins they shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from checkins.models import CloseOut
from checkins.queries.story import parting_notes
from goals import words
from goals.models import Win

MOST = 20
SMALL = (Win.Kind.EARLY, Win.Kind.FIRST_CHECK_IN)


@dataclass(frozen=True)
class Said:
    on: date
    by: User
    text: str
    label: str = ""


@dataclass(frozen=True)
class BecauseOfYou:
    thanks: list[Said]
    wins: list[Said]


def because_of_you(user: User) -> BecauseOfYou:
    """Nothing that the person may not read: thanks were sent to them and stay, wins are their
    owner's alone once a pairing has closed."""
    wins = Win.objects.of_others(user).exclude(kind__in=SMALL).with_things().newest_first()
    thanked = [_win(win) for win in wins.filter(reach=Win.Reach.THANKS)[:MOST]]
    thanks = sorted(
        [*thanked, *_close_outs(user), *_parting(user)], key=lambda said: said.on, reverse=True
    )
    others = wins.exclude(reach=Win.Reach.THANKS)[:MOST]
    return BecauseOfYou(thanks=thanks[:MOST], wins=[_win(win) for win in others])


def _win(win: Win) -> Said:
    label = str(words.LABELS.get(Win.Kind(win.kind), ""))
    return Said(win.on, win.person, words.win_words(win), label)


def _close_outs(user: User) -> list[Said]:
    rows = CloseOut.objects.visible_to(user).exclude(author__enrollment__user=user)
    newest = rows.exclude(thanks="").select_related("author__enrollment__user")
    return [
        Said(user.local_date(row.written_at), row.author.enrollment.user, row.thanks)
        for row in newest.order_by("-written_at", "-pk")[:MOST]
    ]


def _parting(user: User) -> list[Said]:
    rows = parting_notes(user).exclude(member__enrollment__user=user)
    return [
        Said(user.local_date(row.written_at), row.member.enrollment.user, row.text)
        for row in rows.order_by("-written_at", "-pk")[:MOST]
    ]
