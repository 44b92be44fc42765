"""What the planner needs to know about consents, read in the same words as they are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max

from accounts.models import AwayPeriod, User
from checkins.models import Nudge, Report
from checkins.nudges import LOOK_AHEAD as LATER
from checkins.nudges import Handled, Reader, Terms, Thing
from goals.models import (
    Commitment,
    CommitmentAnswer,
    Consent,
    ConsentTerms,
    Goal,
    Milestone,
    ProgressEntry,
)
from mentorship.models import PairingMember

__all__ = ["LATER", "AskingFacts", "asking_facts", "facts_of"]


@dataclass(frozen=True)
class AskingFacts:
    terms: Terms | None
    thing: Thing
    reader: Reader
    handled: list[Handled]
    nudges: list[Nudge] = field(default_factory=list)  # all rows that there are, in any state


@dataclass(frozen=True)
class Known:
    """Read for many consents at once, in as many queries as for one."""

    terms: dict[int, list[ConsentTerms]]  # by consent, oldest first
    nudges: dict[int, list[Nudge]]  # by consent
    answered_on: dict[int, date]  # by promise
    progress_at: dict[int, datetime]  # by goal
    weeks: dict[int, set[date]]  # by member: those written about, or skipped
    away: dict[int, list[tuple[date, date]]]  # by person


def asking_facts(consent: Consent, now: datetime) -> AskingFacts:
    return facts_of([consent], now)[0]


def facts_of(consents: Sequence[Consent], now: datetime) -> list[AskingFacts]:
    """In the order of the consents, which come with their things."""
    known = _known(consents, now)
    return [
        AskingFacts(
            terms=terms_of(consent, known.terms.get(consent.pk, [])),
            thing=thing_for(consent, known),
            reader=reader_for(consent, known),
            handled=[
                Handled(row.about_on, row.step, row.due_on)
                for row in known.nudges.get(consent.pk, [])
                if row.state == Nudge.State.HANDED_OVER
            ],
            nudges=known.nudges.get(consent.pk, []),
        )
        for consent in consents
    ]


def _known(consents: Sequence[Consent], now: datetime) -> Known:
    terms: dict[int, list[ConsentTerms]] = defaultdict(list)
    for version in ConsentTerms.objects.filter(consent__in=consents).order_by("version"):
        terms[version.consent_id].append(version)
    nudges: dict[int, list[Nudge]] = defaultdict(list)
    for row in Nudge.objects.filter(consent__in=consents).order_by("due_at", "id"):
        nudges[row.consent_id].append(row)
    return Known(
        terms=terms,
        nudges=nudges,
        answered_on=_answered_on({row.commitment_id for row in consents if row.commitment_id}),
        progress_at=_progress_at({row.goal_id for row in consents if row.goal_id}),
        weeks=_handled_weeks({row.member_id for row in consents if row.member_id}),
        away=_away({row.person_id for row in consents}, now),
    )


def _answered_on(promises: Collection[int]) -> dict[int, date]:
    newest = CommitmentAnswer.objects.filter(commitment__in=promises).order_by()
    ids = newest.values("commitment").annotate(newest=Max("pk")).values("newest")
    return dict(CommitmentAnswer.objects.filter(pk__in=ids).values_list("commitment", "on"))


def _progress_at(goals: Collection[int]) -> dict[int, datetime]:
    """A step that was reached is progress too."""
    logged = ProgressEntry.objects.standing().filter(goal__in=goals).order_by()
    reached = Milestone.objects.filter(goal__in=goals, reached_at__isnull=False).order_by()
    found = dict(logged.values_list("goal").annotate(at=Max("logged_at")))
    for goal, at in reached.values_list("goal").annotate(at=Max("reached_at")):
        found[goal] = max(at, found.get(goal, at))
    return found


def _away(people: Collection[int], now: datetime) -> dict[int, list[tuple[date, date]]]:
    """Periods that are not over where anybody lives; the planner looks at the days themselves."""
    somewhere = now.date() - timedelta(days=1)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = AwayPeriod.objects.filter(person__in=people, until_on__gte=somewhere)
    for person, first, last in rows.values_list("person", "from_on", "until_on"):
        away[person].append((first, last))
    return away


def terms_for(consent: Consent) -> Terms | None:
    return terms_of(consent, list(consent.terms.order_by("version")))


def terms_of(consent: Consent, versions: Sequence[ConsentTerms]) -> Terms | None:
    if not versions:
        return None
    newest = versions[-1]
    return Terms(
        how=newest.how,
        at=newest.at,
        silence=newest.silence,
        per_week=newest.per_week,
        given_at=newest.given_at,
        since=consent.person.local_date(versions[0].given_at),
        ends_on=consent.ends_on or newest.ends_on,
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


def handled_weeks(member: PairingMember) -> set[date]:
    """Mondays of the weeks that need no report: written, or skipped."""
    return _handled_weeks({member.pk}).get(member.pk, set())


def _handled_weeks(members: Collection[int]) -> dict[int, set[date]]:
    weeks: dict[int, set[date]] = defaultdict(set)
    rows = Report.objects.filter(member__in=members).order_by()
    for member, week_on in rows.values_list("member", "week_on"):
        weeks[member].add(week_on)
    return weeks


def last_answer_on(commitment: Commitment) -> date | None:
    return _answered_on([commitment.pk]).get(commitment.pk)


def last_progress_on(goal: Goal, person: User) -> date | None:
    moved_at = _progress_at([goal.pk]).get(goal.pk)
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
