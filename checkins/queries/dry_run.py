"""What a yes would bring in the next 30 days, beside what was said yes to already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checkins.queries.nudges import facts_of
from checkins.queries.room import rooms_of
from goals import wishes
from goals.ahead import Asked, Leaving, look_ahead
from goals.models import Consent, ConsentTerms
from goals.nudges import NotPlanned, Planned, plan
from goals.queries import GIVEN, asking_style, terms_of, terms_of_a_yes, why_not_living
from goals.queries.consents import title_of
from goals.queries.planning import terms_if_given

DAYS = timedelta(days=30)


@dataclass(frozen=True)
class DryRun:
    """Also a card for the page, with the same names."""

    consent: Consent
    title: str
    terms: wishes.Terms
    mails: list[Leaving]
    """Only those that ask about this one, or tell of it."""
    not_planned: tuple[NotPlanned, ...]
    given: ConsentTerms | None

    @property
    def state(self) -> str:
        return self.consent.state

    def steps(self, consent: Consent) -> list[tuple[Leaving, Planned]]:
        found = [(mail, mail.asks_about(consent.pk)) for mail in self.mails]
        return [(mail, step) for mail, step in found if step is not None]


def dry_run(consent: Consent, now: datetime) -> DryRun:
    """The planner and the room of the week are those of production; the consent comes with its
    thing and its program."""
    person, today = consent.person, consent.person.local_date(now)
    living = Consent.objects.of(person).active().with_programs().exclude(pk=consent.pk)
    rows = [consent, *(row for row in living if not why_not_living(row, now))]
    facts = facts_of(rows, now)
    versions = facts[0].versions
    newest = versions[-1] if versions else None
    given = newest if consent.state in GIVEN else None
    style = None if given else asking_style(person)
    terms = terms_of(given) if given else terms_of_a_yes(consent, newest, style, today)
    asked = [
        Asked(row.pk, fact.terms, fact.thing, fact.reader, tuple(fact.handled))
        for row, fact in zip(rows, facts, strict=True)
    ]
    if not given:
        asked[0] = replace(asked[0], terms=terms_if_given(consent, terms, versions, now))
    taken = rooms_of([person], now)[person.pk].taken
    mails = look_ahead(asked, taken, now, today + DAYS)
    mine = asked[0]
    why_not = plan(mine.terms, mine.thing, mine.reader, mine.handled, now).not_planned
    return DryRun(
        consent=consent,
        terms=terms,
        mails=[mail for mail in mails if mail.asks_about(consent.pk)],
        not_planned=why_not,
        given=given,
        title=title_of(consent.thing),
    )
