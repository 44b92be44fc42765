"""What somebody chose to be asked about when they meet, for the page and the mail before it.

Its owner reads it always. Others of the pairing read it only where the owner said that they may
bring it up, only while that is so, and only of things that they can see anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from goals.models import AskingStyle, Commitment, Consent, ConsentTerms, Goal
from mentorship.models import Pairing

from .consents import why_not_living


@dataclass(frozen=True)
class ToRaise:
    """`tone`: how they like to be asked. `mine`: the reader's own, to bring up."""

    consent_id: int
    thing: Goal | Commitment
    person: User
    tone: str
    mine: bool

    @property
    def text(self) -> str:
        return self.thing.title if isinstance(self.thing, Goal) else self.thing.text


def to_raise(reader: User, pairing: Pairing, now: datetime, *, lock: bool = False) -> list[ToRaise]:
    """With `lock` the consents are held to the end of the caller's transaction, so that whoever
    takes one back does so before this look or after the mail, never in between."""
    consents = _when_we_meet(pairing)
    if lock:
        list(Consent.objects.select_for_update().filter(pk__in=consents.values("pk")))
    return [
        ToRaise(
            consent.pk, consent.thing, consent.person, consent.tone, consent.person_id == reader.pk
        )
        for consent in consents.with_things().order_by("id")
        if not why_not_living(consent, now) and _may_read(reader, consent)
    ]


def _when_we_meet(pairing: Pairing) -> QuerySet[Consent]:
    newest = ConsentTerms.objects.filter(consent=OuterRef("pk")).order_by("-version")
    about = Q(goal__owner__pairing=pairing) | Q(commitment__owner__pairing=pairing)
    return (
        Consent.objects.active()
        .filter(about)
        .annotate(
            how=Subquery(newest.values("how")[:1]),
            who=Subquery(newest.values("who")[:1]),
            tone=Subquery(newest.values("tone")[:1]),
        )
        .filter(how=AskingStyle.How.CHECK_IN)
    )


def _may_read(reader: User, consent: Consent) -> bool:
    if consent.person_id == reader.pk:
        return True
    is_shared = consent.goal is None or consent.goal.shared_at is not None
    return consent.who == AskingStyle.By.MENTOR and is_shared
