"""The workbench: a locked draft and two people kept apart, in Cleo's cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentorship.models import ForbiddenPair, MatchingRun
from mentorship.services.locks import forbid_pair
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "mentorship:allow_pair": "forbidden",
    "mentorship:draft_pairing": "mentee",
    "mentorship:forbid_pair": "cohort",
    "mentorship:export_run": "run",
    "mentorship:force_pair": "mentee",
    "mentorship:lock_pairing": "pairing",
    "mentorship:name_run": "run",
    "mentorship:restore_run": "run",
    "mentorship:run": "run",
    "mentorship:runs": "cohort",
    "mentorship:unlock_pairing": "pairing",
    "mentorship:why_not": "mentee",
}
MENTEES, MENTORS = ("Zoe Quinn", "Zed Orr"), ("Yan Hale", "Yve Park")


def add(world: World) -> None:
    spring = world["cohort[spring]"]
    (zoe, zed) = make.make_people(spring, "mentee", list(MENTEES))
    (yan, yve) = make.make_people(spring, "mentor", list(MENTORS), capacity=2)
    forbidden = forbid_pair(
        cohort=spring, mentee_id=zed.pk, mentor_id=yan.pk, by=world.cleo, now=world.now
    )
    run = MatchingRun.objects.filter(cohort=world["cohort[autumn]"]).latest("pk")
    world.things |= {
        "pairing[locked]": make.make_draft(spring, zoe, yve, locked=True),
        "forbidden[spring]": {"slug": "spring", "pk": forbidden.pk},
        "forbidden[spring, as of autumn]": {"slug": "autumn", "pk": forbidden.pk},
        "run[autumn]": {"slug": "autumn", "pk": run.pk},
        "run[autumn, as of spring]": {"slug": "spring", "pk": run.pk},
        "mentee[zoe]": {"slug": "spring", "pk": zoe.pk},
        "mentee[zed]": {"slug": "spring", "pk": zed.pk},
        "mentee[zoe, as of autumn]": {"slug": "autumn", "pk": zoe.pk},
        "to keep apart": {"mentee": zed.pk, "mentor": yve.pk},
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    route = row.partition("[")[0]
    mentor = {"mentor": world["to keep apart"]["mentor"]}
    return {
        "mentorship:draft_pairing": mentor,
        "mentorship:export_run": {"kind": "csv"},
        "mentorship:forbid_pair": world["to keep apart"],
        "mentorship:force_pair": mentor,
        "mentorship:name_run": {"name": "The first"},
    }.get(route, {})


def crowd(world: World, many: int) -> None:
    """Many who are kept apart in Ada's cohort, and many finished runs."""
    autumn = world["cohort[autumn]"]
    for number in range(many):
        MatchingRun.objects.create(cohort=autumn, at=world.now, finished_at=world.now)
        one, other = (make.make_person(f"{name}{number} Apart") for name in ("Kit", "Kay"))
        ForbiddenPair.objects.create(
            cohort=autumn, first=one, second=other, by=world.ada, at=world.now
        )
