"""What the planner needs to know, read for many consents in as many queries as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max

from accounts.models import AwayPeriod, User
from goals import wishes
from goals.hours import Reader
from goals.models import (
    Commitment,
    CommitmentAnswer,
    Consent,
    ConsentTerms,
    Goal,
    Milestone,
    ProgressEntry,
)
from goals.nudges import Terms, Thing

AWAY_MATTERS_FOR = timedelta(days=21)  # what was put off by days away is asked after them


@dataclass(frozen=True)
class Known:
    terms: Mapping[int, list[ConsentTerms]]  # by consent, oldest first
    answered_on: Mapping[int, date]  # by promise
    progress_at: Mapping[int, datetime]  # by goal
    away: Mapping[int, list[tuple[date, date]]]  # by person
    weeks: Mapping[int, set[date]] = field(default_factory=dict)
    """By member: Mondays of weeks that were written about, or skipped. The floor above knows."""


def known_of(
    consents: Sequence[Consent],
    now: datetime,
    weeks: Mapping[int, set[date]] | None = None,
    *,
    planned: Sequence[Consent] | None = None,
) -> Known:
    """`planned`: of which more than the terms is asked for; all of them, if nothing is said."""
    terms: dict[int, list[ConsentTerms]] = defaultdict(list)
    for version in ConsentTerms.objects.filter(consent__in=consents).order_by("version"):
        terms[version.consent_id].append(version)
    rows = consents if planned is None else planned
    return Known(
        terms=terms,
        answered_on=answers_on({row.commitment_id for row in rows if row.commitment_id}),
        progress_at=progress_at({row.goal_id for row in rows if row.goal_id}),
        away=away_of({row.person_id for row in rows}, now),
        weeks=weeks or {},
    )


def answers_on(promises: Collection[int]) -> dict[int, date]:
    if not promises:
        return {}
    newest = CommitmentAnswer.objects.filter(commitment__in=promises).order_by()
    ids = newest.values("commitment").annotate(newest=Max("pk")).values("newest")
    return dict(CommitmentAnswer.objects.filter(pk__in=ids).values_list("commitment", "on"))


def progress_at(goals: Collection[int], until: datetime | None = None) -> dict[int, datetime]:
    """The last of each, up to an instant. A step that was reached is progress too."""
    if not goals:
        return {}
    logged = ProgressEntry.objects.standing().filter(goal__in=goals).order_by()
    reached = Milestone.objects.filter(goal__in=goals, reached_at__isnull=False).order_by()
    if until is not None:
        logged, reached = logged.filter(logged_at__lt=until), reached.filter(reached_at__lt=until)
    found = dict(logged.values_list("goal").annotate(at=Max("logged_at")))
    for goal, at in reached.values_list("goal").annotate(at=Max("reached_at")):
        found[goal] = max(at, found.get(goal, at))
    return found


def away_of(people: Collection[int], now: datetime) -> dict[int, list[tuple[date, date]]]:
    """The planner looks at the days themselves."""
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    if not people:
        return away
    lately = now.date() - AWAY_MATTERS_FOR
    rows = AwayPeriod.objects.filter(person__in=people, until_on__gte=lately)
    for person, first, last in rows.values_list("person", "from_on", "until_on"):
        away[person].append((first, last))
    return away


def given_terms(consent: Consent, versions: Sequence[ConsentTerms]) -> Terms | None:
    """What was said yes to."""
    if not versions:
        return None
    newest = versions[-1]
    return Terms(
        how=newest.how,
        at=newest.at,
        silence=newest.silence,
        silence_days=newest.silence_days,
        per_week=newest.per_week,
        given_at=max(newest.given_at, consent.resumed_at or newest.given_at),
        since=consent.person.local_date(versions[0].given_at),
        ends_on=consent.ends_on or newest.ends_on,
    )


def terms_if_given(
    consent: Consent, wish: wishes.Terms, versions: Sequence[ConsentTerms], now: datetime
) -> Terms:
    """What a yes at this moment would be. Weeks go on from the first yes, if there was one."""
    began = versions[0].given_at if versions else now
    return Terms(
        how=wish.how,
        at=wish.at,
        silence=wish.silence,
        silence_days=wish.silence_days,
        per_week=wish.per_week,
        given_at=now,
        since=consent.person.local_date(began),
        ends_on=wish.ends_on,
    )


def thing_for(consent: Consent, known: Known) -> Thing:
    thing = consent.thing
    if isinstance(thing, Commitment):
        answered_on = known.answered_on.get(thing.pk)
        return Thing("promise", thing.is_open, thing.due_on, answered_on)
    if isinstance(thing, Goal):
        moved_at = known.progress_at.get(thing.pk)
        logged_on = consent.person.local_date(moved_at) if moved_at else None
        return Thing("goal", thing.is_open, thing.due_on, logged_on)
    if consent.stream == Consent.Stream.REPORT:
        handled = known.weeks.get(thing.pk, set())
        return Thing("report", is_open=True, handled=frozenset(handled))
    return Thing("goal", is_open=False)  # check-ins are not asked about by mail


def last_answer_on(commitment: Commitment) -> date | None:
    return answers_on([commitment.pk]).get(commitment.pk)


def last_progress_on(goal: Goal, person: User) -> date | None:
    moved_at = progress_at([goal.pk]).get(goal.pk)
    return person.local_date(moved_at) if moved_at else None


def reader_for(consent: Consent, known: Known) -> Reader:
    """The person's own hours and days, and the program's quiet hours on top."""
    person, program = consent.person, consent.pairing.cohort.program
    return Reader(
        zone=person.zone,
        working_days=person.working_days,
        quiet=(
            (person.quiet_from, person.quiet_until),
            (program.quiet_from, program.quiet_until),
        ),
        away=tuple(known.away.get(person.pk, ())),
    )
