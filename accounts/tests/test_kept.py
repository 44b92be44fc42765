"""What a process keeps of pages is the same as what it would draw."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.addresses import address
from accounts.dates import dated
from accounts.kept import TOKEN, Kept, drawn, forget


def test_kept_part_is_made_once_for_the_same_facts() -> None:
    made = []
    kept: Kept[str] = Kept(10)

    for facts in (1, 2, 1):
        kept.get(facts, lambda facts=facts: made.append(facts) or str(facts))

    assert made == [1, 2]


def test_kept_part_is_made_anew_in_another_language_and_zone() -> None:
    kept: Kept[str] = Kept(10)
    with translation.override("en"):
        kept.get("day", lambda: "Thursday")
    with translation.override("de"):
        assert kept.get("day", lambda: "Donnerstag") == "Donnerstag"
    with translation.override("en"), timezone.override("Asia/Tokyo"):
        assert kept.get("day", lambda: "Friday") == "Friday"


def test_kept_part_that_nobody_asked_for_makes_room() -> None:
    kept: Kept[str] = Kept(2)
    for name in ("a", "b", "a", "c"):
        kept.get(name, lambda name=name: name)

    assert kept.get("a", lambda: "again") == "a"
    assert kept.get("b", lambda: "again") == "again"


def test_kept_parts_are_forgotten_at_once() -> None:
    kept: Kept[str] = Kept(2)
    kept.get("a", lambda: "a")
    forget()

    assert kept.get("a", lambda: "again") == "again"


def test_nothing_is_kept_while_templates_are_worked_at(settings) -> None:
    settings.DEBUG = True
    kept: Kept[str] = Kept(2)
    kept.get("a", lambda: "a")

    assert kept.get("a", lambda: "again") == "again"


def test_drawn_part_has_no_token_of_anybody() -> None:
    assert f'value="{TOKEN}"' in drawn("components/colophon.html", is_in=True)


@pytest.mark.parametrize("template", ["{% url 'goals:goal' 7 %}", "{% url 'goals:goal' pk=7 %}"])
def test_address_in_a_template_is_the_one_of_django(template: str) -> None:
    with pytest.raises(NoReverseMatch):
        Template("{% url 'goals:nowhere' 7 %}").render(Context())
    assert Template("{% url 'goals:nowhere' 7 as it %}-{{ it }}").render(Context()) == "-"
    for _ in range(2):
        assert Template(template.replace("pk=", "")).render(Context()) == "/goals/7/"


def test_address_is_the_one_of_django_under_each_prefix(settings) -> None:
    assert address("goals:goal", 7) == reverse("goals:goal", args=[7])
    settings.ROOT_URLCONF = "checkins.management.costs"
    assert address("floor") == "/floor/"


def test_dates_are_said_by_the_wall_in_each_language() -> None:
    instant = datetime(2026, 11, 19, 15, tzinfo=UTC)
    walls = [instant.astimezone(ZoneInfo(zone)) for zone in ("Europe/Berlin", "Asia/Tokyo")]

    assert [dated(wall, "j F, H:i") for wall in walls] == [
        "19 November, 16:00",
        "20 November, 00:00",
    ]
    with translation.override("de"):
        assert dated(date(2026, 5, 1), "j F") == date_format(date(2026, 5, 1), "j F") == "1 Mai"
