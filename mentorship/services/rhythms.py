"""Another rhythm for a pairing. Its members agree on it one floor up, where check-ins are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from mentorship.cadence import Cadence
from mentorship.models import Pairing


@transaction.atomic
def set_rhythm(*, pairing: Pairing, cadence: Cadence, by: User, now: datetime) -> Pairing:
    pairing.every, pairing.at, pairing.zone = cadence.every, cadence.at, cadence.zone
    pairing.weekday, pairing.monthday = cadence.weekday, cadence.monthday
    pairing.nth = cadence.nth
    pairing.save(update_fields=["every", "at", "zone", "weekday", "monthday", "nth"])
    record(
        by=by,
        verb="pairing.set_rhythm",
        about=pairing,
        scope=pairing.scope,
        now=now,
        every=cadence.every,
    )
    return pairing
