"""Fifty at once for the last seat: the database decides, whatever the processes believe."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from mentorship.models import Enrollment
from mentorship.services.seats import NoSeat, take_seat
from mentorship.tests.make import make_cohort, make_enrollment, make_person, make_program

TAKERS = 50
TAKEN = "All seats are taken. Choose somebody else."


def take(place, start):
    start.wait()
    try:
        with transaction.atomic():
            take_seat(place, otherwise=TAKEN)
    except NoSeat as refusal:
        return str(refusal)
    finally:
        connection.close()
    return "taken"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("capacity", [1, 3])
def test_take_seat_by_fifty_at_once_gives_the_last_one_once(capacity):
    mentor = make_person("Dee Moss")
    place = make_enrollment(
        make_cohort(make_program()), mentor, "mentor", capacity=capacity, seats_taken=capacity - 1
    )
    start = Barrier(TAKERS)
    with ThreadPoolExecutor(TAKERS) as pool:
        answers = list(pool.map(lambda _: take(place, start), range(TAKERS)))
    assert sorted(answers) == sorted(["taken"] + [TAKEN] * (TAKERS - 1))
    place.refresh_from_db()
    assert place.seats_taken == capacity


@pytest.mark.django_db
def test_seats_above_capacity_are_refused_by_the_database():
    place = make_enrollment(make_cohort(make_program()), make_person("Dee Moss"), "mentor")
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.filter(pk=place.pk).update(seats_taken=2)
