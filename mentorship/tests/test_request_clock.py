"""Day 3, day 10, day 14."""

from datetime import timedelta

import pytest

from accounts.models import Message
from mentorship.models import Enrollment, PairingRequest
from mentorship.services.request_clock import move_requests_on
from mentorship.tests.make import NOW, make_choice, make_people, make_request

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def request_() -> PairingRequest:
    return make_request(*make_choice())


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("days", "mails"),
    [
        ([2.9], []),
        ([3], ["mentorship.request_reminder"]),
        ([3, 3.1, 9.9], ["mentorship.request_reminder"]),
        ([3, 10, 13], ["mentorship.request_reminder"] * 2),
        ([11, 11.1], ["mentorship.request_reminder"]),
    ],
)
def test_move_requests_on_reminds_on_day_3_and_day_10(request_, days, mails):
    for day in days:
        move_requests_on(NOW + day * DAY)
    assert kinds() == mails


def test_move_requests_on_ends_them_after_fourteen_days(request_):
    assert (move_requests_on(NOW + 14 * DAY), move_requests_on(NOW + 15 * DAY)) == (1, 0)
    request_.refresh_from_db()
    assert (request_.state, request_.reason) == ("expired", "time")
    assert kinds() == ["mentorship.request_answered"]


def test_move_requests_on_ends_what_has_lost_one_of_its_people(request_):
    Enrollment.objects.filter(pk=request_.recipient_id).update(state="withdrawn")
    move_requests_on(NOW + DAY)
    request_.refresh_from_db()
    assert (request_.state, request_.reason) == ("expired", "left")


def test_move_requests_on_leaves_answered_ones_alone():
    make_request(*make_choice(), state="accepted", ended_at=NOW)
    assert (move_requests_on(NOW + 20 * DAY), kinds()) == (0, [])


def test_move_requests_on_asks_the_same_however_many_wait(django_assert_num_queries):
    mentee, mentor = make_choice()
    for other in make_people(mentee.cohort, "mentee", ["Ann", "Ben", "Cid"]):
        make_request(other, mentor)
    with django_assert_num_queries(4):
        move_requests_on(NOW + DAY)
