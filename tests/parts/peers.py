"""A cohort of partners that Ada runs: Ana, Ben and Caro work as three; Dan and Eva are drafted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

NOUNS = {"mentorship:leave_group": "pairing", "mentorship:regroup_peer": "peer"}
MAIL_KINDS = {"mentorship.member_left": ("transactional", False, "none", "hold")}
DAY = timedelta(days=1)


def add(world: Any) -> None:
    from mentorship.models import Pairing
    from mentorship.services import pairings
    from mentorship.tests import make

    today = world.now.date()
    dates = {"starts_on": today - 20 * DAY, "ends_on": today + 100 * DAY}
    program = make.make_program(name="Circles", slug="circles")
    circle = make.make_cohort(program, name="Circle", slug="circle", pairs="peers", **dates)
    make.make_coordinator(world.ada, program, circle)
    world.people |= {
        "ana": make.make_person("Ana Lima", zone="Europe/Lisbon"),
        "ben": make.make_person("Ben Okoro", zone="Africa/Lagos"),
        "caro": make.make_person("Caro Weiss", zone="Europe/Vienna"),
    }
    names = ("ana", "ben", "caro")
    trio = [make.make_enrollment(circle, world.people[name], "peer") for name in names]
    draft = make.make_group(circle, trio)
    outcome = pairings.publish_pairings(
        cohort=circle, by=world.ada, now=world.now - 10 * DAY, only=[draft.pk]
    )
    assert outcome.pairings == [draft], outcome.held_back
    others = make.make_people(circle, "peer", ["Dan Roth", "Eva Lund"])
    make.make_group(circle, others)
    dan = {"slug": circle.slug, "pk": others[0].pk}
    world.things |= {
        "cohort[circle]": circle,
        "pairing[trio]": Pairing.objects.select_related("cohort__program").get(pk=draft.pk),
        "peer[dan]": dan,
        # Under the address of a cohort that is not hers.
        "peer[dan, as of spring]": dan | {"slug": "spring"},
        "peer[ana]": {"slug": circle.slug, "pk": trio[0].pk},
    }


def occasions(world: Any, now: datetime) -> None:
    """Caro goes, Ana and Ben go on."""
    from mentorship.services.leaving import leave_group

    thanks = world.words("Thank you both.")
    trio = world["pairing[trio]"]
    leave_group(pairing=trio, by=world.caro, now=now, reason="time", thanks=thanks)


def sent_with(row: str, world: Any) -> dict[str, Any]:
    if row.startswith("mentorship:regroup_peer"):
        return {"how": "leave"}
    return {}
