"""Days without check-ins: who adds them, what is refused, and the holidays of a country."""

from datetime import date

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import Break
from mentorship.public_days import countries, public_days
from mentorship.services.breaks import add_break, add_holidays, remove_break
from mentorship.tests.make import NOW, make_coordinator

DAYS = {"from_on": date(2026, 12, 21), "until_on": date(2027, 1, 3)}


def test_add_break_and_remove_break_leave_an_entry(cohort, ada) -> None:
    made = add_break(cohort=cohort, by=ada, now=NOW, name="Winter", **DAYS)
    assert list(Break.objects.of_cohort(cohort)) == [made]
    remove_break(rest=made, by=ada, now=NOW)
    verbs = AuditEntry.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["break.add", "break.remove"]


@pytest.mark.parametrize("until_on", [date(2026, 12, 20), date(2027, 6, 1)])
def test_add_break_refuses_what_ends_before_it_begins_or_never(cohort, ada, until_on) -> None:
    days = DAYS | {"until_on": until_on}
    with pytest.raises(DomainError):
        add_break(cohort=cohort, by=ada, now=NOW, name="Winter", **days)


def test_add_break_for_the_whole_program_is_for_who_runs_it(cohort, ada) -> None:
    wish = {"cohort": cohort, "by": ada, "now": NOW, "name": "Winter", "whole_program": True}
    with pytest.raises(DomainError):
        add_break(**wish, **DAYS)
    make_coordinator(ada, cohort.program)
    assert add_break(**wish, **DAYS).cohort is None


def test_add_holidays_takes_those_within_the_dates_of_the_cohort_once(cohort, ada) -> None:
    """From 2 November to 30 April, of which a part is over."""
    assert add_holidays(cohort=cohort, by=ada, now=NOW, country="DE") == 5
    assert add_holidays(cohort=cohort, by=ada, now=NOW, country="DE") == 0
    days = Break.objects.values_list("from_on", "name")
    assert list(days)[:3] == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Second Day of Christmas"),
        (date(2027, 1, 1), "New Year's Day"),
    ]


def test_public_days_are_there_for_every_country_that_is_offered() -> None:
    for code, name in countries():
        days = public_days(code, date(2026, 1, 1), date(2026, 12, 31))
        assert all(title and len(title) <= 60 for _day, title in days), code
        assert name.replace(" ", "").replace("'", "").isalpha(), name


def test_breaks_page_adds_says_what_is_wrong_and_removes(sign_in, cohort, ada) -> None:
    client, path = sign_in(ada), f"/cohorts/{cohort.slug}/breaks/"
    answer = client.post(
        path, {"name": "Winter", "from_on": "2026-12-21", "until_on": "2026-12-20"}
    )
    assert answer.status_code == 422
    assert "The last day must not be before the first." in answer.content.decode()
    client.post(path, {"name": "Winter", "from_on": "2026-12-21", "until_on": "2027-01-03"})
    made = Break.objects.get()
    assert "Autumn has one time without meetings" in client.get(path).content.decode()
    client.post(f"{path}{made.pk}/remove/")
    assert not Break.objects.exists()


def test_breaks_page_refuses_a_country_nobody_knows(sign_in, cohort, ada) -> None:
    path = f"/cohorts/{cohort.slug}/breaks/holidays/"
    assert sign_in(ada).post(path, {"country": "XX"}).status_code == 422


def test_breaks_of_the_whole_program_are_not_removed_from_one_cohort(sign_in, cohort, ada) -> None:
    whole = Break.objects.create(program=cohort.program, name="Winter", added_at=NOW, **DAYS)
    client, path = sign_in(ada), f"/cohorts/{cohort.slug}/breaks/"
    assert "all cohorts" in client.get(path).content.decode()
    assert client.post(f"{path}{whole.pk}/remove/").status_code == 404
