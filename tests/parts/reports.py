"""Weekly reports: one that Maria sent Omar, one of her time with Fred, one of Nina's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from checkins import services
from checkins.models import Report, ReportReply
from checkins.services import ReportWish
from goals.weeks import monday_of
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:send_report": "pairing",
    "checkins:skip_report": "pairing",
    "checkins:report": "report",
    "checkins:answer_report": "report",
    "checkins:add_to_report": "report",
}
MAIL_KINDS = {"checkins.your_mentees": ("service", True, "stream", "hold")}


def _sent(world: World, name: str, now: datetime, said: str) -> Report:
    from tests.world import member

    place = member(world, name)
    wish = ReportWish(
        kind="full",
        accomplished=world.words(f"{said} Slides."),
        challenge=world.words("The numbers."),
        promise=world.words("Show them to Ana"),
        wanted=world.words("A look at slide three."),
        energy=4,
    )
    week_on = monday_of(place.person.local_date(now))
    return services.send_report(member=place, week_on=week_on, wish=wish, by=place.person, now=now)


def add(world: World) -> None:
    """Longer ago than a mail about it would still be useful: what is mailed has its occasions."""
    before = world.now - 14 * DAY
    former = make.member_of(world["pairing[closed]"], world.maria)
    marias, ninas = (_sent(world, name, before, "Then.") for name in ("maria", "nina"))
    services.answer_report(
        report=marias, by=world.omar, kind="cheer", text=world.words("Go on."), now=before
    )
    services.add_to_report(
        report=marias, by=world.maria, text=world.words("And Ana."), client_token="a", now=before
    )
    world.things |= {
        "report[marias]": marias,
        "report[ninas]": ninas,
        "report[former]": Report.objects.create(
            member=former,
            week_on=monday_of(world.now.date()) - 49 * DAY,
            kind="quick",
            accomplished=world.owned("The first week."),
            sent_at=world.now - 45 * DAY,
            sent_on=world.now.date() - 45 * DAY,
        ),
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    week = {"week": f"{monday_of(world.maria.local_date(world.now)):%Y-%m-%d}"}
    return {
        "checkins:send_report": week | {"kind": "quick", "accomplished": "A talk."},
        "checkins:skip_report": week,
        "checkins:answer_report": {"kind": "line", "text": "Good."},
        "checkins:add_to_report": {"text": "And that.", "client_token": "more"},
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    """Nina writes of her week; Pavel reads of it when his begins."""
    _sent(world, "nina", now, "Now.")


def crowd(world: World, many: int) -> None:
    """Many weeks of Maria's, one of each whom Omar mentors."""
    maria, omar = world["member[maria]"], world["member[omar]"]
    week = monday_of(world.now.date())
    facts = {"kind": "quick", "accomplished": "More.", "sent_at": world.now - DAY}
    facts |= {"sent_on": world.now.date()}
    for number in range(many):
        row = Report.objects.create(member=maria, week_on=week - (number + 9) * 7 * DAY, **facts)
        ReportReply.objects.create(report=row, by=omar, kind="cheer", at=world.now)
    for place in world["member[omar]"].enrollment.memberships.select_related("pairing"):
        for mentee in place.pairing.members.filter(role="mentee").exclude(pk=maria.pk):
            Report.objects.create(member=mentee, week_on=week, **facts)
