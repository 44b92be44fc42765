"""What the planner needs to know about consents, with what this floor adds: what was asked before,
and which weeks were written about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from checkins.models import Nudge, Report
from goals.hours import Reader
from goals.models import Consent, ConsentTerms
from goals.nudges import LOOK_AHEAD as LATER
from goals.nudges import Handled, Terms, Thing
from goals.queries.planning import given_terms, known_of, reader_for, thing_for
from mentorship.models import PairingMember

__all__ = ["LATER", "AskingFacts", "asking_facts", "facts_of"]


@dataclass(frozen=True)
class AskingFacts:
    terms: Terms | None
    thing: Thing
    reader: Reader
    handled: list[Handled]
    nudges: list[Nudge] = field(default_factory=list)  # all rows that there are, in any state
    versions: list[ConsentTerms] = field(default_factory=list)  # oldest first


def asking_facts(consent: Consent, now: datetime) -> AskingFacts:
    return facts_of([consent], now)[0]


def facts_of(consents: Sequence[Consent], now: datetime) -> list[AskingFacts]:
    """In the order of the consents, which come with their things and programs."""
    weeks = _handled_weeks({row.member_id for row in consents if row.member_id})
    known = known_of(consents, now, weeks)
    nudges: dict[int, list[Nudge]] = defaultdict(list)
    mails = Nudge.objects.filter(consent__in=consents).select_related("message__told_in")
    mails = mails.defer(*(f"message__{name}" for name in ("text", "html", "ics")))
    mails = mails.defer(*(f"message__told_in__{name}" for name in ("text", "html", "ics")))
    for row in mails.order_by("due_at", "id"):
        nudges[row.consent_id].append(row)
    return [
        AskingFacts(
            terms=given_terms(consent, known.terms.get(consent.pk, [])),
            thing=thing_for(consent, known),
            reader=reader_for(consent, known),
            handled=[
                Handled(row.about_on, row.step, _came_on(row))
                for row in nudges.get(consent.pk, [])
                if row.state == Nudge.State.HANDED_OVER
            ],
            nudges=nudges.get(consent.pk, []),
            versions=known.terms.get(consent.pk, []),
        )
        for consent in consents
    ]


def _came_on(nudge: Nudge) -> date:
    """Held by quiet hours or days away, a question comes later than it was planned."""
    mail = nudge.message and (nudge.message.told_in or nudge.message)
    return max(nudge.due_on, mail.sent_on) if mail and mail.sent_on else nudge.due_on


def handled_weeks(member: PairingMember) -> set[date]:
    """Mondays of the weeks that need no report: written, or skipped."""
    return _handled_weeks({member.pk}).get(member.pk, set())


def _handled_weeks(members: Collection[int]) -> dict[int, set[date]]:
    weeks: dict[int, set[date]] = defaultdict(set)
    if not members:
        return weeks
    rows = Report.objects.filter(member__in=members).order_by()
    for member, week_on in rows.values_list("member", "week_on"):
        weeks[member].add(week_on)
    return weeks


def terms_for(consent: Consent) -> Terms | None:
    return given_terms(consent, list(consent.terms.order_by("version")))
