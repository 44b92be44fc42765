"""When people are free: said once, kept to themselves, and what is offered of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import clock
from accounts.errors import DomainError
from accounts.models import AwayPeriod
from checkins.models import FreeException, FreeWeek
from checkins.queries.free import times_for_all, weeks_of
from checkins.services import add_free_exception, say_free_hours
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.models import Enrollment, Pairing
from mentorship.tests.make import NOW, make_pairing, make_person
from mentorship.weekgrid import hours_of

DAY = timedelta(days=1)
PAGE = "/free/"


def with_people(pairing: Pairing) -> Pairing:
    return Pairing.objects.with_people().select_related("cohort__program").get(pk=pairing.pk)


def offered(pairing: Pairing, user, **changes) -> list[datetime]:
    return times_for_all(user, with_people(pairing), NOW, **({"minutes": 45} | changes))


def test_week_begins_with_what_was_said_when_applying_less_days_off(pairing, maria, omar) -> None:
    place = Enrollment.objects.get(user=maria)
    place.answers = {"availability_hours": [9, 10, 5 * 24 + 9, "noon"]}
    place.save()
    weeks = weeks_of([maria, omar])
    assert (weeks[maria.pk].hours, weeks[maria.pk].source) == ({9, 10}, "applied")
    assert (len(weeks[omar.pk].hours), weeks[omar.pk].source) == (40, "usual")


def test_what_is_said_for_check_ins_counts_as_it_is(maria) -> None:
    say_free_hours(by=maria, hours=[5 * 24 + 9], now=NOW)
    assert weeks_of([maria])[maria.pk].hours == {5 * 24 + 9}


def test_page_keeps_finer_hours_where_no_box_was_touched(pairing, maria, sign_in) -> None:
    Enrollment.objects.filter(user=maria).update(answers={"availability_hours": [8, 9, 10]})
    page = sign_in(maria)
    assert page.post(PAGE, {"week": ["0-morning"]}).status_code == 302
    assert FreeWeek.objects.get().hours == [8, 9, 10]
    page.post(PAGE, {"week": ["0-morning", "1-lunch"]})
    assert FreeWeek.objects.get().hours == hours_of(["0-morning", "1-lunch"])


def test_page_adds_and_removes_a_day_that_differs(maria, sign_in) -> None:
    page, day = sign_in(maria), clock.now().date() + 9 * DAY
    said = {"day": f"{day}", "begins": "10:00", "until": "12:00", "is_free": "no"}
    page.post(reverse("checkins:add_free_exception"), said)
    one = FreeException.objects.get()
    assert (one.person, one.day, one.is_free) == (maria, day, False)
    page.post(reverse("checkins:remove_free_exception", args=[one.pk]))
    assert not FreeException.objects.exists()


def test_page_keeps_what_was_typed_where_the_end_comes_first(maria, sign_in) -> None:
    day = clock.now().date() + 9 * DAY
    said = {"day": f"{day}", "begins": "12:00", "until": "10:00", "is_free": "yes"}
    answer = sign_in(maria).post(reverse("checkins:add_free_exception"), said)
    assert answer.status_code == 422
    assert "The end must come after the beginning." in answer.content.decode()


def test_days_away_lead_back_to_this_page(maria, sign_in) -> None:
    day = clock.now().date() + 9 * DAY
    said = {"from_on": day, "until_on": day, "next": PAGE}
    answer = sign_in(maria).post(reverse("accounts:add_away"), said)
    assert answer["Location"] == PAGE


def test_exception_ends_after_it_begins_or_at_midnight(maria) -> None:
    facts = {"day": date(2026, 12, 1), "is_free": True}
    FreeException.objects.create(person=maria, begins=time(20), until=time(0), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        FreeException.objects.create(person=maria, begins=time(20), until=time(20), **facts)


def test_a_day_long_past_is_refused(maria) -> None:
    with pytest.raises(DomainError):
        add_free_exception(
            by=maria, day=NOW.date() - DAY, begins=time(9), until=time(10), is_free=True, now=NOW
        )


def test_times_for_all_are_in_nobodys_night_and_keep_clear_of_what_is_planned(
    pairing, maria, omar
) -> None:
    """Lisbon and New York share 14:00 to 17:00 in Lisbon; Thursday is taken."""
    make_check_in(pairing)
    found = offered(pairing, maria)
    assert len(found) == 6
    assert all(14 <= maria.local(start).hour < 17 for start in found)
    assert THURSDAY.date() not in {start.date() for start in found}


def test_what_is_to_be_moved_stands_in_nobodys_way(pairing, maria) -> None:
    check_in = make_check_in(pairing)
    days = {start.date() for start in offered(pairing, maria, moved=check_in)}
    assert THURSDAY.date() in days


def test_who_is_away_or_meets_somebody_else_is_not_offered(pairing, cohort, maria, omar) -> None:
    AwayPeriod.objects.create(person=omar, from_on=NOW.date(), until_on=THURSDAY.date())
    other = make_pairing(cohort, make_person("Nina Berg"), omar)
    friday = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    make_check_in(other, starts_at=friday, minutes=120)
    found = offered(pairing, maria)
    assert min(found).date() >= friday.date()
    assert [start for start in found if friday <= start < friday + timedelta(hours=2)] == []
