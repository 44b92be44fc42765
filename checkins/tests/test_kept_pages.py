"""Pages that keep parts show the same as pages that keep none, whatever happens in between."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import clock
from accounts.kept import TOKEN, forget
from checkins.services import answer_feedback, give_feedback
from checkins.tests.make import make_check_in, make_close_out, make_feedback, make_report
from goals.models import Goal
from goals.services import answer_commitment, log_progress, write_ask
from goals.tests.make import make_commitment, make_goal
from mentorship.services.pairings import pause_pairing

FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
DAY = timedelta(days=1)


@pytest.fixture
def story(pairing, as_mentee, as_mentor):
    """A goal with progress, a promise, a talk that was and one ahead, words both ways."""
    now = clock.now()
    goal = make_goal(as_mentee, agreed_at=now - 20 * DAY, shared_at=now - 20 * DAY)
    held = make_check_in(pairing, starts_at=now - DAY, state="held")
    make_check_in(pairing, starts_at=now + 6 * DAY)
    make_close_out(held, as_mentee)
    make_report(as_mentee, week_on=(now - 7 * DAY).date(), sent_at=now)
    promise = make_commitment(as_mentee, due_on=now.date(), made_at=now - 3 * DAY)
    words = make_feedback(as_mentee, as_mentor, given_at=now)
    return goal, promise, words


def _renamed(person, name):
    person.name = name
    person.save()


CHANGES = {
    "progress": lambda maria, omar, goal, promise, words: log_progress(
        goal=goal, by=maria, value=2, note="In the big room", now=clock.now()
    ),
    "answer": lambda maria, omar, goal, promise, words: answer_commitment(
        commitment=promise, answer="stuck", note="No slot", by=maria, now=clock.now()
    ),
    "title": lambda maria, omar, goal, promise, words: Goal.objects.filter(pk=goal.pk).update(
        title="Give four talks", state="proposed", agreed_at=None
    ),
    "private again": lambda maria, omar, goal, promise, words: Goal.objects.filter(
        pk=goal.pk
    ).update(state="draft", shared_at=None, agreed_at=None),
    "name": lambda maria, omar, goal, promise, words: _renamed(maria, "Mariana Silva"),
    "zone": lambda maria, omar, goal, promise, words: (
        type(maria).objects.filter(pk=omar.pk).update(zone="Asia/Tokyo")
    ),
    "thanks": lambda maria, omar, goal, promise, words: answer_feedback(
        feedback=words, by=omar, answer="thanked", now=clock.now()
    ),
    "line": lambda maria, omar, goal, promise, words: give_feedback(
        to=goal.owner, by=omar, kind="affirm", text="Good.", client_token="x", now=clock.now()
    ),
    "ask": lambda maria, omar, goal, promise, words: write_ask(
        to=words.to, by=maria, kind="advice", text="Why?", client_token="x", now=clock.now()
    ),
    "pause": lambda maria, omar, goal, promise, words: pause_pairing(
        pairing=goal.owner.pairing, by=maria, until=None, now=clock.now()
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_kept_pages_show_every_change_at_once(story, maria, omar, sign_in, change) -> None:
    pages = [
        (sign_in(omar), reverse("checkins:review")),
        (sign_in(omar), reverse("checkins:home")),
        (sign_in(maria), reverse("checkins:home")),
    ]
    before = [_opened(*page) for page in pages]

    CHANGES[change](maria, omar, *story)
    kept = [_opened(*page) for page in pages]
    forget()

    assert kept == [_opened(*page) for page in pages]
    assert kept != before


def _opened(client, address: str) -> str:
    text = client.get(address).content.decode()
    assert len(set(FORM_TOKEN.findall(text))) == 1
    assert TOKEN not in text
    return FORM_TOKEN.sub("", text)
