"""The ways into a cohort: Ada's has a link, rules, invitations and a queue; Maria has begun to
apply as a peer there, and Omar has applied as a mentor to Cleo's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mentorship.models import ApplicationDraft, Enrollment
from mentorship.services import applications, decisions, entrances, invitees
from mentorship.services.applications import TurnedBack, Written
from mentorship.services.invitees import Invitee
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "mentorship:accept_applications": "cohort",
    "mentorship:add_rule": "cohort",
    "mentorship:applications": "cohort",
    "mentorship:apply": "application",
    "mentorship:decline_applications": "cohort",
    "mentorship:delete_application": "application",
    "mentorship:edit_enrollment": "cohort",
    "mentorship:edit_rule": "rule",
    "mentorship:invitations": "cohort",
    "mentorship:invite_people": "cohort",
    "mentorship:join": "link",
    "mentorship:let_in_applicant": "turned",
    "mentorship:remove_rule": "rule",
    "mentorship:resend_invitations": "cohort",
    "mentorship:rotate_link": "cohort",
    "mentorship:save_application": "application",
    "mentorship:submit_application": "application",
    "mentorship:waitlist_applications": "cohort",
    "mentorship:withdraw_application": "place",
    "mentorship:withdraw_invitations": "cohort",
}
MAIL_KINDS = {
    "mentorship.application_decided": ("transactional", False, "none", "hold"),
    "mentorship.application_link": ("transactional", False, "none", "resend_once"),
    "mentorship.finish_later": ("service", True, "stream", "hold"),
}
ENTRANCE = {
    "is_open": True,
    "closes_on": None,
    "for_mentors": True,
    "for_mentees": True,
    "for_peers": True,
    "mentor_places": None,
    "mentee_places": None,
    "peer_places": 50,
    "domains": [],
    "needs_approval": True,
    "about": "A round for everybody.",
}
RULE = {
    "role": "",
    "field": "zone",
    "operator": "is_not",
    "value": "Asia/Tokyo",
    "message": "This round meets in the European afternoon. The next one may suit you.",
}
PEER = {"skills_wanted": ["Writing"], "skills_offered": ["Strategy"]}
WORDS = {"subject": "About {program}", "text": "Hello {name}, this is about {cohort}."}


def add(world: World) -> None:
    autumn, now = world["cohort[autumn]"], world.now
    facts = {"cohort": autumn, "by": world.ada, "now": now}
    old = entrances.edit_enrollment(**facts, **ENTRANCE).raw
    entrance = entrances.rotate_link(**facts)
    rule = entrances.add_rule(**facts, **RULE)
    world.things |= {
        "link[autumn]": entrance.raw,
        "link[old]": old,
        "link[wrong]": entrance.raw[:-1] + ("A" if entrance.raw[-1] != "A" else "B"),
        "rule[autumn]": {"slug": "autumn", "pk": rule.pk},
        "rule[autumn, as of spring]": {"slug": "spring", "pk": rule.pk},
        "place of ivo": _invited(world, "ivo@example.org"),
        "place of tess": _applied(world, "Tess Apply"),
        "application[marias]": {"slug": "autumn", "role": "peer"},
    }
    applications.start_application(entrance=entrance, role="peer", by=world.maria, now=now)
    _turned_back(world)
    spring = make.make_enrollment(
        world["cohort[spring]"], world.omar, "mentor", state="applied", applied_at=now
    )
    world.things["place[omars]"] = spring


def _invited(world: World, email: str) -> Enrollment:
    found = invitees.invite_people(
        cohort=world["cohort[autumn]"],
        role="mentee",
        people=[Invitee(email, "Ivo Call")],
        by=world.ada,
        now=world.now,
    )
    return found.places[0]


def _applied(world: World, name: str, role: str = "peer", **facts: Any) -> Enrollment:
    cohort = world["cohort[autumn]"]
    applications.start_application(
        entrance=cohort.entrance, role=role, by=make.make_person(name, **facts), now=world.now
    )
    draft = ApplicationDraft.objects.get(user__name=name)
    return applications.submit_application(
        cohort=cohort, role=role, written=Written(PEER), by=draft.user, now=world.now
    )


def _turned_back(world: World) -> None:
    try:
        _applied(world, "Toru Turned", zone="Asia/Tokyo")
    except TurnedBack:
        draft = ApplicationDraft.objects.get(user__name="Toru Turned")
    world.things |= {
        "turned[autumn]": {"slug": "autumn", "pk": draft.pk},
        "turned[autumn, as of spring]": {"slug": "spring", "pk": draft.pk},
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    route = row.partition("[")[0].partition(":")[2]
    tess, ivo = [str(world["place of tess"].pk)], [str(world["place of ivo"].pk)]
    return {
        "edit_enrollment": {"is_open": "on", "roles": ["mentee"], "needs_approval": "no"},
        "add_rule": RULE,
        "edit_rule": RULE | {"value": "Asia/Seoul"},
        "invite_people": {"role": "mentee", "people": "New One <new.one@example.org>"},
        "resend_invitations": {"place": ivo},
        "withdraw_invitations": {"place": ivo},
        "accept_applications": {"place": tess} | WORDS,
        "waitlist_applications": {"place": tess} | WORDS,
        "decline_applications": {"place": tess} | WORDS,
        "join": {"role": "peer", "name": "Sol Stranger", "email": "sol@example.org"},
        "save_application": PEER | {"zone": "Europe/Lisbon"},
        "submit_application": PEER | {"zone": "Europe/Lisbon"},
    }.get(route, {})


def occasions(world: World, now: datetime) -> None:
    """Maria's application is begun and not finished; Tess is told that she has a place; a stranger
    asks for the link."""
    cohort = world["cohort[autumn]"]
    decisions.accept_applications(
        cohort=cohort, places=[world["place of tess"].pk], by=world.ada, now=now
    )
    applications.request_application(
        entrance=cohort.entrance,
        role="peer",
        email="sol@example.org",
        name="Sol Stranger",
        language="en",
        now=now,
    )


def crowd(world: World, many: int) -> None:
    """Applications, invitations, people turned back, and rules; Maria has places elsewhere."""
    autumn, now = world["cohort[autumn]"], world.now
    for number in range(many):
        for name, facts in {
            "Apo": {"state": "applied", "applied_at": now, "answers": PEER},
            "Wes": {"state": "waitlisted", "applied_at": now, "answers": PEER},
            "Inu": {"state": "invited", "origin": "invitation", "entered_by": world.ada},
        }.items():
            make.make_enrollment(autumn, make.make_person(f"{name}{number} Many"), "peer", **facts)
        ApplicationDraft.objects.create(
            cohort=autumn,
            user=make.make_person(f"Tib{number} Many"),
            role="peer",
            created_at=now,
            touched_at=now,
            begun_at=now - timedelta(days=9),
            turned_back_at=now,
        )
        cohort = make.make_cohort(
            world["program[makers]"], name=f"Intake {number}", slug=f"intake-{number}"
        )
        make.make_enrollment(cohort, world.maria, "peer", state="applied")
    for number in range(many):
        entrances.add_rule(cohort=autumn, by=world.ada, now=now, **(RULE | {"value": f"{number}"}))
