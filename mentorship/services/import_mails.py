"""The one mail that people get when a file enters them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Message
from accounts.services.outbox import draft_message
from mentorship.models import Cohort, Enrollment

WELCOME, INVITATION = "mentorship.welcome", "mentorship.invitation"


def kind_of(applied: bool) -> str:
    return WELCOME if applied else INVITATION


def key_of(kind: str, cohort: Cohort, user_id: int | None) -> str:
    return f"{kind}:{cohort.pk}:{user_id}"


def first_mails(
    places: Iterable[Enrollment], cohort: Cohort, applied: bool, now: datetime, turn: str = ""
) -> list[Message]:
    """One for each person, even if a line gave them two roles. `turn` tells a later one apart."""
    kind = kind_of(applied)
    first: dict[str, Enrollment] = {}
    for place in places:
        first.setdefault(place.user.email, place)
    return [
        draft_message(
            kind=kind,
            person=place.user,
            about=place,
            scope=cohort.scope,
            now=now,
            dedupe_key=key_of(kind, cohort, place.user_id) + turn,
        )
        for place in first.values()
    ]


def mails_of_return(
    back: Iterable[Enrollment],
    new: Iterable[Enrollment],
    cohort: Cohort,
    applied: bool,
    now: datetime,
) -> list[Message]:
    """They had a mail when they were entered first, so this one is of its own day."""
    told = {place.user_id for place in new}
    others = [place for place in back if place.user_id not in told]
    return first_mails(others, cohort, applied, now, f":{now:%Y%m%d%H%M%S}")
