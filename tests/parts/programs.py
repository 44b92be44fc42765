"""States of programs and cohorts, and who runs them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from accounts.models import User
from mentorship.services import coordinators
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "mentorship:add_coordinator": "program",
    "mentorship:archive_program": "program",
    "mentorship:change_coordinator": "post",
    "mentorship:close_cohort": "cohort",
    "mentorship:coordinators": "program",
    "mentorship:open_program": "program",
    "mentorship:remove_coordinator": "post",
    "mentorship:reopen_program": "program",
    "mentorship:start_recruiting": "cohort",
}
MAIL_KINDS = {"mentorship.coordinator_added": ("transactional", False, "none", "hold")}


def add(world: World) -> None:
    """Cara helps Dora; one program of Dora's is a draft, another one is over."""
    makers = world["program[makers]"]
    cara = make.make_person("Cara Holt")
    make.make_coordinator(cara, makers, world["cohort[first]"])
    drafty = make.make_program(name="Drafty", slug="drafty", state="draft")
    old = make.make_program(name="Old", slug="old", state="archived")
    for program in (drafty, old):
        make.make_coordinator(world.dora, program)
    today = world.now.date()
    dates = {"starts_on": today + timedelta(9), "ends_on": today + timedelta(200)}
    later = make.make_cohort(makers, name="Later", slug="later", state="planned", **dates)
    world.things |= {
        "cohort[later]": later,
        "post[leaders]": {"slug": "leaders", "pk": world.cleo.pk},
        "post[makers]": {"slug": "makers", "pk": cara.pk},
        "program[drafty]": drafty,
        "program[old]": old,
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    first = str(world["cohort[first]"].pk)
    days = {"starts_on": "2031-03-03", "ends_on": "2031-09-01"}
    name = row.partition("[")[0]
    from tests.posts import PROGRAM, QUIET  # it knows the parts, so it comes later

    menu = {"rhythms": ["weekly", "monthly"], "default_capacity": "2"}
    return {
        "mentorship:edit_program": PROGRAM | QUIET | menu,
        "mentorship:add_coordinator": {"email": "new@example.org", "name": "N", "what": "whole"},
        "mentorship:create_small_program": days | {"name": "Tiny", "mentees": "Bea b@example.org"},
        "mentorship:change_coordinator": {"what": "some", "cohorts": [first]},
    }.get(name, {})


def occasions(world: World, now: datetime) -> None:
    """One for somebody who has an account, one for somebody new."""
    for email in ("eve@example.org", "kim.new@example.org"):
        coordinators.add_coordinator(
            program=world["program[makers]"], by=world.dora, now=now, email=email, name="Kim New"
        )


def crowd(world: World, many: int) -> None:
    """Many who run a program, and many cohorts of it."""
    leaders = world["program[leaders]"]
    dates = {"starts_on": world.now.date(), "ends_on": world.now.date() + timedelta(90)}
    for number in range(many):
        cohort = make.make_cohort(leaders, name=f"Round {number}", slug=f"round-{number}", **dates)
        person: User = make.make_person(f"Col{number} Ordinator")
        make.make_coordinator(person, leaders, cohort)
