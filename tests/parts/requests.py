"""A cohort in which people find each other: who looks around, who is asked, who is invited.

Maria and Nina look for a mentor there, Omar and Fred can be asked; Maria and Fred are peers, too.
Maria has asked Omar to work with her, had a yes to a talk with Fred, and a “not now” before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from accounts.tokens import issue_token
from mentorship.models import PairingRequest
from mentorship.services import peer_invitations
from mentorship.services import requests as verbs
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "mentorship:accept_request": "request",
    "mentorship:ask_for_talk": "place",
    "mentorship:browse_mentors": "cohort",
    "mentorship:browse_peers": "cohort",
    "mentorship:decline_request": "request",
    "mentorship:edit_choosing": "cohort",
    "mentorship:invite_peer": "cohort",
    "mentorship:request": "request",
    "mentorship:request_pairing": "place",
    "mentorship:withdraw_request": "request",
}
MAIL_KINDS = {
    "mentorship.peer_invitation": ("transactional", False, "none", "hold"),
    "mentorship.request_answered": ("transactional", False, "none", "hold"),
    "mentorship.request_received": ("transactional", False, "none", "hold"),
    "mentorship.request_reminder": ("service", True, "stream", "hold"),
    "mentorship.request_taken_back": ("transactional", False, "none", "hold"),
}


def add(world: World) -> None:
    days = {"starts_on": world.now.date() - 7 * DAY, "ends_on": world.now.date() + 140 * DAY}
    cohort = make.make_cohort(
        world["program[makers]"],
        name="Choice",
        slug="choice",
        choosing="both",
        pairs="both",
        **days,
    )
    world.things["cohort[choice]"] = cohort
    for name, role in (
        ("maria", "mentee"),
        ("nina", "mentee"),
        ("omar", "mentor"),
        ("fred", "mentor"),
        ("jon", "mentor"),
        ("maria", "peer"),
        ("fred", "peer"),
    ):
        seats = {"capacity": 2} if role == "mentor" else {}
        answers = {"skills_offered": ["Public speaking"], "languages": ["English"]}
        place = make.make_enrollment(cohort, world.people[name], role, answers=answers, **seats)
        world.things[f"place[{name} as {role}]"] = place
    autumn = world["cohort[autumn]"]
    world.things["place[greta]"] = autumn.enrollments.get(user__email="greta@example.org")
    _requests(world)


def _requests(world: World) -> None:
    maria, nina = world["place[maria as mentee]"], world["place[nina as mentee]"]
    omar, fred = world["place[omar as mentor]"], world["place[fred as mentor]"]
    jon, when = world["place[jon as mentor]"], world.now - 2 * DAY
    text = world.words("I would like to learn from you.")
    facts = {"sender": maria, "by": world.maria, "now": when, "message": text}
    talk = verbs.ask_for_talk(recipient=fred, **facts)
    declined = verbs.request_pairing(recipient=jon, **facts)
    world.things |= {
        "request[open]": verbs.request_pairing(recipient=omar, **facts),
        "request[talk]": verbs.accept_request(asked=talk, by=world.fred, now=when),
        "request[declined]": verbs.decline_request(asked=declined, by=world.jon, now=when),
        "request[to fred]": verbs.request_pairing(
            sender=nina, recipient=fred, by=world.nina, now=when
        ),
    }
    token = issue_token(
        purpose="mentorship.accept_request",
        about=world["request[open]"],
        person=world.omar,
        scope=maria.cohort.scope,
        now=world.now,
        expires_at=world.now + 30 * DAY,
    )
    world.things["token[accept request]"] = token.raw


def sent_with(row: str, world: World) -> dict[str, Any]:
    route = row.partition("[")[0]
    return {
        "mentorship:edit_choosing": {"choosing": "chosen"},
        "mentorship:invite_peer": {"name": "Gus", "email": "gus@example.org"},
        "mentorship:decline_request": {"reason": "no_time"},
    }.get(route, {})


def occasions(world: World, now: datetime) -> None:
    """Reminders come by themselves."""
    verbs.withdraw_request(asked=world["request[to fred]"], by=world.nina, now=now)
    peer_invitations.invite_peer(
        sender=world["place[maria as peer]"],
        by=world.maria,
        now=now,
        name="Gus Lind",
        email="gus@example.org",
        message=world.words("Shall we?"),
    )


def crowd(world: World, many: int) -> None:
    """Thirty more who can be asked, and thirty who ask."""
    cohort = world["cohort[choice]"]
    maria, omar = world["place[maria as mentee]"], world["place[omar as mentor]"]
    for number in range(many):
        answers = {"skills_offered": [f"Skill {number}", "Public speaking"]}
        mentor = make.make_enrollment(
            cohort, make.make_person(f"Ray{number} Mentor"), "mentor", answers=answers
        )
        mentee = make.make_enrollment(cohort, make.make_person(f"Roy{number} Asks"), "mentee")
        make.make_enrollment(cohort, mentor.user, "peer")
        make.make_request(mentee, omar, created_at=world.now)
        ended = {"state": PairingRequest.State.EXPIRED, "reason": "time", "ended_at": world.now}
        make.make_request(maria, mentor, **ended)
