"""Whether somebody asked to be asked is theirs alone: with every yes of Maria's turned into a no,
nobody else's pages differ in a single character."""

from __future__ import annotations

import difflib
import re

import pytest
from django.test import Client

from accounts import clock
from accounts.models import AuditEntry, Message
from checkins.models import Nudge
from goals.models import AskingStyle, CommitmentAnswer, Consent, ConsentTerms
from tests.reading import crawl
from tests.world import World, make_world

# New with every request, whatever it shows.
EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="(?:client_token|kept_as)" value="[^"]*"|'
    r"\b\d\d:\d\d(:\d\d)?\b|\d{1,2}(:\d\d)? (a|p)\.m\."
)


@pytest.fixture
def world(db) -> World:
    world = make_world(clock.now())
    Consent.objects.of(world.maria).update(
        state="active", decided_at=world.now, ends_on=world.now.date(), next_plan_at=world.now
    )
    hers = CommitmentAnswer.objects.filter(commitment__owner__enrollment__user=world.maria)
    hers.update(via="mail")  # answered from a reminder, since she asked for one
    return world


def say_no(world: World) -> None:
    """As if she had declined each time she was offered to be asked, and so got no reminder."""
    mine = Consent.objects.of(world.maria)
    Nudge.objects.filter(consent__in=mine).delete()
    Message.objects.filter(kind="checkins.follow_up").delete()
    ConsentTerms.objects.filter(consent__in=mine)._raw_delete("default")
    AskingStyle.objects.of(world.maria)._raw_delete("default")
    AuditEntry.objects.filter(verb__regex=r"^(consent|asking)\.", by=world.maria)._raw_delete(
        "default"
    )
    mine.update(state="declined", next_plan_at=None, ends_on=None)
    hers = CommitmentAnswer.objects.filter(commitment__owner__enrollment__user=world.maria)
    hers.update(via="screen")


def pages_of(world: World, name: str) -> dict[str, str]:
    client = Client()
    client.force_login(
        world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return {
        address: EACH_TIME.sub("", answer.content.decode(errors="replace"))
        for address, answer in crawl(client, ["/"])
    }


@pytest.mark.parametrize("name", ["omar", "nina", "fred", "ada"])
def test_nobody_else_can_tell_a_yes_from_a_no(world, name) -> None:
    with_yes = pages_of(world, name)
    say_no(world)
    with_no = pages_of(world, name)
    assert with_yes.keys() == with_no.keys()
    told = {
        address: list(difflib.unified_diff(page.split(), with_no[address].split(), n=0))[:20]
        for address, page in with_yes.items()
        if page != with_no[address]
    }
    assert told == {}


def test_the_person_can_tell(world) -> None:
    """Else the test above would prove nothing."""
    with_yes = pages_of(world, "maria")
    say_no(world)
    with_no = pages_of(world, "maria")
    assert {a for a, page in with_yes.items() if page != with_no.get(a)} >= {"/asking/all/"}
