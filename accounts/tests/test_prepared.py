"""A prepared question gives what its QuerySet would, whoever asks and whenever."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import CharField, F, QuerySet, Value
from django.utils import timezone

from accounts.models import AwayPeriod, User
from accounts.prepared import prepared
from accounts.tests.make import make_person

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)  # the next day in Berlin
DAY = timedelta(days=1)


def make_away(person: User, on: date) -> AwayPeriod:
    return AwayPeriod.objects.create(person=person, from_on=on, until_on=on)


@prepared
def _away_today(reader: Any, now: Any) -> QuerySet[AwayPeriod]:
    rows = AwayPeriod.objects.filter(person=reader, from_on=reader.local_date(now))
    return rows.select_related("person")


@prepared
def _seen_around(now: Any) -> QuerySet[User]:
    return User.objects.filter(last_login__gt=now - DAY, last_login__lt=now + DAY)


@prepared
def _of_these(people: Any) -> QuerySet[User, Any]:
    return User.objects.filter(id__in=people).order_by("email").values_list("email")


def test_prepared_question_is_answered_for_each_reader_on_their_own_day() -> None:
    berlin = make_person("Maria", zone="Europe/Berlin")
    lisbon = make_person("Omar", zone="UTC")
    tomorrow = make_away(berlin, LATE.date() + DAY)
    today = make_away(lisbon, LATE.date())

    for _ in range(2):
        assert _away_today(reader=berlin, now=LATE) == [tomorrow]
        assert _away_today(reader=lisbon, now=LATE) == [today]
        assert _away_today(reader=berlin, now=LATE - DAY) == []


def test_prepared_question_reads_related_rows_at_once(django_assert_num_queries: Any) -> None:
    maria = make_person("Maria", zone="UTC")
    make_away(maria, LATE.date())

    with django_assert_num_queries(1):
        assert [row.person for row in _away_today(reader=maria, now=LATE)] == [maria]


def test_prepared_question_moves_its_times() -> None:
    maria = make_person("Maria", last_login=LATE)

    assert _seen_around(now=LATE + DAY / 2) == [maria]
    assert _seen_around(now=LATE - 2 * DAY) == []
    assert _seen_around(now=LATE + 2 * DAY) == []


def test_prepared_question_takes_any_number_of_values() -> None:
    people = [make_person(name) for name in ("Ana", "Ben", "Cleo")]

    for count in (1, 3, 2, 3):
        asked = tuple(person.pk for person in people[:count])
        assert _of_these(people=asked) == [(person.email,) for person in people[:count]]


def test_prepared_question_is_put_together_once_for_each_zone() -> None:
    built = []

    @prepared
    def words(reader: Any) -> QuerySet[User, Any]:
        built.append(timezone.get_current_timezone_name())
        here = Value(timezone.get_current_timezone_name(), CharField())
        return User.objects.filter(pk=reader.pk).values_list("name", here)

    maria, omar = make_person("Maria"), make_person("Omar")
    for zone in ("Europe/Berlin", "Asia/Tokyo", "Europe/Berlin"):
        with timezone.override(zone):
            assert words(reader=maria) == [(maria.name, zone)]
            assert words(reader=omar) == [(omar.name, zone)]

    assert built == ["Europe/Berlin", "Asia/Tokyo"]


def test_prepared_question_may_be_a_union() -> None:
    @prepared
    def twice(reader: Any) -> QuerySet[User, Any]:
        mine = User.objects.filter(pk=reader.pk).order_by()
        return mine.values_list("name").union(mine.values_list(F("email")), all=True)

    maria = make_person("Maria")

    assert sorted(twice(reader=maria)) == sorted([(maria.name,), (maria.email,)])
