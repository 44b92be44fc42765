"""A person's own answers, as the pure part looks at them. For their own eyes alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from accounts.models import User
from goals.models import Commitment, CommitmentAnswer, Consent, ConsentTerms, ProgressEntry
from goals.patterns import Answered
from goals.smart import Sketch, has_number

Answer = CommitmentAnswer.Answer
KEPT = (Answer.DONE, Answer.PARTLY)
LOOKED_AT = 400  # answers, the newest ones: people change
AFTERWARDS = timedelta(days=3)  # progress is often logged a little later


class Asked(NamedTuple):
    """One version of «how» for a promise."""

    since: datetime
    how: str


def answers_given(user: User) -> list[Answered]:
    """Done, partly, moved and let go, oldest first. Stuck keeps a promise open, so it waits."""
    rows = CommitmentAnswer.objects.filter(commitment__owner__enrollment__user=user)
    newest = rows.exclude(answer=Answer.STUCK).order_by("-id")
    asked, days = _asked(user), _days_of_progress(user)
    found, begun = [], {}
    for row in reversed(newest.select_related("commitment__consent")[:LOOKED_AT]):
        promise = row.commitment
        start = begun.get(promise.pk) or user.local_date(promise.made_at)
        found.append(_answered(row, start, _how(row, asked), days, user.language))
        begun[promise.pk] = row.on
    return found


def _answered(
    row: CommitmentAnswer, start: date, asked: str, days: dict[int, list[date]], language: str
) -> Answered:
    promise = row.commitment
    sketch = Sketch(title=promise.text, today=row.on, language=language.partition("-")[0])
    return Answered(
        kept=row.answer in KEPT,
        progress=_logged_between(promise, start, row.on + AFTERWARDS, days),
        weekday=row.due_on.weekday() if row.due_on else None,
        words=len(promise.text.split()),
        number=has_number(sketch),
        cue=bool(promise.cue),
        lead=(row.due_on - start).days if row.due_on else None,
        asked=asked,
    )


def _asked(user: User) -> dict[int, list[Asked]]:
    terms = ConsentTerms.objects.filter(consent__person=user, consent__commitment__isnull=False)
    found: dict[int, list[Asked]] = defaultdict(list)
    for pk, at, how in terms.order_by("version").values_list(
        "consent__commitment_id", "given_at", "how"
    ):
        found[pk].append(Asked(at, how))
    return found


def _how(row: CommitmentAnswer, asked: dict[int, list[Asked]]) -> str:
    """How the person had asked to be asked when they answered; empty: not at all."""
    consent = getattr(row.commitment, "consent", None)
    if consent is None or _stopped_before(consent, row.at):
        return ""
    living = [version.how for version in asked[row.commitment_id] if version.since <= row.at]
    return living[-1] if living else ""


def _stopped_before(consent: Consent, at: datetime) -> bool:
    no = consent.state in (Consent.State.DECLINED, Consent.State.REVOKED)
    return no and consent.decided_at is not None and consent.decided_at <= at


def _days_of_progress(user: User) -> dict[int, list[date]]:
    entries = ProgressEntry.objects.standing().filter(goal__owner__enrollment__user=user)
    found: dict[int, list[date]] = defaultdict(list)
    for goal, day in entries.order_by("happened_on").values_list("goal_id", "happened_on"):
        found[goal].append(day)
    return found


def _logged_between(
    promise: Commitment, first: date, last: date, days: dict[int, list[date]]
) -> bool | None:
    if promise.goal_id is None:
        return None
    logged = days.get(promise.goal_id, [])
    place = bisect_left(logged, first)
    return place < len(logged) and logged[place] <= last
