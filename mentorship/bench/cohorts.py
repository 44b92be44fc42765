"""Invented cohorts of several kinds, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from mentorship.matching import Person
from mentorship.matching.tables import Ints, Scores
from mentorship.matching.week import utc_week

Cohort = tuple[Scores, Ints]  # scores (mentees, mentors) as `assign` takes them, capacity
Random = np.random.Generator

ELIGIBLE = 0.31
_SHARES = (0.4, 0.358, 0.242)  # of mentors with 1, 2 and 3 seats
_WORDS = 400


def mentors_for(mentees: int) -> int:
    """So many that the seats are 1.05 times the mentees."""
    return max(1, round(0.57 * mentees))


def _seats(rng: Random, mentors: int) -> Ints:
    return rng.choice(np.arange(1, 4), mentors, p=_SHARES)


def _finish(rng: Random, points: Scores, eligible: float = ELIGIBLE) -> Scores:
    scores = np.clip(points, 0, 10_000).astype(np.int16)
    scores[rng.random(scores.shape, np.float32) > eligible] = -1
    return scores


def random(rng: Random, mentees: int) -> Cohort:
    """Nobody is special."""
    mentors = mentors_for(mentees)
    points = rng.integers(0, 10_001, (mentees, mentors), np.int16)
    return _finish(rng, points), _seats(rng, mentors)


def popular(rng: Random, mentees: int) -> Cohort:
    """Everybody's favourites are the same few mentors."""
    mentors = mentors_for(mentees)
    fame = (6000 * rng.power(0.4, mentors)).astype(np.int16)
    points = rng.integers(0, 4001, (mentees, mentors), np.int16) + fame
    return _finish(rng, points), _seats(rng, mentors)


def scarce(rng: Random, mentees: int) -> Cohort:
    """Seats for seven mentees of ten."""
    scores, capacity = random(rng, mentees)
    while int(capacity.sum()) > 0.7 * mentees and capacity.max(initial=0):
        over = int(capacity.sum()) - int(0.7 * mentees)
        capacity[rng.permutation(np.flatnonzero(capacity))[:over]] -= 1
    return scores, capacity


def clustered(rng: Random, mentees: int) -> Cohort:
    """Twelve fields of uneven size; hardly anybody fits into another one."""
    mentors, fields = mentors_for(mentees), 12
    sizes = rng.dirichlet(np.full(fields, 2.0))
    left, right = (rng.choice(fields, size, p=sizes) for size in (mentees, mentors))
    same = left[:, None] == right
    points = rng.integers(0, 5001, same.shape, np.int16) + np.int16(5000) * same
    scores = _finish(rng, points, 0.8)
    scores[~same & (rng.random(same.shape, np.float32) > 0.05)] = -1
    return scores, _seats(rng, mentors)


def sparse(rng: Random, mentees: int) -> Cohort:
    """Hard rules leave each mentee about a dozen mentors."""
    mentors = mentors_for(mentees)
    points = rng.integers(0, 10_001, (mentees, mentors), np.int16)
    return _finish(rng, points, min(1.0, 12 / mentors)), _seats(rng, mentors)


def coarse(rng: Random, mentees: int) -> Cohort:
    """Five different scores, so that a great many answers are equally good."""
    scores, capacity = random(rng, mentees)
    return np.where(scores < 0, scores, scores // 2500 * 2500).astype(np.int16), capacity


def planted(rng: Random, size: int) -> tuple[Scores, Ints, int]:
    """Costs 1..100 as in the classic assignment instances, and the highest total there is.

    Prices are drawn first, and each pair is made worth at most its two prices, some pairs exactly
    that. One of those per person is the answer: no other can be worth more than all the prices.
    """
    left, right = rng.integers(0, 50, size), rng.integers(1, 51, size)
    slack = rng.integers(0, 100, (size, size)) * (rng.random((size, size)) > 0.02)
    slack[np.arange(size), rng.permutation(size)] = 0
    points = np.maximum(0, left[:, None] + right - slack).astype(np.int16)
    return points, np.ones(size, np.int64), int(left.sum() + right.sum())


KINDS: dict[str, Callable[[Random, int], Cohort]] = {
    "random": random,
    "popular": popular,
    "scarce": scarce,
    "clustered": clustered,
    "sparse": sparse,
    "coarse": coarse,
}


def peers(rng: Random, size: int, kind: str) -> Scores:
    """Symmetric scores of one group; `coarse` has five of them, `sparse` a dozen pairs each."""
    scores = rng.integers(0, 10_001, (size, size), np.int16)
    if kind == "coarse":
        scores = scores // np.int16(2500) * np.int16(2500)
    allowed = min(1.0, 12 / max(1, size)) if kind == "sparse" else 0.6
    scores[rng.random(scores.shape, np.float32) > allowed] = -1
    upper = np.triu(scores, 1)
    upper[np.tril_indices(size)] = -1
    both: Scores = np.maximum(upper, upper.T)
    return both


def people(rng: Random, side: str, size: int) -> list[Person]:
    """People who have said something about everything that counts."""
    words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(_WORDS)]

    def some(most: int, least: int = 1, pool: int = _WORDS) -> tuple[str, ...]:
        count = int(rng.integers(least, most + 1))
        places = (pool * rng.power(0.6, count)).astype(int).tolist()
        return tuple(dict.fromkeys(words[place] for place in places))

    def person(number: int) -> Person:
        start = 24 * rng.integers(0, 5, 4) + rng.integers(8, 18, 4)
        zone = ("Europe/Oslo", "America/New_York", "Asia/Kolkata")[int(rng.integers(0, 3))]
        return Person(
            id=f"{side}{number}",
            wanted=some(4, pool=60),
            offered=some(6, pool=60),
            goals=" ".join(some(14, 5)),
            style={f"q{q}": f"a{rng.integers(0, 4)}" for q in range(4)},
            hours=utc_week([int(h) + k for h in start for k in (0, 1)], zone, date(2025, 1, 15)),
            level=int(rng.integers(0, 6)),
            interests=some(5, pool=80),
            zone=zone,
            location=f"place {rng.integers(0, 12)}",
            department=f"department {rng.integers(0, 15)}",
            languages=tuple(f"language {n}" for n in {0, *rng.integers(0, 6, 2).tolist()} - {1}),
            capacity=int(rng.choice(3, p=_SHARES)) + 1 if side == "r" else 1,
        )

    return [person(number) for number in range(size)]
