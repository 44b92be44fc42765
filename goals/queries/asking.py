"""How somebody likes to be asked, and the terms that follow from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

from accounts.models import User
from goals.models import (
    AskingStyle,
    Commitment,
    Consent,
    ConsentTerms,
    Goal,
)
from goals.wishes import AskingWish, Terms
from mentorship.models import PairingMember

Thing: TypeAlias = Goal | Commitment | PairingMember

PROMISE_ENDS = timedelta(days=14)  # after its day
OTHERS_END = timedelta(days=90)


def asking_style(user: User) -> AskingStyle | None:
    """The newest thing the person said about how they like to be asked."""
    return AskingStyle.objects.of(user).order_by("-id").first()


def asking_wish(style: AskingStyle | None) -> AskingWish:
    """What is assumed while nothing was said: the quietest answers."""
    if style is None:
        return AskingWish()
    return AskingWish(
        who=style.who,
        how=style.how,
        at=style.at,
        per_week=style.per_week,
        tone=style.tone,
        silence=style.silence,
        silence_days=style.silence_days,
        until=style.until,
    )


def default_terms(thing: Thing, style: AskingStyle | None, today: date) -> Terms:
    """How a yes would be kept if nothing is changed for this one thing."""
    wish = asking_wish(style)
    ends_on = today + OTHERS_END
    if isinstance(thing, Commitment):
        ends_on = thing.due_on + PROMISE_ENDS
    if wish.until is not None and wish.until >= today:
        ends_on = min(ends_on, wish.until)
    return Terms(
        who=wish.who,
        how=wish.how,
        at=wish.at,
        per_week=wish.per_week,
        tone=wish.tone,
        silence=wish.silence,
        silence_days=wish.silence_days,
        ends_on=max(ends_on, today),
    )


def terms_of_a_yes(
    consent: Consent, newest: ConsentTerms | None, style: AskingStyle | None, today: date
) -> Terms:
    """What ran out goes on with the same words; everything else begins as the person likes it."""
    usual = default_terms(consent.thing, style, today)
    if consent.state != Consent.State.EXPIRED or newest is None:
        return usual
    return terms_of(newest).ending(usual.ends_on)


def terms_of(version: ConsentTerms) -> Terms:
    return Terms(
        who=version.who,
        how=version.how,
        at=version.at,
        per_week=version.per_week,
        tone=version.tone,
        silence=version.silence,
        silence_days=version.silence_days,
        ends_on=version.ends_on,
    )


def current_terms(consent: Consent) -> ConsentTerms | None:
    """The newest version of what the person agreed to."""
    return consent.terms.order_by("-version").first()
