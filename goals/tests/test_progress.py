"""The log: entries are added, mistakes get a newer entry."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from goals import queries, services
from goals.models import ProgressEntry
from goals.tests.make import make_consent, make_goal
from mentorship.tests.make import NOW


def log(goal, **said: object) -> ProgressEntry:
    return services.log_progress(goal=goal, by=goal.person, now=NOW, **said)


def test_log_progress_takes_today_where_the_person_lives(as_mentee) -> None:
    goal = make_goal(as_mentee)
    entry = log(goal, value=Decimal(1))

    assert (entry.happened_on, entry.value) == (date(2026, 11, 16), Decimal(1))
    assert entry.measure == goal.measures.get()


def test_log_progress_takes_words_alone(as_mentee) -> None:
    assert log(make_goal(as_mentee), note="A first dry run").measure is None


def test_log_progress_without_anything_says_what_is_enough(as_mentee) -> None:
    with pytest.raises(DomainError, match="any one of them is enough"):
        log(make_goal(as_mentee), note="  ")


def test_log_progress_of_tomorrow_is_refused(as_mentee) -> None:
    with pytest.raises(DomainError):
        log(make_goal(as_mentee), note="x", happened_on=date(2026, 11, 17))


def test_log_progress_twice_from_one_form_is_one_entry(as_mentee) -> None:
    goal = make_goal(as_mentee)

    assert log(goal, note="x", client_token="a") == log(goal, note="x", client_token="a")


def test_log_progress_for_somebody_else_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        services.log_progress(goal=make_goal(as_mentee), by=omar, now=NOW, note="x")


def test_log_progress_of_a_goal_that_is_over_is_refused(as_mentee, maria) -> None:
    goal = services.achieve_goal(goal=make_goal(as_mentee), by=maria, now=NOW)

    with pytest.raises(DomainError):
        log(goal, note="x")


def test_log_progress_wakes_the_planner_of_reminders(as_mentee) -> None:
    goal = make_goal(as_mentee)
    consent = make_consent(goal, next_plan_at=NOW + timedelta(days=3))
    log(goal, note="x")
    consent.refresh_from_db()

    assert consent.next_plan_at == NOW


def test_correct_progress_adds_an_entry_in_the_place_of_the_other(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    wrong = log(goal, value=Decimal(2))
    services.correct_progress(entry=wrong, by=maria, now=NOW, value=Decimal(1))

    assert ProgressEntry.objects.count() == 2
    assert list(ProgressEntry.objects.standing().values_list("value", flat=True)) == [1]
    assert queries.course_of(goal, NOW).entries == [(date(2026, 11, 16), Decimal(1))]


def test_correct_progress_a_second_time_points_to_the_newer_one(as_mentee, maria) -> None:
    wrong = log(make_goal(as_mentee), value=Decimal(2))
    services.correct_progress(entry=wrong, by=maria, now=NOW, value=Decimal(1))

    with pytest.raises(DomainError):
        services.correct_progress(entry=wrong, by=maria, now=NOW, value=Decimal(3))


def test_correct_progress_twice_from_one_form_is_one_entry(as_mentee, maria) -> None:
    wrong = log(make_goal(as_mentee), value=Decimal(2))
    for _press in range(2):
        services.correct_progress(
            entry=wrong, by=maria, now=NOW, value=Decimal(1), client_token="b"
        )

    assert ProgressEntry.objects.count() == 2


def test_course_takes_the_last_word_of_a_day(as_mentee) -> None:
    goal = make_goal(as_mentee)
    log(goal, value=Decimal(1))
    log(goal, value=Decimal(2))

    assert queries.course_of(goal, NOW).entries == [(date(2026, 11, 16), Decimal(2))]


def test_progress_entries_are_append_only(as_mentee) -> None:
    entry = log(make_goal(as_mentee), note="x")

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_database_refuses_an_entry_that_says_nothing(as_mentee) -> None:
    entry = log(make_goal(as_mentee), note="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressEntry.objects.filter(pk=entry.pk).update(note="")
