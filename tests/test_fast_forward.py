"""A round played forward leaves no trace, says the same twice, and asks nobody without a yes."""

from __future__ import annotations

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts import mailkinds
from checkins.demo import forward
from mentorship.models import Cohort
from mentorship.tests.make import make_cohort, make_program


def played(*words: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("fast_forward", "--cohort", "autumn", "--json", *words, stdout=out)
    return json.loads(out.getvalue())["messages"]


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture
def cohort(db, monkeypatch) -> Cohort:
    monkeypatch.setattr(forward, "WITHOUT_PAIRS", 2)
    return make_cohort(make_program())


def test_the_same_seed_says_the_same_and_nothing_remains(cohort, mailoutbox) -> None:
    before = rows()
    first = played("--days", "6", "--seed", "7")
    assert first == played("--days", "6", "--seed", "7")
    assert first != played("--days", "6", "--seed", "8")
    assert rows() == before
    assert mailoutbox == []
    cohort.refresh_from_db()  # the real one can be reached again


def test_each_mail_is_told_with_the_yes_it_rests_on(cohort) -> None:
    mails = played("--days", "21", "--seed", "7")
    assert {tuple(mail)[:5] for mail in mails} == {("at", "person", "kind", "class", "consent")}
    moments = [datetime.fromisoformat(mail["at"]) for mail in mails]
    assert moments == sorted(moments)
    asked = [mail for mail in mails if mail["class"] == "consented"]
    assert asked
    assert all(mail["consent"] for mail in asked)
    for mail in mails:
        assert mailkinds.get(mail["kind"]).rests_on_consent == (mail["consent"] is not None)


def test_its_people_are_made_up(cohort, as_mentee, maria) -> None:
    people = {mail["person"] for mail in played("--days", "5")}
    assert people == {"mentee 1", "mentor 1"}  # as many pairs as there are: one


def test_an_unknown_cohort_is_named_with_those_there_are(cohort) -> None:
    with pytest.raises(CommandError, match=r"There is no cohort spring\. There are: autumn\."):
        call_command("fast_forward", "--cohort", "spring", "--json")


@pytest.mark.parametrize("number", ["0", "-3", "many", "9999"])
def test_a_number_of_days_that_makes_no_sense_is_refused(cohort, number) -> None:
    with pytest.raises(CommandError, match="not a number of days from 1 to 366"):
        call_command("fast_forward", "--cohort", "autumn", "--days", number)
