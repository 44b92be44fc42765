import pytest

from mentorship.matching import (
    Inputs,
    MatchingError,
    Rules,
    alternatives,
    compare,
    explain,
    forced,
    propose_for,
)
from mentorship.tests.matching.make import make_mentee, make_mentor, only, pairs

MENTEES = (make_mentee(1, wanted=("a", "b")), make_mentee(2, wanted=("a",)))
MENTORS = (
    make_mentor(1, offered=("a", "b")),
    make_mentor(2, offered=("a",)),
    make_mentor(3, offered=("b",), excluded=frozenset({"e1"})),
)
INPUTS = Inputs(MENTEES, MENTORS, only("skills"))


def test_explain_scores_a_pair_that_was_not_proposed():
    said = explain(INPUTS, "e1", "r2")
    assert (said.score, said.parts, said.allowed) == (5000, {"skills": 5000}, True)


def test_explain_scores_a_forbidden_pair_and_says_what_forbids_it():
    said = explain(INPUTS, "e1", "r3")
    assert (said.score, said.blocked_by, said.allowed) == (5000, ("excluded",), False)


def test_explain_names_every_rule_that_forbids():
    mentee = make_mentee(languages=("pt",), past_partners=frozenset({"r1"}))
    inputs = Inputs((mentee,), (make_mentor(languages=("en",)),), Rules())
    assert explain(inputs, "e1", "r1").blocked_by == ("past_partner", "language")


@pytest.mark.parametrize("pair", [("e9", "r1"), ("e1", "r9")])
def test_explain_refuses_people_it_does_not_know(pair):
    with pytest.raises(MatchingError):
        explain(INPUTS, *pair)


def test_alternatives_are_the_best_allowed():
    found = alternatives(INPUTS, "e1")
    assert [(each.mentor, each.score) for each in found] == [("r1", 10_000), ("r2", 5000)]
    assert [each.mentor for each in alternatives(INPUTS, "e2", limit=1)] == ["r1"]


def test_forced_tells_what_a_pair_costs():
    before = propose_for(INPUTS)
    after = forced(INPUTS, "e1", "r2")
    assert pairs(after) == {"e1": "r2", "e2": "r1"}
    change = compare(before, after)
    assert (change.matched, change.above_floor, change.total) == (0, 0, -5000)
    assert change.moved == (("e1", "r1", "r2"), ("e2", "r2", "r1"))


def test_forced_replaces_a_lock_of_the_same_mentee():
    inputs = INPUTS.with_locks((("e1", "r1"),))
    assert pairs(forced(inputs, "e1", "r2"))["e1"] == "r2"


def test_compare_tells_who_lost_their_place():
    change = compare(propose_for(INPUTS), propose_for(Inputs(MENTEES[:1], MENTORS, only("skills"))))
    assert (change.matched, change.moved) == (-1, (("e2", "r2", ""),))
