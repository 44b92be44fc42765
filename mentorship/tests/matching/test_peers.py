"""Pairs within one group: the best, in any order, with a trio for the odd one."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import (
    Criterion,
    MatchingError,
    PeerInputs,
    Person,
    Rules,
    explain_peers,
    pair_peers,
    pair_peers_for,
    peer_alternatives,
)
from mentorship.matching.blossom import best_pairs
from mentorship.matching.proposal import NEVER
from mentorship.tests.matching.make import only
from mentorship.tests.matching.test_propose_properties import all_rules, in_line, people

SCORES = st.sampled_from([-1, -1, 0, 1, 2999, 3000, 3001, 5000, 9999, 10_000])


def make_peer(number: int = 1, **changes):
    return Person(id=f"p{number}", **changes)


def every_pairing(names):
    """Each way to put some of these into pairs."""
    if not names:
        yield ()
        return
    first, rest = names[0], names[1:]
    yield from every_pairing(rest)
    for other in rest:
        for more in every_pairing([name for name in rest if name != other]):
            yield ((first, other), *more)


def level_of(scores, chosen, floor):
    values = [int(scores[pair]) for pair in chosen]
    return len(values), -sum(value < floor for value in values), sum(values)


def chosen_by(partner):
    return [(i, j) for i, j in enumerate(partner.tolist()) if i < j]


@st.composite
def symmetric(draw, most=8):
    size = draw(st.integers(0, most))
    scores = np.full((size, size), -1, np.int16)
    for i, j in combinations(range(size), 2):
        scores[i, j] = scores[j, i] = draw(SCORES)
    return scores


@settings(max_examples=120, deadline=None)
@given(symmetric(), st.sampled_from([0, 3000, 10_000]), st.booleans())
def test_best_pairs_are_best_among_all(scores, floor, narrowed):
    with pytest.MonkeyPatch.context() as patch:
        if narrowed:  # as in a large group
            patch.setattr("mentorship.matching.blossom._ALL", 0)
            patch.setattr("mentorship.matching.blossom._NEAR", 1)
        chosen = chosen_by(best_pairs(scores, floor, range(len(scores))))
    assert all(scores[pair] >= 0 for pair in chosen)
    legal = (
        pairs
        for pairs in every_pairing(list(range(len(scores))))
        if all(scores[pair] >= 0 for pair in pairs)
    )
    best = max(level_of(scores, pairs, floor) for pairs in legal)
    assert level_of(scores, chosen, floor) == best


@pytest.mark.parametrize("size", [61, 100, 181])
@pytest.mark.parametrize(("step", "allowed"), [(1, 1.0), (2500, 0.5), (1000, 0.03)])
def test_best_pairs_on_few_links_equal_those_on_all(size, step, allowed, monkeypatch):
    rng = np.random.default_rng(size)
    scores = (rng.integers(0, 10_001, (size, size)) // step * step).astype(np.int16)
    scores[rng.random(scores.shape) > allowed] = -1
    scores = np.triu(scores, 1) + np.tril(np.full_like(scores, -1))
    scores = np.maximum(scores, scores.T)
    one = best_pairs(scores, 4000, range(size))
    monkeypatch.setattr("mentorship.matching.blossom._ALL", size)
    assert best_pairs(scores, 4000, range(size)).tolist() == one.tolist()
    order = rng.permutation(size)
    two = best_pairs(scores[np.ix_(order, order)], 4000, order.tolist())
    back = np.full(size, -1)
    back[order] = np.where(two >= 0, order[two], -1)
    assert back.tolist() == one.tolist()


@st.composite
def all_peers(draw):
    peers = draw(people("p", "p"))
    inputs = PeerInputs(peers, draw(all_rules()), floor=draw(st.integers(0, 100)))
    names = [each.id for each in peers]
    group = tuple(names[: draw(st.sampled_from([0, 2, 3]))])
    if len(group) < 2:
        return inputs
    for pair in combinations(group, 2):
        if NEVER & set(explain_peers(inputs, *pair).broken):
            return inputs
    return replace(inputs, locked=(group,))


@settings(max_examples=80, deadline=None)
@given(all_peers())
def test_pair_peers_keeps_every_promise(inputs):
    proposal = pair_peers_for(inputs)
    placed = [name for group in proposal.groups for name in group.people]
    alone = [each.person for each in proposal.unmatched]
    assert sorted(placed + alone) == sorted(person.id for person in inputs.peers)
    assert all(each.reasons for each in proposal.unmatched)
    assert {frozenset(each) for each in inputs.locked} <= {
        frozenset(group.people) for group in proposal.groups if group.locked
    }
    assert sum(len(group.people) == 3 and not group.locked for group in proposal.groups) <= 1
    by_id = {person.id: person for person in inputs.peers}
    for group in proposal.groups:
        assert [pair.people for pair in group.pairs] == list(combinations(group.people, 2))
        assert group.locked or all(by_id[name].capacity for name in group.people)
        for pair in group.pairs:
            check_pair(inputs, group, pair, *(by_id[name] for name in pair.people))
    every = [pair for group in proposal.groups for pair in group.pairs]
    assert proposal.total == sum(pair.score for pair in every)
    assert proposal.below_floor == sum(pair.below_floor for pair in every)


def check_pair(inputs, group, pair, one, other):
    assert group.locked or pair.allowed
    assert one.key != other.key
    assert not (one.rather_not | one.excluded) & other.names
    assert not (other.rather_not | other.excluded) & one.names
    assert not (inputs.rules.reporting_line and in_line(one, other))
    assert sum(pair.parts.values()) == sum(reason.part for reason in pair.reasons) == pair.score
    ways = [sum(reason.part for reason in way) for way in pair.ways]
    assert pair.score == sum(ways) // 2
    assert pair.score == inputs.scores[inputs.at[one.id], inputs.at[other.id]] or pair.broken
    assert explain_peers(inputs, other.id, one.id) == pair


@settings(max_examples=40, deadline=None)
@given(all_peers(), st.randoms())
def test_pair_peers_gives_the_same_groups_in_any_order(inputs, random):
    mixed = replace(inputs, peers=tuple(random.sample(inputs.peers, len(inputs.peers))))
    one, two = pair_peers_for(inputs), pair_peers_for(mixed)
    assert {frozenset(g.people) for g in one.groups} == {frozenset(g.people) for g in two.groups}
    assert {u.person: set(u.reasons) for u in one.unmatched} == {
        u.person: set(u.reasons) for u in two.unmatched
    }
    assert (one.total, one.below_floor) == (two.total, two.below_floor)


def group_names(proposal):
    return [group.people for group in proposal.groups]


def test_pair_peers_looks_at_both_directions():
    giver = make_peer(1, offered=("chess",), wanted=("law",))
    taker = make_peer(2, wanted=("chess", "art"), offered=("music",))
    even = make_peer(3, wanted=("music",), offered=("law", "art"))
    proposal = pair_peers([giver, taker, even, make_peer(4)], only("skills"))
    (first, _) = proposal.groups
    # 1-2: 0 and 50 of 100; 1-3: 100 and 0; 2-3: 50 and 100.
    assert group_names(proposal) == [("p1", "p4"), ("p2", "p3")]
    assert proposal.groups[1].score == 7500
    assert proposal.groups[1].pairs[0].reasons[0].shared == ("art", "music")
    assert first.pairs[0].reasons[0].silent == "mentor"


def test_pair_peers_makes_a_trio_where_its_sum_is_best():
    peers = [make_peer(n, location=place) for n, place in enumerate("aabbb", start=1)]
    proposal = pair_peers(peers, only("location"))
    assert group_names(proposal) == [("p1", "p2"), ("p3", "p4", "p5")]
    assert (proposal.total, proposal.groups[1].score) == (40_000, 10_000)
    assert proposal.unmatched == ()


def test_pair_peers_leaves_out_whom_no_trio_may_take():
    loner = make_peer(3, rather_not=frozenset(("p1",)), excluded=frozenset(("p2",)))
    proposal = pair_peers([make_peer(1), make_peer(2), loner], only("location"))
    assert group_names(proposal) == [("p1", "p2")]
    (left,) = proposal.unmatched
    assert (left.person, [(why.code, why.count, why.rule) for why in left.reasons]) == (
        "p3",
        [("blocked_by", 2, "excluded")],
    )


def test_pair_peers_says_why_somebody_has_nobody():
    assert pair_peers([make_peer(1)], Rules()).unmatched[0].reasons[0].code == "no_peers"
    resting = pair_peers([make_peer(1), make_peer(2, capacity=0)], Rules()).unmatched
    assert [each.reasons[0].code for each in resting] == ["no_seat_offered", "capacity_zero"]
    assert pair_peers([], Rules()).groups == ()


def test_pair_peers_does_not_widen_a_locked_pair():
    peers = [make_peer(n) for n in (1, 2, 3)]
    proposal = pair_peers(peers, only("location"), locked=[("p2", "p1")])
    assert group_names(proposal) == [("p1", "p2")]
    assert proposal.unmatched[0].reasons[0].code == "placed_elsewhere"
    trio = pair_peers(peers, only("location"), locked=[("p3", "p2", "p1")])
    assert [(group.people, group.locked) for group in trio.groups] == [(("p1", "p2", "p3"), True)]


def test_pair_peers_rules_hold_in_both_directions():
    rules = Rules((Criterion("skills", 100, hard=True),))
    one = make_peer(1, wanted=("law",), offered=("art",))
    other = make_peer(2, wanted=("chess",), offered=("law",))
    proposal = pair_peers([one, other], rules)
    assert group_names(proposal) == []
    assert explain_peers(PeerInputs((one, other), rules), "p1", "p2").broken == ("skills",)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("id_twice", {"peers": (make_peer(1), make_peer(1))}),
        ("floor_range", {"floor": 101}),
        ("lock_unknown", {"locked": (("p1", "p9"),)}),
        ("lock_twice", {"locked": (("p1", "p2"), ("p2", "p3"))}),
        ("lock_size", {"locked": (("p1",),)}),
        ("lock_excluded", {"locked": (("p1", "p4"),)}),
    ],
)
def test_pair_peers_refuses_input_that_contradicts_itself(code, changes):
    hater = make_peer(4, excluded=frozenset(("p1",)))
    peers = changes.pop("peers", (make_peer(1), make_peer(2), make_peer(3), hater))
    with pytest.raises(MatchingError) as refused:
        pair_peers(peers, Rules(), **changes)
    assert refused.value.code == code


def test_rules_for_peers_like_equal_levels():
    peers = (make_peer(1, level=3), make_peer(2, level=3), make_peer(3, level=6))
    inputs = PeerInputs(peers, replace(Rules.for_peers(), criteria=(Criterion("level", 100),)))
    assert [explain_peers(inputs, "p1", name).score for name in ("p2", "p3")] == [10_000, 3000]
    changed = inputs.with_rules(only("location"))
    assert explain_peers(changed, "p1", "p3").score == 5000


def test_peer_alternatives_are_all_who_are_allowed_the_best_first():
    four = [
        Person("a", wanted=("x",), offered=("y",), rather_not=frozenset("d")),
        Person("b", wanted=("z",)),
        Person("c", wanted=("y",), offered=("x",)),
        Person("d", wanted=("y",), offered=("x",)),
    ]
    inputs = PeerInputs(tuple(four), Rules.for_peers())
    assert [pair.people for pair in peer_alternatives(inputs, "a")] == [("a", "c"), ("a", "b")]
