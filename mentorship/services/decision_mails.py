"""The mail that tells somebody what became of their application, in the cohort's own words."""

from __future__ import annotations

from datetime import datetime

from accounts.services.outbox import queue_message
from mentorship.models import Enrollment, Entrance
from mentorship.queries.decision_texts import VERB_OF, text_of

KIND = "mentorship.application_decided"


def queue_decision(
    *,
    place: Enrollment,
    entrance: Entrance,
    now: datetime,
    subject: str = "",
    text: str = "",
) -> None:
    """One for each time the state changes. Without words, those of the cohort."""
    words = text_of(entrance, VERB_OF[place.state])
    queue_message(
        kind=KIND,
        person=place.user,
        about=place,
        scope=place.cohort.scope,
        now=now,
        dedupe_key=f"{KIND}:{place.pk}:{place.state}:{now:%Y%m%d%H%M%S}",
        params={
            "state": place.state,
            "subject": subject or words.subject,
            "text": text or words.text,
            # Nobody decided it: all places were taken at that moment.
            "full": place.state == Enrollment.State.WAITLISTED and place.decided_at is None,
        },
    )
