"""Weights of a cohort that pairs partners: their words, and how far apart their levels may be."""

import pytest

from accounts.errors import DomainError
from mentorship.forms.weighing import WeighForm
from mentorship.queries.matchmaking import engine
from mentorship.queries.peers import peer_inputs_of
from mentorship.services.weighing import weigh_cohort
from mentorship.tests.make import NOW, make_people

URL = "/cohorts/autumn/weights/"
TOLD = {"weights": {"level": 100}, "hard_rules": ["level"], "floor": 30}


@pytest.fixture
def circle(cohort):
    cohort.pairs = "peers"
    cohort.save()
    return cohort


def sent(**changes):
    return {"weight_level": "100", "floor": "30", "hard": ["level"]} | changes


def points(cohort):
    """Of the first two partners, or none where a rule keeps them apart."""
    inputs = peer_inputs_of(cohort)
    return [pair.score for pair in engine().peer_alternatives(inputs, inputs.peers[0].id)]


def test_weigh_cohort_says_how_far_apart_the_levels_of_partners_may_be(circle, ada):
    make_people(circle, "peer", ["Bea Ruiz"], answers={"level_rank": 2})
    make_people(circle, "peer", ["Cem Kaya"], answers={"level_rank": 4})
    found = []
    for measures in ({}, {"peer_gap": 2}):
        changed = weigh_cohort(cohort=circle, by=ada, now=NOW, measures=measures, **TOLD)
        found.append(points(changed))
    assert found == [[], [10_000]]


def test_weigh_cohort_takes_no_negative_distance(circle, ada):
    with pytest.raises(DomainError):
        weigh_cohort(cohort=circle, by=ada, now=NOW, measures={"peer_gap": -1}, **TOLD)


@pytest.mark.parametrize(
    ("pairs", "fields"),
    [("mentors", ["gap_low"]), ("peers", ["peer_gap"]), ("both", ["gap_low", "peer_gap"])],
)
def test_weigh_cohort_page_asks_about_whom_the_cohort_pairs(cohort, ada, sign_in, pairs, fields):
    cohort.pairs = pairs
    cohort.save()
    form = sign_in(ada).get(URL).context["form"]
    assert [name for name in ("gap_low", "peer_gap") if name in form.fields] == fields


def test_weigh_form_keeps_what_it_does_not_ask(circle):
    circle.measures = {"level_gap": [2, 5]}
    circle.save()
    form = WeighForm(circle, sent(peer_gap="3"))
    assert form.is_valid()
    gaps = form.facts["measures"]
    assert (gaps["level_gap"], gaps["peer_gap"]) == ([2, 5], 3)


def test_weigh_cohort_page_of_partners_speaks_of_partners(circle, ada, sign_in):
    page = sign_in(ada).get(URL).content.decode()
    assert "Their levels are further apart than suits partners" in page
    assert "more for a partner who asks for it" in page
    assert "mentor" not in page.lower().replace("mentorship", "").replace("/mentor", "")
