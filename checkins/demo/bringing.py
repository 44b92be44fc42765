"""What Maria and Omar brought to the talks they have had, so that looking back has something to show.
What she brings to the next one is left for whoever looks at the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins import services as rhythm
from checkins.models import CheckIn

from .acting import Couple

EVENING = 18  # of the day before, UTC
LINES = [
    "Three short talks since we met. I began each with the question, and it carried.",
    "I wrote the opening twice and threw both away. I would like to find out why.",
    "The draft is done. I am proud of the middle, and not of the end.",
    "Little happened this week: the release came first. One promise is still open.",
    "I asked Jonas what he remembered of my talk. One sentence, and the right one.",
]
BACK = [
    "I looked at your slides once more, and have a thought on the second.",
    "Tell me first what went well. I will hold back with advice.",
]


def bring(couple: Couple, now: datetime) -> None:
    """On the evening before they meet."""
    if now.hour != EVENING:
        return
    tomorrow = CheckIn.objects.of_pairing(couple.pairing).ahead(now)
    talk = tomorrow.filter(starts_at__lt=now + timedelta(hours=24)).first()
    if talk is None:
        return
    for person, pool in ((couple.maria, LINES), (couple.omar, BACK)):
        summary = couple.pick(pool)
        rhythm.prepare_check_in(check_in=talk, by=person, now=now, version=0, summary=summary)
