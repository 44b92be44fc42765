"""The workbench where there is little: nobody, nothing proposed, nobody who fits; whose seats count."""

import pytest

from mentorship.models import ForbiddenPair
from mentorship.services.matching import propose_pairings
from mentorship.tests.make import NOW, make_people

AT = "/cohorts/autumn/pairings/"
PROPOSE = 'action="/cohorts/autumn/propose/"'


def seen(client, show="drafts"):
    return client.get(f"{AT}?show={show}").content.decode()


def test_workbench_without_people_offers_no_proposal(cohort, ada, sign_in):
    page = seen(sign_in(ada))
    assert "First come the people" in page and PROPOSE not in page


@pytest.mark.parametrize("sides", [("mentee", "mentor"), ("peer", "peer")])
def test_workbench_with_people_and_no_proposal_offers_one(cohort, ada, sign_in, sides):
    type(cohort).objects.update(pairs="peers" if "peer" in sides else "mentors")
    for name, side in zip(("Bea Ruiz", "Dee Moss"), sides, strict=True):
        make_people(cohort, side, [name])
    page = seen(sign_in(ada))
    assert "The people are here." in page and PROPOSE in page


def test_workbench_with_one_side_only_offers_no_proposal(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz"])
    assert PROPOSE not in seen(sign_in(ada))


@pytest.fixture
def apart(cohort, ada):
    """Two partners, nobody else, who are not to be paired; proposed nevertheless."""
    type(cohort).objects.update(pairs="peers")
    cohort.refresh_from_db()
    two = make_people(cohort, "peer", ["Bea Ruiz", "Dee Moss"])
    first, second = sorted(place.user_id for place in two)
    ForbiddenPair.objects.create(cohort=cohort, first_id=first, second_id=second, at=NOW)
    propose_pairings(cohort=cohort, by=ada, now=NOW)


def test_workbench_where_nobody_fits_leads_to_the_reasons(apart, ada, sign_in):
    page = seen(sign_in(ada))
    assert "Nobody is proposed for anybody." in page and 'href="?show=unmatched"' in page


def test_two_partners_left_over_read_what_keeps_them_apart(apart, ada, sign_in):
    told = "1 of the partners is kept away by several rules, or by something told in confidence."
    assert seen(sign_in(ada), "unmatched").count(told) == 2


@pytest.mark.parametrize(("role", "told"), [("mentor", True), ("mentee", False), ("peer", False)])
def test_people_page_counts_seats_of_mentors_alone(cohort, ada, sign_in, role, told):
    type(cohort).objects.update(pairs="both")
    make_people(cohort, role, ["Bea Ruiz"])
    page = sign_in(ada).get("/cohorts/autumn/people/").content.decode()
    assert ("0 of 1" in page) is told
