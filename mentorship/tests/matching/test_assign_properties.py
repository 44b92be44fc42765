"""Whatever the scores: legal, best, proven, and the same in any order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import assign, tables
from mentorship.tests.matching.make import dense, every_answer, level_of, random_case

FLOORS = st.sampled_from([0, 3000, 10_000])
SCORES = st.sampled_from([-1, -1, 0, 1, 2999, 3000, 3001, 5000, 9999, 10_000])


@st.composite
def cases(draw, mentees=5, mentors=4, scores=SCORES):
    shape = draw(st.integers(0, mentees)), draw(st.integers(0, mentors))
    rows = [[draw(scores) for _ in range(shape[1])] for _ in range(shape[0])]
    capacity = [draw(st.integers(0, 3)) for _ in range(shape[1])]
    return np.array(rows, int).reshape(shape), np.array(capacity, int)


def check_proof(best, scores, capacity, floor):
    """The certificate, read anew from what the assignment says about itself."""
    rates = best.rates
    most = int(min(len(scores), capacity.sum()))
    assert rates.matched > 2 * most * (rates.floor_worth + tables.TOP_SCORE)
    worth = rates.matched + scores + rates.floor_worth * ((scores >= floor) & (floor > 0))
    sums = best.mentee_price[:, None] + best.seat_price
    assert (sums >= worth)[scores >= 0].all()
    assert (best.mentee_price >= 0).all() and (best.seat_price >= 0).all()
    chosen = [(i, j) for i, j in enumerate(best.mentor_of.tolist()) if j >= 0]
    value = sum(int(worth[pair]) for pair in chosen)
    bound = sum(best.mentee_price.tolist()) + int((capacity * best.seat_price).sum())
    assert value == bound == best.value == best.bound
    assert best.certified


def check_legal(best, scores, capacity):
    load = np.bincount(best.mentor_of[best.mentor_of >= 0], minlength=len(capacity))
    assert (load <= capacity).all()
    assert all(scores[i, j] >= 0 for i, j in enumerate(best.mentor_of) if j >= 0)


@settings(max_examples=80, deadline=None)
@given(cases(), FLOORS)
def test_assign_is_best_among_all_answers(case, floor):
    scores, capacity = case
    best = assign(scores, capacity, floor=floor)
    check_legal(best, scores, capacity)
    check_proof(best, scores, capacity, floor)
    highest = max(level_of(scores, answer, floor) for answer in every_answer(scores, capacity))
    assert level_of(scores, best.mentor_of, floor) == highest
    assert (best.matched, -best.below_floor, best.total) == highest


@settings(max_examples=60, deadline=None)
@given(cases(mentees=9, mentors=7, scores=st.sampled_from([-1, 0, 5000])), st.randoms())
def test_assign_gives_the_same_pairs_in_any_order(case, random):
    scores, capacity = case
    ids = [
        [f"{side}{k}" for k in range(size)] for side, size in zip("er", scores.shape, strict=True)
    ]
    rows, columns = (random.sample(range(size), size) for size in scores.shape)
    one = assign(scores, capacity, mentee_ids=ids[0], mentor_ids=ids[1])
    two = assign(
        scores[rows][:, columns],
        capacity[columns],
        mentee_ids=[ids[0][i] for i in rows],
        mentor_ids=[ids[1][j] for j in columns],
    )
    moved = {rows[i]: columns[j] for i, j in enumerate(two.mentor_of.tolist()) if j >= 0}
    assert moved == {i: j for i, j in enumerate(one.mentor_of.tolist()) if j >= 0}
    assert two.seat_price.tolist() == one.seat_price[columns].tolist()


@settings(max_examples=40, deadline=None)
@given(cases(), FLOORS, st.data())
def test_gain_is_what_one_more_seat_brings(case, floor, data):
    scores, capacity = case
    if not len(capacity):
        return
    j = data.draw(st.integers(0, len(capacity) - 1))
    before = level_of(scores, assign(scores, capacity, floor=floor).mentor_of, floor)
    gain = assign(scores, capacity, floor=floor).gain[j].tolist()
    capacity[j] += 1
    after = level_of(scores, assign(scores, capacity, floor=floor).mentor_of, floor)
    above = (after[0] + after[1]) - (before[0] + before[1]) if floor else 0
    assert gain == [after[0] - before[0], above, after[2] - before[2]]


SIZES = [
    # mentees, mentors, allowed, step, seats: more than 48 mentors, so that lists are incomplete
    (60, 80, 0.9, 1, 2),
    (150, 90, 0.9, 1, 3),
    (150, 90, 1.0, 500, 3),
    (200, 70, 1.0, 1, 1),
    (120, 200, 0.05, 1, 1),
    (300, 160, 0.8, 2500, 3),
    (250, 60, 1.0, 1, 40),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("floor", [0, 4000, 9000])
def test_assign_equals_the_dense_solver(size, floor):
    mentees, mentors, allowed, step, seats = size
    scores, capacity = random_case(
        mentees + floor, mentees, mentors, allowed=allowed, step=step, seats=seats
    )
    best = assign(scores, capacity, floor=floor)
    check_legal(best, scores, capacity)
    check_proof(best, scores, capacity, floor)
    reference = dense(scores, capacity, floor)
    assert level_of(scores, best.mentor_of, floor) == level_of(scores, reference, floor)


@pytest.mark.parametrize("step", [1, 2500, 10_000])
def test_assign_gives_the_same_pairs_whatever_the_order_and_the_blocks(step, monkeypatch):
    scores, capacity = random_case(7, 220, 120, allowed=0.9, step=step, seats=2)
    one = assign(scores, capacity, floor=4000)
    rng = np.random.default_rng(1)
    rows, columns = rng.permutation(220), rng.permutation(120)
    monkeypatch.setattr(tables, "_CELLS", 1000)
    two = assign(
        scores[rows][:, columns],
        capacity[columns],
        floor=4000,
        mentee_ids=rows.tolist(),
        mentor_ids=columns.tolist(),
    )
    back = np.full(220, -1)
    back[rows] = np.where(two.mentor_of >= 0, columns[two.mentor_of], -1)
    assert back.tolist() == one.mentor_of.tolist()


def test_popular_mentors_do_not_leave_people_out():
    """Everybody's first choices are the same 30 of 200: lists of favourites alone would fail."""
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 5000, (200, 200))
    scores[:, :30] += 5000
    best = assign(scores, np.ones(200, int))
    assert (best.matched, best.certified) == (200, True)
    assert best.total == level_of(scores, dense(scores, np.ones(200, int), 0), 0)[2]


def test_all_equal_scores_are_solved_too():
    best = assign(np.full((300, 300), 5000), np.ones(300, int), floor=4000)
    assert (best.matched, best.total, best.certified) == (300, 1_500_000, True)


def test_very_large_capacities_cost_nothing():
    best = assign(np.full((400, 60), 5000), np.full(60, 1_000_000))
    assert (best.matched, best.certified) == (400, True)
