"""Another rhythm that is proposed, as a member reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from accounts.models import User
from checkins import words
from checkins.models import RhythmProposal
from mentorship.cadence import occurrences
from mentorship.models import Pairing
from mentorship.rhythm import rhythm_sentence

SHOWN = 3


@dataclass(frozen=True)
class RhythmCard:
    proposal: RhythmProposal
    by: str
    sentence: str
    first: list[str]
    """Its next days, in the reader's own time and the others'."""
    has_agreed: bool
    is_mine: bool
    waits_for: str


def rhythm_card(user: User, pairing: Pairing, now: datetime) -> RhythmCard | None:
    found = RhythmProposal.objects.open().filter(pairing=pairing).with_people().first()
    return _card(user, found, now) if found else None


def _card(user: User, proposal: RhythmProposal, now: datetime) -> RhythmCard:
    people = words.others_of(proposal.pairing, user)
    agreed = {row.member.person.pk for row in proposal.agreements.all()}
    return RhythmCard(
        proposal=proposal,
        by=proposal.by.person.short_name,
        sentence=rhythm_sentence(proposal),
        first=next_days(user, proposal, now),
        has_agreed=user.pk in agreed,
        is_mine=proposal.by.person.pk == user.pk,
        waits_for=words.names([person for person in people if person.pk not in agreed]),
    )


def next_days(user: User, proposal: RhythmProposal, now: datetime) -> list[str]:
    pairing = proposal.pairing
    others = words.others_of(pairing, user)
    begins = pairing.starts_on or now.date()
    series = occurrences(proposal.cadence, begins)
    ahead = (row.starts_at for row in series if row.starts_at > now)
    return [words.both_times(user, others, start) for start in islice(ahead, SHOWN)]
