"""Maria wants her silence about one promise to be told to Omar; two others fall on one day. Nina is
asked about one of hers."""

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
MAIL_KINDS = {
    "accounts.asked_together": ("consented", True, "consent", "hold"),
    "checkins.silence_told": ("service", True, "stream", "hold"),
}


def occasions(world: World, now: datetime) -> None:
    terms = Terms(silence="tell", silence_days=3, ends_on=(now + 20 * DAY).date())
    once = Terms(ends_on=(now + 20 * DAY).date())
    asked = {
        "telling": _asked(world, "maria", (now + DAY).date(), terms, now),
        "one": _asked(world, "maria", (now + 9 * DAY).date(), once, now),
        "two": _asked(world, "maria", (now + 9 * DAY).date(), once, now),
        "ninas": _asked(world, "nina", (now + DAY).date(), once, now),
    }
    world.things |= {f"consent[{name}]": consent for name, consent in asked.items()}


def _asked(world: World, name: str, due_on: date, terms: Terms, now: datetime) -> Consent:
    from tests.world import member

    owner = member(world, name)
    promise = services.make_commitment(
        owner=owner, text=world.words("Write to Ana"), due_on=due_on, by=owner.person, now=now
    )
    consent = consent_of(promise)
    assert consent is not None
    return services.give_consent(consent=consent, by=owner.person, now=now, terms=terms)
