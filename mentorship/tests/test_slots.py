"""Free hours of a week: found without a database, and given to pairs when they are published."""

from datetime import date, time

import pytest

from mentorship.models import Pairing
from mentorship.services.pairings import publish_pairings
from mentorship.slots import free_slot, seen_from
from mentorship.tests.make import NOW, make_draft, make_pairing, make_people

THURSDAY, FRIDAY, MONDAY = 3, 4, 0


@pytest.mark.parametrize(
    ("wanted", "taken", "found"),
    [
        ((THURSDAY, time(16)), [], (THURSDAY, time(16))),
        ((THURSDAY, time(16)), [(FRIDAY, time(16))], (THURSDAY, time(16))),
        ((THURSDAY, time(16)), [(THURSDAY, time(16))], (THURSDAY, time(17))),
        ((THURSDAY, time(16)), [(THURSDAY, time(16, 30))], (THURSDAY, time(18))),
        ((THURSDAY, time(18)), [(THURSDAY, time(18))], (FRIDAY, time(18))),
        ((FRIDAY, time(18)), [(FRIDAY, time(18))], (MONDAY, time(18))),
        ((THURSDAY, time(23, 30)), [(THURSDAY, time(23, 30))], (FRIDAY, time(23, 30))),
        ((None, time(16)), [(None, time(16))], (None, time(17))),
        ((None, time(18)), [(None, time(18))], (None, time(17))),
    ],
)
def test_free_slot_is_the_next_hour_or_day(wanted, taken, found):
    assert free_slot(wanted, taken) == found


def test_free_slot_gives_many_pairs_hours_of_their_own():
    taken = []
    for _number in range(55):
        taken.append(free_slot((THURSDAY, time(16)), taken))
    assert len(set(taken)) == 55
    assert {at.hour for _day, at in taken} == set(range(8, 19))
    assert free_slot((THURSDAY, time(16)), taken) == (THURSDAY, time(16))


def test_seen_from_another_zone_is_another_hour_or_day():
    on = date(2026, 11, 16)
    assert seen_from((THURSDAY, time(17)), "Europe/Berlin", "UTC", on) == (THURSDAY, time(16))
    assert seen_from((THURSDAY, time(20)), "America/Lima", "Europe/Berlin", on) == (FRIDAY, time(2))


def test_publish_gives_a_mentor_of_two_another_hour_for_the_second(cohort, ada):
    (omar,) = make_people(cohort, "mentor", ["Omar Haddad"], capacity=3)
    for name in ("Bea Ruiz", "Cem Kaya", "Dee Moss"):
        make_draft(cohort, *make_people(cohort, "mentee", [name]), omar)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    hours = Pairing.objects.order_by("pk").values_list("weekday", "at")
    assert list(hours) == [(3, time(17)), (3, time(18)), (4, time(17))]


def test_publish_looks_at_pairs_that_work_already(cohort, ada, maria, omar):
    working = make_pairing(cohort, maria, omar)
    place = working.members.get(role="mentor").enrollment
    place.capacity = 2
    place.save()
    draft = make_draft(cohort, *make_people(cohort, "mentee", ["Bea Ruiz"]), place)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    draft.refresh_from_db()
    assert (draft.weekday, draft.at) == (3, time(18))
