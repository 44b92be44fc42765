"""Whoever the people and whatever the rules: every promise about a proposal holds."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import (
    CRITERIA,
    Criterion,
    Inputs,
    OwnQuestion,
    Person,
    Rules,
    explain,
    propose_for,
)
from mentorship.matching.people import COMPARED
from mentorship.matching.proposal import NEVER
from mentorship.tests.matching.make import dense, level_of, pairs

WORDS = ("a", "b", "c")
some_tags = st.lists(st.sampled_from(WORDS), max_size=3).map(tuple)
word = st.sampled_from(("", *WORDS))
OWN = tuple(OwnQuestion(f"q:{compare}", compare, "Well?") for compare in COMPARED)
answer = some_tags | st.sampled_from((("1",), ("3",), ("5",), ("many",), ("a night in a ward",)))


def names(side):
    return st.frozensets(
        st.sampled_from([f"{side}{n}" for n in range(6)] + ["u1", "u2"]), max_size=2
    )


def people(side, other):
    person = st.builds(
        Person,
        id=st.just(""),
        person=st.sampled_from(("", "", "u1", "u2", "u3")),
        wanted=some_tags,
        offered=some_tags,
        goals=st.sampled_from(("", "hospital pharmacy", "pharmacy law")),
        style=st.dictionaries(st.sampled_from(("q1", "q2")), word, max_size=2),
        hours=st.integers(0, 15),
        level=st.none() | st.integers(0, 5),
        interests=some_tags,
        zone=st.sampled_from(("", "Europe/Oslo", "Asia/Tokyo", "wrong")),
        location=word,
        department=word,
        languages=some_tags,
        identities=some_tags,
        identity_wish=some_tags,
        wishes=names(other).map(sorted).map(tuple),
        rather_not=names(other),
        excluded=st.just(frozenset()) | names(other),
        past_partners=names(other),
        reports_to=names(other) | names(side),
        own=st.dictionaries(st.sampled_from([each.key for each in OWN]), answer, max_size=4),
        capacity=st.integers(0, 2),
    )
    return st.lists(person, max_size=6).map(
        lambda drawn: tuple(replace(each, id=f"{side}{n}") for n, each in enumerate(drawn))
    )


@st.composite
def all_rules(draw):
    every = (*CRITERIA, *(each.key for each in OWN))
    keys = draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    cuts = sorted(
        draw(st.lists(st.integers(0, 100), min_size=len(keys) - 1, max_size=len(keys) - 1))
    )
    weights = [hi - lo for lo, hi in zip([0, *cuts], [*cuts, 100], strict=True)]
    return Rules(
        criteria=tuple(
            Criterion(key, weight, draw(st.booleans()), draw(st.integers(1, 100)), asked)
            for key, weight, asked in zip(
                keys, weights, [{"identity": 10, "wishes": 20}.get(k, 0) for k in keys], strict=True
            )
        ),
        own=OWN,
        repeat_partners=draw(st.booleans()),
        reporting_line=draw(st.booleans()),
    )


@st.composite
def all_inputs(draw):
    mentees, mentors = draw(people("e", "r")), draw(people("r", "e"))
    inputs = Inputs(mentees, mentors, draw(all_rules()), floor=draw(st.integers(0, 100)))
    every = [(e.id, r.id) for e in mentees for r in mentors]
    locked, seats = {}, {r.id: r.capacity for r in mentors}
    for mentee, mentor in draw(st.lists(st.sampled_from(every), max_size=2)) if every else ():
        never = NEVER & set(explain(inputs, mentee, mentor).blocked_by)
        if mentee not in locked and seats[mentor] and not never:
            locked[mentee] = mentor
            seats[mentor] -= 1
    keep = tuple(draw(st.lists(st.sampled_from(every), max_size=3))) if every else ()
    return replace(inputs, locked=tuple(locked.items()), keep=keep)


@settings(max_examples=60, deadline=None)
@given(all_inputs())
def test_propose_keeps_every_promise(inputs):
    proposal = propose_for(inputs)
    assert proposal.certified and proposal.value == proposal.bound
    check_rules(inputs, proposal)
    check_sums(inputs, proposal)
    check_everybody(inputs, proposal)
    if not inputs.keep:
        check_best(inputs, proposal)


def check_rules(inputs, proposal):
    chosen = pairs(proposal)
    assert dict(inputs.locked).items() <= chosen.items()
    people = {person.id: person for person in (*inputs.mentees, *inputs.mentors)}
    for match in proposal.matches:
        mentee, mentor = people[match.mentee], people[match.mentor]
        assert mentee.key != mentor.key
        assert not (mentee.rather_not | mentee.excluded) & mentor.names
        assert not (mentor.rather_not | mentor.excluded) & mentee.names
        assert not (inputs.rules.reporting_line and in_line(mentee, mentor))
        assert match.locked == ((match.mentee, match.mentor) in inputs.locked)
        assert match.locked or (not match.broken and mentee.capacity)


def in_line(one, other):
    """Either reports to the other, or both to the same person."""
    if one.reports_to & other.names or other.reports_to & one.names:
        return True
    return bool(one.reports_to & other.reports_to)


def check_sums(inputs, proposal):
    for match in proposal.matches:
        assert 0 <= match.score <= 10_000
        assert sum(match.parts.values()) == match.score
        assert {r.criterion: r.points * r.weight for r in match.reasons if r.weight} == match.parts
        assert sum(reason.weight for reason in match.reasons) == 100
        again = explain(inputs, match.mentee, match.mentor)
        assert (again.score, again.reasons) == (match.score, match.reasons)
        assert (again.blocked_by, match.below_floor) == (
            match.broken,
            match.score < 100 * inputs.floor,
        )
    assert proposal.total == sum(match.score for match in proposal.matches)
    assert proposal.below_floor == sum(match.below_floor for match in proposal.matches)


def check_everybody(inputs, proposal):
    chosen = pairs(proposal)
    alone = {each.person: each.reasons for each in proposal.unmatched}
    assert chosen.keys() | alone.keys() == {person.id for person in inputs.mentees}
    assert not chosen.keys() & alone.keys()
    assert all(alone.values())
    for person, seats in zip(inputs.mentors, proposal.seats, strict=True):
        taken = list(chosen.values()).count(person.id)
        assert (seats.mentor, seats.taken, seats.free) == (
            person.id,
            taken,
            person.capacity - taken,
        )
        assert seats.free >= 0
        assert bool(seats.reasons) == (not taken)


def check_best(inputs, proposal):
    """No other pairs of those who are free are better: asked of scipy's dense solver."""
    chosen, locked = pairs(proposal), dict(inputs.locked)
    seats = np.array([person.capacity for person in inputs.mentors], int)
    for mentor in locked.values():
        seats[inputs.mentor_at[mentor]] -= 1
    free = [i for i, e in enumerate(inputs.mentees) if e.id not in locked and e.capacity]
    scores = inputs.board.scores[free].astype(int)
    places = [inputs.mentor_at.get(chosen.get(inputs.mentees[i].id, ""), -1) for i in free]
    floor = 100 * inputs.floor
    best = level_of(scores, dense(scores, seats, floor), floor)
    assert level_of(scores, places, floor) == best


@settings(max_examples=30, deadline=None)
@given(all_inputs(), st.randoms())
def test_propose_gives_the_same_pairs_in_any_order(inputs, random):
    mixed = replace(
        inputs,
        mentees=tuple(random.sample(inputs.mentees, len(inputs.mentees))),
        mentors=tuple(random.sample(inputs.mentors, len(inputs.mentors))),
        locked=inputs.locked[::-1],
        keep=inputs.keep[::-1],
    )
    one, two = propose_for(inputs), propose_for(mixed)
    assert pairs(one) == pairs(two)
    assert {m.mentee: m for m in one.matches} == {m.mentee: m for m in two.matches}
    assert set(one.unmatched) == set(two.unmatched)
    assert set(one.seats) == set(two.seats)
