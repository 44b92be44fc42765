"""Nobody is paired with whom they report to, nor with somebody who reports to the same person."""

import pytest

from mentorship.matching import MatchingError, Why, pair_peers, propose
from mentorship.tests.matching.make import make_mentee, make_mentor, only, pairs

SKILLS = only("skills")
BOSS = frozenset({"said:jo lee"})


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [
        ({"reports_to": frozenset({"u9"})}, {"person": "u9"}),
        ({"person": "u9"}, {"reports_to": frozenset({"u9"})}),
        ({"reports_to": BOSS}, {"reports_to": BOSS | {"u3"}}),
    ],
)
def test_a_reporting_line_keeps_apart_and_is_told(mentee, mentor):
    people = [make_mentee(**mentee)], [make_mentor(**mentor)]
    assert propose(*people, SKILLS).unmatched[0].reasons == (
        Why("blocked_by", 1, "reporting_line"),
    )
    assert pairs(propose(*people, only("skills", reporting_line=False))) == {"e1": "r1"}
    with pytest.raises(MatchingError, match="lock_line"):
        propose(*people, SKILLS, locked=[("e1", "r1")])


def test_one_person_in_two_roles_is_no_line():
    both = {"person": "u1", "reports_to": BOSS}
    people = [make_mentee(**both)], [make_mentor(**both)]
    assert propose(*people, SKILLS).unmatched[0].reasons == (Why("blocked_by", 1, "self"),)


def test_peers_of_one_line_are_not_partners():
    peers = [make_mentee(n, reports_to=BOSS if n < 3 else frozenset()) for n in range(1, 5)]
    groups = {frozenset(group.people) for group in pair_peers(peers, SKILLS).groups}
    assert len(groups) == 2 and frozenset({"e1", "e2"}) not in groups
