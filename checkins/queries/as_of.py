"""What the planner knew of somebody's consents on a day that may be over. Yeses, answers, progress,
reports and stops are written once and with their time, so that a day is read, not remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accounts.models import AuditEntry, User
from accounts.models.subjects import label_of
from checkins.models import Nudge, Report
from goals.hours import Reader
from goals.models import CommitmentAnswer, Consent, ConsentTerms
from goals.nudges import Handled, Terms, Thing
from goals.queries.planning import (
    Known,
    away_of,
    given_terms,
    progress_at,
    reader_for,
    thing_for,
)

State = Consent.State
STATE_AFTER = {
    "consent.offer": State.OFFERED,
    "consent.give": State.ACTIVE,
    "consent.resume": State.ACTIVE,
    "consent.decline": State.DECLINED,
    "consent.pause": State.PAUSED,
    "consent.revoke": State.REVOKED,
    "consent.expire": State.EXPIRED,
}
DEFERRED = ("text", "html", "ics", "headers", "params")


@dataclass(frozen=True)
class Past:
    """Of one person, up to an instant."""

    consents: Mapping[int, Consent]
    known: Known
    nudges: Mapping[int, list[Nudge]]
    states: Mapping[int, State]
    since: Mapping[int, datetime]
    due_on: Mapping[int, date]  # by promise, where it has moved since

    def state(self, consent: Consent) -> State:
        return self.states.get(consent.pk, State(consent.state))

    def terms_at(self, consent: int, at: datetime | None) -> ConsentTerms | None:
        versions = self.known.terms.get(consent, [])
        then = [row for row in versions if at is None or row.given_at <= at]
        return then[-1] if then else None

    def given(self, consent: Consent) -> Terms | None:
        found = given_terms(consent, self.known.terms.get(consent.pk, []))
        newest = self.terms_at(consent.pk, None)
        return replace(found, ends_on=newest.ends_on) if found and newest else None

    def thing(self, consent: Consent) -> Thing:
        """Whatever is over now was open as long as its consent lived."""
        found = replace(thing_for(consent, self.known), is_open=True)
        moved = self.due_on.get(consent.commitment_id or 0)
        return replace(found, due_on=moved) if moved else found

    def reader(self, consent: Consent) -> Reader:
        return reader_for(consent, self.known)

    def handled(self, consent: Consent, before: date, *, and_on: bool) -> list[Handled]:
        return [
            Handled(row.about_on, row.step, row.due_on)
            for row in self.nudges[consent.pk]
            if row.state == Nudge.State.HANDED_OVER
            and (row.due_on < before or (and_on and row.due_on == before))
        ]


def past_of(person: User, consents: Sequence[Consent], now: datetime, until: datetime) -> Past:
    """`now` is when the planner looks, `until` the end of the day in question."""
    states, since = _states(consents, until)
    answered_on, due_on = _answers(consents, person.local_date(until - timedelta(seconds=1)))
    known = Known(
        terms=_terms(consents, until),
        answered_on=answered_on,
        progress_at=progress_at({row.goal_id for row in consents if row.goal_id}, until),
        away=away_of({person.pk} if consents else (), now),
        weeks=_weeks({row.member_id for row in consents if row.member_id}, until),
    )
    return Past(
        consents={row.pk: row for row in consents},
        known=known,
        nudges=_nudges(consents),
        states=states,
        since=since,
        due_on=due_on,
    )


def _terms(consents: Sequence[Consent], until: datetime) -> dict[int, list[ConsentTerms]]:
    found: dict[int, list[ConsentTerms]] = defaultdict(list)
    rows = ConsentTerms.objects.filter(consent__in=consents, given_at__lt=until)
    for row in rows.order_by("version"):
        found[row.consent_id].append(row)
    return found


def _nudges(consents: Sequence[Consent]) -> dict[int, list[Nudge]]:
    found: dict[int, list[Nudge]] = defaultdict(list)
    rows = Nudge.objects.filter(consent__in=consents).select_related("message__told_in")
    unread = (f"{path}__{name}" for path in ("message", "message__told_in") for name in DEFERRED)
    for row in rows.defer(*unread).order_by("due_at", "pk"):
        found[row.consent_id].append(row)
    return found


def _states(
    consents: Sequence[Consent], until: datetime
) -> tuple[dict[int, State], dict[int, datetime]]:
    rows = AuditEntry.objects.filter(
        subject_label=label_of(Consent()),
        subject_id__in=[row.pk for row in consents],
        verb__in=STATE_AFTER,
        at__lt=until,
    )
    states: dict[int, State] = {}
    since: dict[int, datetime] = {}
    for consent, verb, at in rows.order_by("at", "pk").values_list("subject_id", "verb", "at"):
        if consent is not None:
            states[consent], since[consent] = STATE_AFTER[verb], at
    return states, since


def _answers(consents: Sequence[Consent], on: date) -> tuple[dict[int, date], dict[int, date]]:
    """The last answer up to the day; and when it was due then, if it has been moved since."""
    answered: dict[int, date] = {}
    due: dict[int, date] = {}
    rows = CommitmentAnswer.objects.filter(commitment__consent__in=consents).order_by("pk")
    moved = CommitmentAnswer.Answer.MOVED
    for promise, answer, said_on, due_on in rows.values_list(
        "commitment", "answer", "on", "due_on"
    ):
        if said_on <= on:
            answered[promise] = said_on
        elif answer == moved and due_on is not None:
            due.setdefault(promise, due_on)
    return answered, due


def _weeks(members: set[int], until: datetime) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    if members:
        rows = Report.objects.filter(member__in=members, sent_at__lt=until).order_by()
        for member, week_on in rows.values_list("member", "week_on"):
            found[member].add(week_on)
    return found
