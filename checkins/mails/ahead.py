"""The exact words that a yes would bring, by the same functions as the mails; their buttons lead
nowhere here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from accounts.mailkinds import Content
from checkins.mails import follow_up, silence
from checkins.models import Nudge
from checkins.queries.dry_run import DryRun
from goals.models import Consent, ConsentTerms
from goals.nudges import Planned
from mentorship.models import PairingMember, members_at


@dataclass
class Shown:
    """One way of asking, with every moment at which it comes like this."""

    content: Content
    step: Planned
    moments: list[Moment] = field(default_factory=list)


@dataclass(frozen=True)
class Moment:
    at: datetime
    on: date
    together_with: int  # other questions in the same mail
    waited: bool


def show(consent: Consent, found: DryRun, now: datetime) -> list[Shown]:
    shown: dict[int, Shown] = {}
    terms = found.given or ConsentTerms(consent=consent, given_at=now, **asdict(found.terms))
    _know_people(consent)
    for mail, step in found.steps(consent):
        if step.step not in shown:
            shown[step.step] = Shown(_words(consent, step, terms), step)
        together = len(mail.asks) - 1
        shown[step.step].moments.append(Moment(mail.at, mail.on, together, step.held))
    return list(shown.values())


def _words(consent: Consent, step: Planned, terms: ConsentTerms) -> Content:
    if step.is_to_others:
        return silence.words_of(consent)
    nudge = Nudge(consent=consent, step=step.step, about_on=step.about_on, due_on=step.due_on)
    return follow_up.words_of(consent, nudge, terms, lambda **_picked: "")


def _know_people(consent: Consent) -> None:
    """In one query for everybody whose name the words may say."""
    thing, pairing = consent.thing, consent.pairing
    if isinstance(thing, PairingMember):
        return  # came with its people
    prefetch_related_objects([pairing], members_at("members"))
    mine = (row for row in pairing.members.all() if row.enrollment.user_id == consent.person_id)
    thing.owner = next(mine)
    thing.owner.pairing = pairing
