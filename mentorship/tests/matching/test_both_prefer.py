"""Who would both rather have each other, and other weights for the same people."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mentorship.matching import Inputs, Rules, both_prefer, explain, forced, propose_for
from mentorship.tests.matching.make import make_mentee, make_mentor, only, pairs
from mentorship.tests.matching.test_propose_properties import all_inputs, all_rules


def wish_case():
    """r1 and e1 like each other most, but the total is higher with r1 for e2."""
    mentees = (
        make_mentee(1, wanted=("a", "b", "c", "d")),
        make_mentee(2, wanted=("a", "b", "c", "x")),
    )
    mentors = (
        make_mentor(1, offered=("a", "b", "c", "d")),
        make_mentor(2, offered=("a", "b", "d")),
    )
    return Inputs(mentees, mentors, only("skills"))


def test_both_prefer_names_the_pair_and_what_each_gains():
    inputs = wish_case()
    locked = inputs.with_locks((("e1", "r2"),))
    against = replace(
        propose_for(locked),
        matches=tuple(replace(match, locked=False) for match in propose_for(locked).matches),
    )
    (one,) = both_prefer(inputs, against)
    assert (one.mentee, one.mentor, one.score) == ("e1", "r1", 10_000)
    assert (one.mentee_has, one.mentor_has) == ("r2", "e2")
    assert (one.mentee_gain, one.mentor_gain) == (2500, 2500)
    assert both_prefer(locked, propose_for(locked)) == ()
    assert pairs(forced(inputs, "e1", "r1")) == {"e1": "r1", "e2": "r2"}


@settings(max_examples=60, deadline=None)
@given(all_inputs())
def test_both_prefer_is_what_a_look_at_every_pair_finds(inputs):
    proposal = propose_for(inputs)
    mine = {match.mentee: match for match in proposal.matches}
    expected = set()
    for i, mentee in enumerate(inputs.mentees):
        has = mine.get(mentee.id)
        if (has and has.locked) or (not has and not mentee.capacity):
            continue
        for j, seats in enumerate(proposal.seats):
            held = [m.score for m in proposal.matches if m.mentor == seats.mentor and not m.locked]
            least = 0 if seats.free else min(held, default=10**9)
            score = int(inputs.board.scores[i, j])
            if score > max(least, has.score if has else 0):
                expected.add((mentee.id, seats.mentor))
    found = both_prefer(inputs, proposal, limit=100)
    assert {(each.mentee, each.mentor) for each in found} == expected
    gains = [min(each.mentee_gain, each.mentor_gain) for each in found]
    assert gains == sorted(gains, reverse=True)
    assert both_prefer(inputs, proposal, limit=2) == found[:2]


@settings(max_examples=60, deadline=None)
@given(all_inputs(), all_rules())
def test_with_rules_answers_as_if_asked_anew(inputs, rules):
    propose_for(inputs)
    kept, anew = inputs.with_rules(rules), replace(inputs, rules=rules)
    assert np.array_equal(kept.board.scores, anew.board.scores)
    back = kept.with_rules(inputs.rules)
    assert np.array_equal(back.board.scores, inputs.board.scores)
    for mentee in inputs.mentees:
        for mentor in inputs.mentors:
            assert explain(kept, mentee.id, mentor.id) == explain(anew, mentee.id, mentor.id)


@pytest.mark.parametrize(
    "changes",
    [{"enough_hours": 2}, {"level_gap": (0, 0)}, {"scales": {"q": ("a", "b", "c")}}],
)
def test_with_rules_reads_anew_what_is_measured_otherwise(changes):
    mentees = (make_mentee(1, hours=3, level=2, style={"q": "a"}),)
    mentors = (make_mentor(1, hours=3, level=3, style={"q": "b"}),)
    inputs = Inputs(mentees, mentors, Rules())
    before = int(inputs.board.scores[0, 0])
    kept = inputs.with_rules(replace(inputs.rules, **changes))
    anew = replace(inputs, rules=kept.rules)
    assert int(kept.board.scores[0, 0]) == int(anew.board.scores[0, 0]) != before


def test_with_rules_keeps_no_points_where_they_would_take_too_much(monkeypatch):
    inputs = wish_case()
    monkeypatch.setattr("mentorship.matching.board._KEPT", 0)
    before = inputs.board.scores.tolist()
    changed = inputs.with_rules(only("location"))
    assert changed.board.scores.tolist() == [[5000, 5000], [5000, 5000]]
    assert changed.with_rules(inputs.rules).board.scores.tolist() == before
