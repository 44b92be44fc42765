"""Maria wants her silence about one promise to be told to Omar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from goals import services
from goals.models import Consent
from goals.queries import consent_of
from goals.wishes import Terms

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
MAIL_KINDS = {"checkins.silence_told": ("service", True, "stream", "hold")}


def occasions(world: World, now: datetime) -> None:
    terms = Terms(silence="tell", silence_days=3, ends_on=(now + 20 * DAY).date())
    world.things["consent[telling]"] = _asked(world, (now + DAY).date(), terms, now)


def _asked(world: World, due_on: date, terms: Terms, now: datetime) -> Consent:
    from tests.world import member

    maria = member(world, "maria")
    promise = services.make_commitment(
        owner=maria, text=world.words("Write to Ana"), due_on=due_on, by=world.maria, now=now
    )
    consent = consent_of(promise)
    assert consent is not None
    return services.give_consent(consent=consent, by=world.maria, now=now, terms=terms)
