"""Lines that somebody promised and that are due; and logs that have been quiet for a while.

Both are for the eyes of who might write, on the page where they look in on their people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from accounts.models import User
from checkins import quiet, words
from checkins.models import Feedback, FeedbackRhythm
from mentorship.models import PairingMember


def lines_due(user: User, now: datetime) -> list[FeedbackRhythm]:
    """The reader's own promised lines that this week, or these two, still lack. One read."""
    today = user.local_date(now)
    living = FeedbackRhythm.objects.promised_by(user).living(today)
    rows = living.with_people().with_last_line()
    return [row for row in rows if is_due(row, user, today)]


def is_due(rhythm: FeedbackRhythm, user: User, today: date) -> bool:
    last = rhythm.last_line_at  # type: ignore[attr-defined]
    last_on = user.local_date(last) if last else None
    return quiet.is_line_due(rhythm.begins_on, rhythm.every, last_on, today)


@dataclass(frozen=True)
class QuietLog:
    """Four weeks without a line from the reader to this person, and two ways to begin."""

    member: PairingMember
    openers: list[str]


def quiet_logs(user: User, others: Iterable[PairingMember], now: datetime) -> list[QuietLog]:
    """Among these people whom the reader works with, with their pairings. One read."""
    others, today = list(others), user.local_date(now)
    given = Feedback.objects.filter(author__enrollment__user=user, to__in=others)
    last = dict(given.order_by().values_list("to").annotate(at=Max("given_at")))
    found = []
    for member in others:
        since, at = member.pairing.starts_on, last.get(member.pk)
        if quiet.is_quiet(since, user.local_date(at) if at else None, today):
            found.append(QuietLog(member, openers(member, today)))
    return found


def openers(member: PairingMember, today: date) -> list[str]:
    return [str(words.OPENERS[number]) for number in quiet.openers_for(member.pk, today)]
