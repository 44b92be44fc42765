"""Places whose state a file changes, because somebody ticked so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.audit import record
from accounts.models import User
from mentorship.models import Cohort, Enrollment
from mentorship.queries.rosters import AGAIN, CHUNK, Entry, Wishes

State = Enrollment.State
VERBS = {True: "enrollment.enter_again", False: "enrollment.accept_by_file"}


def bring_back(
    changed: Iterable[Entry],
    cohort: Cohort,
    wishes: Wishes,
    applied: bool,
    by: User | None,
    now: datetime,
) -> list[Enrollment]:
    """Who was withdrawn is asked, or takes part, as everybody else of the file. Who was invited
    takes part."""
    found: list[Enrollment] = []
    for entry in changed:
        place = entry.enrollment
        if place is None or not wishes.take(entry.back):
            continue
        again = entry.back == AGAIN
        place.state = State.ACCEPTED if applied else State.INVITED
        if again:
            place.origin, place.entered_by = Enrollment.Origin.IMPORT, by
            place.answered_at = place.decided_at = place.decided_by = None
        record(by=by, verb=VERBS[again], about=place, scope=cohort.scope, now=now)
        found.append(place)
    fields = ["state", "origin", "entered_by", "answered_at", "decided_at", "decided_by"]
    Enrollment.objects.bulk_update(found, fields, batch_size=CHUNK)
    return found
