"""Maria subscribes to her calendar and wants it to say more; Omar does not. Their cohort has a break.
Planning comes after times were proposed, since what is planned takes its day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from checkins import services
from checkins.models import OffDay
from mentorship.models import Break
from mentorship.services import breaks

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:calendar_feed": "calendar",
    "checkins:keep_check_in": "check_in",
    "checkins:plan_instead": "off_day",
    "mentorship:add_holidays": "cohort",
    "mentorship:breaks": "cohort",
    "mentorship:remove_break": "break",
}
WISHES = {"says_more": True, "shows_promises": True, "names_in_subjects": True}


def add(world: World) -> None:
    services.save_calendar(by=world.maria, now=world.now, **WISHES)
    _days_without(world)
    token = services.make_calendar_address(by=world.maria, now=world.now).token
    world.things |= {
        "calendar[marias]": token,
        "calendar[wrong]": token[:-1] + ("A" if token[-1] != "A" else "B"),
    }


def _days_without(world: World) -> None:
    """A break in the weeks ahead, so that Maria and Omar have a day without a meeting."""
    cohort, today = world["cohort[autumn]"], world.now.date()
    rest = breaks.add_break(
        cohort=cohort,
        by=world.ada,
        now=world.now,
        name="Quiet days",
        from_on=today + 22 * DAY,
        until_on=today + 30 * DAY,
    )
    pairing = world["pairing[active]"]
    services.keep_rhythm(pairing=pairing, now=world.now)
    world.things |= {
        "break[autumn]": {"slug": cohort.slug, "pk": rest.pk},
        "off_day[active]": pairing.off_days.skipped().filter(person=None)[0],
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    days = {
        "from_on": f"{world.now + 50 * DAY:%Y-%m-%d}",
        "until_on": f"{world.now + 51 * DAY:%Y-%m-%d}",
    }
    return {
        "checkins:calendar": {"says_more": "on"},
        "checkins:plan_instead": {
            "day": f"{world.now + 23 * DAY:%Y-%m-%d}",
            "at": "17:00",
            "anyway": "on",  # whoever's evening it is
        },
        "mentorship:add_holidays": {"country": "DE"},
        "mentorship:breaks": days | {"name": "Winter break"},
    }.get(row.partition("[")[0], {})


def crowd(world: World, many: int) -> None:
    for number in range(many):
        Break.objects.create(
            program=world["program[leaders]"],
            cohort=world["cohort[autumn]"],
            name=f"Day {number}",
            from_on=world.now.date() + (60 + number) * DAY,
            until_on=world.now.date() + (60 + number) * DAY,
            added_at=world.now,
        )
        OffDay.objects.create(
            pairing=world["pairing[active]"],
            on=world.now.date() + (60 + number) * DAY,
            starts_at=world.now + (60 + number) * DAY,
            name=f"Day {number}",
        )
