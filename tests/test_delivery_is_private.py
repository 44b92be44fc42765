"""Whether mails arrive is for coordinators to see; that somebody asked for some is not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts import clock
from accounts.delivery import reasons
from accounts.mailkinds import all_kinds
from accounts.models import Message
from mentorship.models import Enrollment
from mentorship.queries.delivery import mails_to
from tests.world import World, make_world

MINUTE = timedelta(minutes=1)
# What becomes of a mail, and what a coordinator reads of it.
FATES = {
    "sent": ({"state": "sent", "smtp_code": 250, "smtp_reply": "2.0.0 Ok: queued"}, "sent"),
    "bounced": ({"state": "sent", "smtp_code": 250, "bounced": True}, "came back"),
    "refused": ({"state": "failed", "reason": "no", "smtp_code": 550}, "came back"),
    "waiting": ({"state": "pending"}, "not due"),
    "quiet": ({"state": "pending", "reason": reasons.WAITS_FOR_WINDOW}, "held by their settings"),
    "off": ({"state": "suppressed", "reason": reasons.SWITCHED_OFF}, "held by their settings"),
    "gone": ({"state": "suppressed", "reason": "It was canceled."}, "no longer needed"),
}


@pytest.fixture
def world(db) -> World:
    return make_world(clock.now())


def place_of(world: World, name: str) -> Enrollment:
    return world[f"member[{name}]"].enrollment


def message(world: World, person: str, kind: str, fate: str, number: int = 0) -> Message:
    place, facts = place_of(world, person), dict(FATES[fate][0])
    at = world.now + MINUTE
    if facts["state"] == "sent":
        facts |= {"sent_at": at, "sent_on": at.date()}
    if facts.pop("bounced", False):
        facts["bounced_at"] = at
    return Message.objects.create(
        kind=kind,
        person=place.user,
        to_address=place.user.email,
        scope=place.cohort.program.scope,
        dedupe_key=f"{kind}-{fate}-{number}-{person}",
        message_id=f"<{kind}-{fate}-{number}-{person}@example.org>",
        date_header=at,
        created_at=at,
        due_at=at,
        **facts,
    )


def page(world: World, person: str) -> str:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(world.people["ada"], backend=backend)
    place = place_of(world, person)
    answer = client.get(f"/cohorts/{place.cohort.slug}/people/{place.pk}/")
    assert answer.status_code == 200
    shown = answer.content.decode().partition("<main")[2]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", shown)


def test_a_coordinator_reads_of_each_fate(world) -> None:
    place = place_of(world, "maria")
    Message.objects.to_person(place.user).delete()
    for fate, (_facts, label) in FATES.items():
        message(world, "maria", "checkins.brief", fate)
        assert mails_to(place)[0].label == label
    assert "2.0.0 Ok: queued" in page(world, "maria")


@pytest.mark.parametrize("person", ["maria", "omar"])
def test_of_mails_that_somebody_asked_for_nothing_is_seen(world, person) -> None:
    """Of every kind that rests on a yes, whatever became of it."""
    without = page(world, person)
    kinds = [kind.name for kind in all_kinds() if kind.rests_on_consent]
    assert {"checkins.follow_up", "checkins.silence_told", "accounts.asked_together"} <= set(kinds)
    for kind in kinds:
        for fate in FATES:
            message(world, person, kind, fate)
    assert page(world, person) == without
    Message.objects.filter(kind__in=kinds).delete()
    assert page(world, person) == without


def test_taken_along_by_a_reminder_it_looks_like_sent_alone(world) -> None:
    alone = message(world, "maria", "checkins.brief", "sent", 1)
    place = place_of(world, "maria")
    told = mails_to(place)[0]
    carrier = message(world, "maria", "accounts.while_away", "sent", 2)
    Message.objects.filter(pk=alone.pk).update(
        state="collapsed", reason=reasons.TOLD_TOGETHER, told_in=carrier, sent_at=None, sent_on=None
    )
    assert mails_to(place)[0] == told


def test_mails_of_other_programs_are_not_seen(world) -> None:
    place = place_of(world, "maria")
    Message.objects.to_person(place.user).delete()
    row = message(world, "maria", "checkins.brief", "sent")
    assert len(mails_to(place)) == 1
    Message.objects.filter(pk=row.pk).update(scope="program:0")
    assert mails_to(place) == []
