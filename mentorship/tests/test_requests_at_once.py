"""Fifty requests for the last place, accepted at the same moment: one pair, and 49 who read why."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.errors import DomainError
from mentorship.models import Enrollment, Pairing, PairingRequest
from mentorship.services.requests import accept_request, request_pairing
from mentorship.tests.make import NOW, make_choice, make_people, make_request

AT_ONCE = 50
GONE = "Your last place went to somebody else, so this request has ended."


def at_once(verbs):
    """What each of them came to; all begin together."""
    start = Barrier(len(verbs))

    def run(verb):
        start.wait()
        try:
            verb()
        except DomainError as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return Counter(pool.map(run, verbs))


@pytest.mark.django_db(transaction=True)
def test_accept_request_fifty_at_once_for_the_last_place_makes_one_pair():
    mentee, mentor = make_choice()
    people = make_people(mentee.cohort, "mentee", [f"Mia{n}" for n in range(AT_ONCE)])
    requests = [make_request(each, mentor) for each in people]
    verbs = [lambda r=r: accept_request(asked=r, by=mentor.user, now=NOW) for r in requests]
    assert at_once(verbs) == {"done": 1, GONE: AT_ONCE - 1}
    states = Counter(PairingRequest.objects.values_list("state", "reason"))
    assert states == {("accepted", ""): 1, ("expired", "no_seat"): AT_ONCE - 1}
    assert (Pairing.objects.count(), Enrollment.objects.get(pk=mentor.pk).seats_taken) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_accept_request_of_one_mentee_by_many_at_once_makes_one_pair():
    mentee, _mentor = make_choice()
    asked = make_people(mentee.cohort, "mentor", [f"Ray{n}" for n in range(8)])
    requests = [make_request(mentee, each) for each in asked]
    verbs = [lambda r=r: accept_request(asked=r, by=r.recipient.user, now=NOW) for r in requests]
    said = at_once(verbs)
    assert said == {"done": 1, "Maria has found somebody in the meantime.": 7}
    assert Pairing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_request_pairing_many_at_once_keeps_to_three():
    mentee, _mentor = make_choice()
    asked = make_people(mentee.cohort, "mentor", [f"Ray{n}" for n in range(8)])
    facts = {"sender": mentee, "by": mentee.user, "now": NOW + timedelta(hours=1)}
    at_once([lambda r=r: request_pairing(recipient=r, **facts) for r in asked])
    assert PairingRequest.objects.open().count() == 3
