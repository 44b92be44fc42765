import numpy as np
import pytest

from mentorship.matching import assign


def answer(scores, capacity, **options):
    return assign(np.array(scores), np.array(capacity), **options)


def test_assign_takes_the_highest_total():
    best = answer([[9000, 8000], [8500, 100]], [1, 1])
    assert best.mentor_of.tolist() == [1, 0]
    assert (best.total, best.matched, best.certified) == (16_500, 2, True)


def test_assign_places_more_people_before_more_points():
    best = answer([[10_000, 1], [10_000, -1]], [1, 1])
    assert best.mentor_of.tolist() == [1, 0]
    assert best.total == 10_001


def test_assign_avoids_pairs_below_the_floor_before_more_points():
    scores = [[9900, 4000], [4100, 3900]]
    assert answer(scores, [1, 1]).mentor_of.tolist() == [0, 1]
    best = answer(scores, [1, 1], floor=4000)
    assert best.mentor_of.tolist() == [1, 0]
    assert (best.total, best.below_floor) == (8100, 0)


def test_assign_places_a_person_below_the_floor_rather_than_not_at_all():
    best = answer([[100]], [1], floor=4000)
    assert (best.mentor_of.tolist(), best.below_floor) == ([0], 1)


def test_assign_counts_a_score_at_the_floor_as_good():
    assert answer([[4000]], [1], floor=4000).below_floor == 0


def test_assign_fills_every_seat_of_a_mentor():
    best = answer([[500], [400], [300]], [2])
    assert best.mentor_of.tolist() == [0, 0, -1]


def test_assign_leaves_somebody_over_though_there_are_seats_enough():
    """The seats are with a mentor whom the two may not have."""
    best = assign([[50, -1], [60, -1]], [1, 2])
    assert best.mentor_of.tolist() == [-1, 0]
    assert (best.total, best.matched, best.certified) == (60, 1, True)


def test_assign_never_uses_a_forbidden_pair():
    assert answer([[-1, -1]], [1, 1]).mentor_of.tolist() == [-1]


def test_assign_uses_a_pair_that_scores_nothing():
    assert answer([[0]], [1]).mentor_of.tolist() == [0]


def test_assign_leaves_a_mentor_without_capacity_alone():
    assert answer([[9000, 10]], [0, 1]).mentor_of.tolist() == [1]


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
def test_assign_answers_when_a_side_is_empty(shape):
    best = assign(np.zeros(shape, int), np.ones(shape[1], int))
    assert best.mentor_of.tolist() == [-1] * shape[0]
    assert (best.total, best.certified) == (0, True)


def test_assign_accepts_plain_lists():
    assert assign([[1, 2]], [1, 1]).mentor_of.tolist() == [1]


def test_assign_does_not_change_its_input():
    scores, capacity = np.array([[3, -1], [4, 4]]), np.array([1, 1])
    assign(scores, capacity, floor=4)
    assert scores.tolist() == [[3, -1], [4, 4]]
    assert capacity.tolist() == [1, 1]


def test_seat_price_is_what_one_more_seat_gains():
    scores, capacity = [[9000, 2000], [8000, 1500]], [1, 1]
    best = answer(scores, capacity)
    more = answer(scores, [2, 1])
    assert best.gain.tolist() == [[0, 0, more.total - best.total], [0, 0, 0]]


def test_gain_tells_people_from_points():
    best = answer([[5000], [3000]], [1], floor=4000)
    assert best.gain.tolist() == [[1, 0, 3000]]


def test_gain_counts_a_pair_lifted_over_the_floor():
    best = answer([[5000, 1000], [6000, 900]], [1, 1], floor=4000)
    assert best.gain.tolist() == [[0, 1, 4000], [0, 0, 0]]


def test_gain_of_a_mentor_without_seats_is_known_too():
    assert answer([[7000, 5000]], [0, 1]).gain.tolist() == [[0, 0, 2000], [0, 0, 0]]


def test_ties_depend_on_the_ids_only():
    flat = np.full((6, 6), 5000)
    ids = [f"p{i}" for i in range(6)]
    mentors = [f"m{i}" for i in range(6)]
    one = assign(flat, np.ones(6, int), mentee_ids=ids, mentor_ids=mentors)
    two = assign(flat, np.ones(6, int), mentee_ids=ids[::-1], mentor_ids=mentors)
    assert one.mentor_of.tolist() == two.mentor_of.tolist()[::-1]


def test_ties_are_the_same_on_every_machine():
    """Pinned: another answer here would change proposals that people already know."""
    best = assign(np.full((6, 6), 5000), np.ones(6, int))
    assert best.mentor_of.tolist() == [2, 5, 4, 3, 0, 1]


@pytest.mark.parametrize(
    ("scores", "capacity", "options"),
    [
        ([[10_001]], [1], {}),
        ([[-2]], [1], {}),
        ([[0.5]], [1], {}),
        ([[1]], [-1], {}),
        ([[1]], [1.0], {}),
        ([[1, 2]], [1], {}),
        ([1], [1], {}),
        ([[1]], [1], {"floor": 10_001}),
        ([[1], [2]], [1], {"mentee_ids": ["a", "a"]}),
        ([[1]], [1], {"mentor_ids": ["a", "b"]}),
    ],
)
def test_assign_refuses_what_it_cannot_read(scores, capacity, options):
    with pytest.raises(ValueError, match=r"scores|capacity|floor|ids"):
        answer(scores, capacity, **options)
