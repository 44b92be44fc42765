"""Where a program sees structure only, no word of anybody's goals, promises, progress, feedback or
reflection reaches a coordinator: a phrase is planted into every text of these tables."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from accounts import clock
from checkins.models import Note
from tests.reading import crawl
from tests.world import World, make_world

PLANTED = "Xq7-planted"
OF_A_PAIR = (
    "Feedback FeedbackReply FeedbackLater FeedbackActedOn FeedbackRequest ColleagueAnswer SharedAnswer "
    "FeedbackRhythm Report ReportReply ReportAddendum CloseOut Preparation PracticeNote"
).split()


@pytest.fixture
def world(db) -> World:
    return make_world(clock.now())


def _tables() -> list[type[models.Model]]:
    of_pairs = [apps.get_model("checkins", name) for name in OF_A_PAIR]
    return [*apps.get_app_config("goals").get_models(), *of_pairs]


def _texts(table: type[models.Model]) -> list[str]:
    keys = {
        name
        for rule in table._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
        for name in rule.fields
    }
    return [
        field.name
        for field in table._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.name in keys)
        and (field.max_length or 500) >= 40
    ]


def _plant() -> set[str]:
    planted = set()
    for table in _tables():
        for name in _texts(table):
            if table._base_manager.exclude(**{name: ""}).update(**{name: PLANTED}):
                planted.add(f"{table.__name__}.{name}")
    Note._base_manager.exclude(ink="program").update(text=PLANTED)
    return planted


def _seen(world: World, name: str) -> list[str]:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(world.people[name], backend=backend)
    found = crawl(client, ["/", "/programs/"])
    return [there for there, page in found if PLANTED in page.content.decode(errors="replace")]


def test_every_text_between_people_can_hold_the_phrase(world) -> None:
    said = {
        *("Goal.title", "ProgressEntry.note", "Commitment.text", "CommitmentAnswer.note"),
        *("Feedback.text", "Report.accomplished", "CloseOut.summary", "GoalRevision.reason"),
    }
    assert said - _plant() == set()
    assert _seen(world, "maria")


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_coordinator_reads_no_word_between_people(world, name) -> None:
    _plant()
    assert _seen(world, name) == []
