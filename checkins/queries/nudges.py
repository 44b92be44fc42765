"""What the planner needs to know about one consent, read in the same words as it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from accounts.models import User
from checkins.models import Nudge
from checkins.nudges import LOOK_AHEAD as LATER
from checkins.nudges import Handled, Reader, Terms, Thing
from goals.models import Commitment, Consent, Goal, ProgressEntry

__all__ = ["LATER", "AskingFacts", "asking_facts"]


@dataclass(frozen=True)
class AskingFacts:
    terms: Terms | None
    thing: Thing
    reader: Reader
    handled: list[Handled]


def asking_facts(consent: Consent, now: datetime) -> AskingFacts:
    return AskingFacts(
        terms=terms_for(consent),
        thing=thing_for(consent),
        reader=reader_for(consent, now),
        handled=[
            Handled(row.about_on, row.step, row.due_on)
            for row in consent.nudges.filter(state=Nudge.State.HANDED_OVER)
        ],
    )


def terms_for(consent: Consent) -> Terms | None:
    versions = list(consent.terms.order_by("version"))
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


def thing_for(consent: Consent) -> Thing:
    thing = consent.thing
    if isinstance(thing, Commitment):
        return Thing("promise", thing.is_open, thing.due_on, last_answer_on(thing))
    if isinstance(thing, Goal):
        logged_on = last_progress_on(thing, consent.person)
        return Thing("goal", thing.is_open, thing.due_on, logged_on)
    return Thing("goal", is_open=False)  # the weekly report is not asked for by mail yet


def last_answer_on(commitment: Commitment) -> date | None:
    newest = commitment.answers.order_by("-id").first()
    return newest.on if newest else None


def last_progress_on(goal: Goal, person: User) -> date | None:
    """A step that was reached is progress too."""
    logged = ProgressEntry.objects.standing().filter(goal=goal).aggregate(at=Max("logged_at"))
    reached = goal.milestones.aggregate(at=Max("reached_at"))
    moments = [found["at"] for found in (logged, reached) if found["at"] is not None]
    return person.local_date(max(moments)) if moments else None


def reader_for(consent: Consent, now: datetime) -> Reader:
    """The person's own hours and days, and the program's quiet hours on top."""
    person, program = consent.person, consent.pairing.cohort.program
    away = person.away_periods.filter(until_on__gte=person.local_date(now))
    return Reader(
        zone=person.zone,
        working_days=person.working_days,
        quiet=(
            (person.quiet_from, person.quiet_until),
            (program.quiet_from, program.quiet_until),
        ),
        away=tuple(away.values_list("from_on", "until_on")),
    )
