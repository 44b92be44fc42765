"""Deferred acceptance: stable, the best for every mentee, and the same in any order."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import MatchingError, agree

MENTEES, MENTORS = ("e1", "e2", "e3", "e4"), ("r1", "r2", "r3")


def rankings(side, other):
    some = st.lists(st.sampled_from(other), unique=True)
    return st.dictionaries(st.sampled_from(side), some)


def blocking(chosen, mentees, mentors, capacity):
    """Pairs that rank each other and would both rather have each other."""
    for mentee, names in mentees.items():
        for mentor in names:
            if mentor not in mentors or mentee not in mentors[mentor]:
                continue
            now = chosen.get(mentee)
            if now is not None and names.index(now) <= names.index(mentor):
                continue
            order = list(mentors[mentor])
            held = [order.index(e) for e, r in chosen.items() if r == mentor]
            seats = capacity.get(mentor, 1)
            if len(held) < seats or (held and max(held) > order.index(mentee)):
                yield mentee, mentor


def every_stable(mentees, mentors, capacity):
    for answer in product([None, *mentors], repeat=len(mentees)):
        chosen = {e: r for e, r in zip(mentees, answer, strict=True) if r is not None}
        fits = all(r in mentees[e] and e in mentors[r] for e, r in chosen.items())
        load = list(chosen.values())
        if not fits or any(load.count(r) > capacity.get(r, 1) for r in mentors):
            continue
        if not list(blocking(chosen, mentees, mentors, capacity)):
            yield chosen


@settings(max_examples=120, deadline=None)
@given(
    rankings(MENTEES, (*MENTORS, "gone")),
    rankings(MENTORS, (*MENTEES, "gone")),
    st.dictionaries(st.sampled_from(MENTORS), st.integers(0, 3)),
    st.randoms(),
)
def test_agree_is_the_stable_answer_every_mentee_likes_best(mentees, mentors, capacity, random):
    answer = agree(mentees, mentors, capacity)
    chosen = dict(answer.pairs)
    assert not list(blocking(chosen, mentees, mentors, capacity))
    stable = list(every_stable(mentees, mentors, capacity))
    assert chosen in stable
    for mentee, names in mentees.items():
        ranks = [names.index(s[mentee]) if mentee in s else 99 for s in stable]
        mine = names.index(chosen[mentee]) if mentee in chosen else 99
        assert mine == min(ranks)
    mixed = [dict(random.sample(list(each.items()), len(each))) for each in (mentees, mentors)]
    assert dict(agree(*mixed, capacity).pairs) == chosen
    assert {each.person for each in answer.unmatched} == mentees.keys() - chosen.keys()
    assert all(each.reasons for each in answer.unmatched)
    for mentor in mentors:
        taken = list(chosen.values()).count(mentor)
        assert answer.free[mentor] == capacity.get(mentor, 1) - taken >= 0


def test_agree_says_why_somebody_has_nobody():
    answer = agree(
        {"e1": ["r1"], "e2": ["r1", "r2", "r3"], "e3": [], "e4": ["gone"]},
        {"r1": ["e1", "e2"], "r2": ["e1"], "r3": ["e2"]},
        {"r3": 0},
    )
    assert answer.pairs == (("e1", "r1"),)
    told = {u.person: [(why.code, why.count) for why in u.reasons] for u in answer.unmatched}
    assert told == {
        "e2": [("seats_taken", 1), ("no_seat_offered", 1), ("not_ranked_back", 1)],
        "e3": [("ranked_nobody", 0)],
        "e4": [("ranked_nobody", 0)],
    }
    assert answer.free == {"r1": 0, "r2": 1, "r3": 0}


def test_agree_refuses_names_said_twice_and_negative_seats():
    with pytest.raises(MatchingError, match="ranked_twice: e1"):
        agree({"e1": ["r1", "r1"]}, {}, {})
    with pytest.raises(MatchingError, match="capacity_negative: r1"):
        agree({}, {"r1": []}, {"r1": -1})
