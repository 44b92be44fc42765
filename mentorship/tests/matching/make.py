"""People and reference answers for the matching tests."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentorship.matching import Criterion, Person, Rules, tables


def make_mentee(number: int = 1, **changes):
    return Person(id=f"e{number}", **changes)


def make_mentor(number: int = 1, **changes):
    return Person(id=f"r{number}", **changes)


def only(key: str, **changes) -> Rules:
    """Rules with a single criterion, which weighs everything."""
    hard = {name: changes.pop(name) for name in ("hard", "at_least") if name in changes}
    return Rules(criteria=(Criterion(key, 100, **hard),), **changes)


def pairs(proposal) -> dict[str, str]:
    return {match.mentee: match.mentor for match in proposal.matches}


def level_of(scores, mentor_of, floor) -> tuple[int, int, int]:
    """(people matched, minus pairs below the floor, total): the more, the better, in this order."""
    chosen = [int(scores[i, j]) for i, j in enumerate(mentor_of) if j >= 0]
    return len(chosen), -sum(score < floor for score in chosen), sum(chosen)


def every_answer(scores, capacity):
    """Each legal assignment, by trying all."""
    mentees, mentors = scores.shape
    for answer in product(range(-1, mentors), repeat=mentees):
        load = np.bincount([j for j in answer if j >= 0], minlength=mentors)
        if (load <= capacity).all() and all(
            scores[i, j] >= 0 for i, j in enumerate(answer) if j >= 0
        ):
            yield answer


def random_case(seed: int, mentees: int, mentors: int, *, allowed=0.4, step=1, seats=3):
    """Scores and capacities where mentors differ in popularity; step > 1 makes many ties."""
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 7000, (mentees, mentors)) + rng.integers(0, 3000, mentors)
    scores = scores // step * step
    scores[rng.random(scores.shape) > allowed] = -1
    return scores, rng.integers(0, seats + 1, mentors)


def dense(scores, capacity, floor):
    """The reference: one column per seat, scipy's dense solver, whole numbers below 2**53."""
    points = tables.Worth.of(len(scores), floor)
    worth = points.by_score()[scores + 1]
    seats = np.repeat(np.where(worth < 0, 0, worth), capacity, axis=1)
    rows, columns = linear_sum_assignment(seats.astype(float), maximize=True)
    owner = np.repeat(np.arange(len(capacity)), capacity)
    answer = np.full(len(scores), -1)
    answer[rows] = np.where(seats[rows, columns] > 0, owner[columns], -1)
    return answer
