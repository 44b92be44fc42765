"""Fifty at once for the last seat: the database decides, whatever the processes believe."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from mentorship.models import Enrollment
from mentorship.services.seats import NoSeat, Seats
from mentorship.tests.make import (
    make_cohort,
    make_enrollment,
    make_people,
    make_person,
    make_program,
)

TAKERS = 50
TAKEN = "All seats are taken. Choose somebody else."


def take(place, start):
    start.wait()
    try:
        with transaction.atomic():
            seats = Seats([place.pk])
            if not seats.has_room(place.pk):
                return TAKEN
            seats.take([place.pk])
            seats.write(TAKEN)
    except NoSeat as refusal:
        return str(refusal)
    finally:
        connection.close()
    return "taken"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("capacity", [1, 3])
def test_seats_taken_by_fifty_at_once_gives_the_last_one_once(capacity):
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


@pytest.mark.django_db
def test_seats_that_went_meanwhile_are_refused_and_none_is_taken():
    cohort = make_cohort(make_program())
    places = make_people(cohort, "mentor", ["Dee Moss", "Eli Noor"])
    seats = Seats([place.pk for place in places])
    seats.take([place.pk for place in places])
    Enrollment.objects.filter(pk=places[1].pk).update(seats_taken=1)
    with pytest.raises(NoSeat), transaction.atomic():
        seats.write(TAKEN)
    assert list(Enrollment.objects.values_list("seats_taken", flat=True)) == [0, 1]
