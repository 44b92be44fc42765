"""Swapping one pair by hand: free seat, exchange, nobody left, refusals."""

import re

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import Enrollment, Pairing
from mentorship.services.matching import propose_pairings
from mentorship.services.swaps import swap_pairing
from mentorship.tests.make import NOW, make_pairing, make_people
from mentorship.tests.test_matching import four, pairs  # noqa: F401


@pytest.fixture
def proposed(cohort, four):  # noqa: F811
    propose_pairings(cohort=cohort, by=None, now=NOW)
    return {str(place.user): place for place in four}


def draft_of(place):
    return Pairing.objects.proposed().with_enrollment(place).get()


def swap(place, mentor, by):
    return swap_pairing(pairing=draft_of(place), mentor_id=mentor.pk, by=by, now=NOW)


def test_swap_pairing_to_a_free_seat_moves_nobody_else(cohort, proposed, ada):
    (fay,) = make_people(cohort, "mentor", ["Fay Wong"])
    draft = swap(proposed["Bea Ruiz"], fay, ada)
    assert pairs() == {("Bea Ruiz", "Fay Wong"), ("Cem Kaya", "Dee Moss")}
    assert (draft_of(fay).by_hand, draft_of(fay).locked) == (True, True)
    assert AuditEntry.objects.get(verb="pairing.swap").subject_id == draft.pk


def test_swap_pairing_exchanges_when_the_seat_was_taken(proposed, ada):
    swap(proposed["Bea Ruiz"], proposed["Dee Moss"], ada)
    assert pairs() == {("Bea Ruiz", "Dee Moss"), ("Cem Kaya", "Eli Noor")}
    for pairing in Pairing.objects.all():
        assert pairing.by_hand
        assert sum(part["part"] for part in pairing.parts) == pairing.score


def test_swap_pairing_leaves_somebody_without_when_a_rule_forbids_the_exchange(proposed, ada):
    cem, eli = proposed["Cem Kaya"], proposed["Eli Noor"]
    cem.answers["rather_not"] = [eli.user.name]
    cem.save()
    swap(proposed["Bea Ruiz"], proposed["Dee Moss"], ada)
    assert pairs() == {("Bea Ruiz", "Dee Moss")}
    assert list(Enrollment.objects.mentees().without_pair()) == [cem]


def test_swap_pairing_refuses_a_mentor_whose_seats_all_work_already(cohort, proposed, ada, maria):
    (fay,) = make_people(cohort, "mentor", ["Fay Wong"])
    make_pairing(cohort, maria, fay.user)
    with pytest.raises(DomainError, match="All seats of Fay Wong are taken"):
        swap(proposed["Bea Ruiz"], fay, ada)


def test_swap_pairing_refuses_what_a_rule_forbids(proposed, ada):
    bea, dee = proposed["Bea Ruiz"], proposed["Dee Moss"]
    bea.answers["rather_not"] = [dee.user.email]
    bea.save()
    with pytest.raises(DomainError, match="something told in confidence"):
        swap(bea, dee, ada)


def test_swap_pairing_refuses_who_is_no_mentor_here(proposed, ada):
    with pytest.raises(DomainError, match="takes part in this cohort"):
        swap(proposed["Bea Ruiz"], proposed["Cem Kaya"], ada)


def test_swap_page_compares_before_anything_moves(proposed, ada, sign_in):
    draft, dee = draft_of(proposed["Bea Ruiz"]), proposed["Dee Moss"]
    client, url = sign_in(ada), f"/pairings/{draft.pk}/swap/"
    page = client.get(f"{url}?mentor={dee.pk}").content.decode()
    assert "Bea Ruiz with Dee Moss" in page
    assert "Cem Kaya then works with Eli Noor instead" in page
    assert ("Bea Ruiz", "Eli Noor") in pairs()
    assert client.post(url, {"mentor": dee.pk}).url == "/cohorts/autumn/pairings/"
    assert ("Bea Ruiz", "Dee Moss") in pairs()


def test_swap_page_says_why_not(proposed, ada, sign_in):
    draft = draft_of(proposed["Bea Ruiz"])
    response = sign_in(ada).post(f"/pairings/{draft.pk}/swap/", {"mentor": 999_999})
    assert response.status_code == 422
    assert "Choose somebody who takes part" in response.content.decode()


def test_swap_page_finds_a_mentor_by_name(cohort, proposed, ada, sign_in):
    make_people(cohort, "mentor", ["Fay Wong"])
    draft = draft_of(proposed["Bea Ruiz"])
    page = sign_in(ada).get(f"/pairings/{draft.pk}/swap/?q=fay").content.decode()
    assert "Fay Wong has a free seat" in page


def test_swap_page_belongs_to_who_runs_the_cohort(proposed, cleo, eve, sign_in):
    url = f"/pairings/{draft_of(proposed['Bea Ruiz']).pk}/swap/"
    assert [sign_in(person).get(url).status_code for person in (cleo, eve)] == [404, 404]


def test_swap_page_tells_points_lost_with_a_minus(proposed, ada, sign_in):
    draft = draft_of(proposed["Bea Ruiz"])
    seen = sign_in(ada).get(f"/pairings/{draft.pk}/swap/").content.decode()
    assert re.search(r"\(−\d+\)", seen) and "(-" not in seen


def test_workbench_says_how_many_are_not_as_proposed(proposed, ada, sign_in):
    client, url = sign_in(ada), "/cohorts/autumn/pairings/"
    assert "Nobody could find a better proposal" in client.get(url).content.decode()
    swap(proposed["Bea Ruiz"], proposed["Dee Moss"], ada)
    seen = client.get(url).content.decode()
    assert "As it was proposed, nobody could find a better one" in seen
    assert "2 people have somebody else now, or nobody." in seen
    swap(proposed["Bea Ruiz"], proposed["Eli Noor"], ada)
    assert "Nobody could find a better proposal" in client.get(url).content.decode()
