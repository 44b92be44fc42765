"""The workbench: a locked draft and two people kept apart, in Cleo's cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorship.models import ForbiddenPair
from mentorship.services.locks import forbid_pair
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "mentorship:allow_pair": "forbidden",
    "mentorship:forbid_pair": "cohort",
    "mentorship:lock_pairing": "pairing",
    "mentorship:unlock_pairing": "pairing",
}
MENTEES, MENTORS = ("Zoe Quinn", "Zed Orr"), ("Yan Hale", "Yve Park")


def add(world: World) -> None:
    spring = world["cohort[spring]"]
    (zoe, zed) = make.make_people(spring, "mentee", list(MENTEES))
    (yan, yve) = make.make_people(spring, "mentor", list(MENTORS))
    forbidden = forbid_pair(
        cohort=spring, mentee_id=zed.pk, mentor_id=yan.pk, by=world.cleo, now=world.now
    )
    world.things |= {
        "pairing[locked]": make.make_draft(spring, zoe, yve, locked=True),
        "forbidden[spring]": {"slug": "spring", "pk": forbidden.pk},
        "forbidden[spring, as of autumn]": {"slug": "autumn", "pk": forbidden.pk},
        "to keep apart": {"mentee": zed.pk, "mentor": yve.pk},
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    route = row.partition("[")[0]
    return {"mentorship:forbid_pair": world["to keep apart"]}.get(route, {})


def crowd(world: World, many: int) -> None:
    """Many who are kept apart in Ada's cohort."""
    autumn = world["cohort[autumn]"]
    for number in range(many):
        one, other = (make.make_person(f"{name}{number} Apart") for name in ("Kit", "Kay"))
        ForbiddenPair.objects.create(
            cohort=autumn, first=one, second=other, by=world.ada, at=world.now
        )
