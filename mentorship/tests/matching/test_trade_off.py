"""Other floors, and many pairs explained at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import (
    Inputs,
    Person,
    Rules,
    explain,
    explain_pairs,
    propose_for,
    trade_off,
)

WANT = Person("m1", wanted=("Go",)), Person("m2", wanted=("Art",)), Person("m3", wanted=("Go",))
OFFER = Person("t1", offered=("Go",)), Person("t2", offered=("Art",), capacity=2)
RULES = Rules.weighted({"skills": 100})


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=3, max_size=6), st.integers(0, 8))
def test_trade_off_says_what_a_proposal_with_that_floor_has(tags, tens):
    mentees = tuple(Person(f"m{i}", wanted=(tag, "a")) for i, tag in enumerate(tags))
    mentors = tuple(Person(f"t{i}", offered=(tag,)) for i, tag in enumerate(reversed(tags)))
    inputs = Inputs(mentees, mentors, RULES, floor=10 * tens)
    (point,) = trade_off(inputs, [10 * tens])
    best = propose_for(inputs)
    assert (point.matched, point.below, point.total) == (
        len(best.matches),
        best.below_floor,
        best.total,
    )


def test_trade_off_counts_locked_pairs_too():
    inputs = Inputs(WANT, OFFER, RULES, locked=(("m2", "t1"),))
    (point,) = trade_off(inputs, [40])
    assert (point.matched, point.below, point.total) == (3, 3, 0)


def test_explain_pairs_says_the_same_as_one_by_one():
    inputs = Inputs(WANT, OFFER, RULES)
    pairs = [("m1", "t1"), ("m2", "t1"), ("m3", "gone")]
    assert explain_pairs(inputs, pairs) == tuple(explain(inputs, *pair) for pair in pairs[:2])
