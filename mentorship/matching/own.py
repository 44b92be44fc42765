"""Criteria out of questions that only these people were asked, beside the ones we know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import criteria
from .criteria import Facts, Plane
from .people import STEPS, OwnQuestion, Person, Rules
from .picks import Pick
from .text import Corpus

Builder = Callable[[list[tuple[str, ...]], list[tuple[str, ...]]], Plane]


def plane(key: str, mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """The criterion of that key for these people."""
    question = rules.question(key)
    if question is None:
        return criteria.plane(key, mentees, mentors, rules)
    return _BUILDERS[question.compare](_answers(mentees, question), _answers(mentors, question))


def measure(key: str, rules: Rules) -> object:
    """What of the rules, besides its weight, the points of this criterion depend on."""
    question = rules.question(key)
    return criteria.measure(key, rules) if question is None else question.compare


def _answers(people: Sequence[Person], question: OwnQuestion) -> list[tuple[str, ...]]:
    return [person.own.get(question.key, ()) for person in people]


def _overlap(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    """How much of the shorter answer is in the other one."""
    both = criteria.Tags(left, right)

    def points(pick: Pick) -> NDArray[Any]:
        fewest = np.minimum(pick.left(both.sizes[0]), pick.right(both.sizes[1]))
        common = pick.dot(both.a, both.b)
        return criteria.known(pick, both.said, criteria.percent(common, np.maximum(1, fewest)))

    return Plane(points, lambda i, j: Facts(both.shared(i, j)), both.said)


def _same(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    return criteria.alike(_first(left), _first(right), 100, 0)


def _different(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    return criteria.alike(_first(left), _first(right), 0, 100)


def _first(side: list[tuple[str, ...]]) -> list[str]:
    return [answers[0] if answers else "" for answers in side]


def _words(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    """Same words. None in common says nothing, so it counts as much as knowing nothing."""
    texts = _first(left), _first(right)
    corpus = Corpus(*texts)
    said = (criteria.said_by(texts[0]), criteria.said_by(texts[1]))

    def points(pick: Pick) -> NDArray[Any]:
        return criteria.known(pick, said, 50 + np.minimum(50, corpus.likeness(pick)))

    return Plane(points, lambda i, j: Facts(corpus.shared(i, j)), said)


def _near(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    return _scale(left, right, np.abs)


def _at_least(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Plane:
    """All points from the mentee's own number up, fewer for each step below it."""
    return _scale(left, right, lambda ahead: np.maximum(0, -ahead))


def _scale(
    left: list[tuple[str, ...]],
    right: list[tuple[str, ...]],
    short: Callable[[NDArray[Any]], NDArray[Any]],
) -> Plane:
    """short: steps away from all points, of how far the mentor's number is ahead."""
    sides = [[_number(each) for each in _first(side)] for side in (left, right)]
    a, b = (np.array([n or 0 for n in side], np.int32) for side in sides)
    said = tuple(criteria.said_by(n is not None for n in side) for side in sides)

    def worth(mine: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
        far: NDArray[Any] = np.maximum(0, 100 - 100 * short(theirs - mine) // STEPS)
        return far

    told = criteria.by_value(a, b, worth)

    def points(pick: Pick) -> NDArray[Any]:
        return criteria.known(pick, (said[0], said[1]), told(pick))

    def facts(i: int, j: int) -> Facts:
        return Facts((), {"mentee": int(a[i]), "mentor": int(b[j])})

    return Plane(points, facts, (said[0], said[1]))


def _number(text: str) -> int | None:
    """1 to 5; anything else is no answer to a scale."""
    return int(text) if text in ("1", "2", "3", "4", "5") else None


_BUILDERS: dict[str, Builder] = {
    "overlap": _overlap,
    "same": _same,
    "different": _different,
    "near": _near,
    "at_least": _at_least,
    "words": _words,
}
