"""What each criterion says about a pair: points 0..100, or that it knows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .people import Person, Rules, plain, tags
from .picks import Counts, Pick, grid
from .text import Corpus
from .week import HOURS, hours_in, offset_minutes

_TABLE = 2**24  # bytes of points by value that are kept
_SMALL = 300  # so many tags, and less: percents of them fit into 16 bits
UNKNOWN = -1  # points of a pair about which the criterion knows nothing
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Facts:
    """What points are based on, for sentences: things in common, and numbers."""

    shared: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plane:
    """A criterion prepared for two groups of people."""

    points: Callable[[Pick], NDArray[Any]]  # 0..100 or UNKNOWN, in the shape of the pick
    facts: Callable[[int, int], Facts]  # of mentee i and mentor j
    said: tuple[Flags, Flags]  # who has said something: (mentees,), (mentors,)
    either: bool = False  # one side's word is enough


Builder = Callable[[Sequence[Person], Sequence[Person], Rules], Plane]


def plane(key: str, mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """The criterion of that key for these people."""
    return _BUILDERS[key](mentees, mentors, rules)


def measure(key: str, rules: Rules) -> object:
    """What of the rules, besides its weight, the points of this criterion depend on."""
    measures: dict[str, object] = {
        "availability": rules.enough_hours,
        "style": rules.scales,
        "level": rules.level_gap,
        "zone": rules.on,
    }
    return measures.get(key)


def known(pick: Pick, said: tuple[Flags, Flags], points: NDArray[Any]) -> NDArray[Any]:
    """Nothing is known where either side is silent. `points` are fresh, and changed."""
    for silent in (~pick.left(said[0]), ~pick.right(said[1])):
        if silent.any():
            np.copyto(points, UNKNOWN, where=silent)
    return points


def percent(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[Any]:
    """100 * part // whole, of whole numbers below 30,000 and at most 100: no such quotient is so
    close below a whole number that 32 bits would round it up."""
    share: NDArray[Any] = np.true_divide(100 * part, whole, dtype=np.float32)
    return share.astype(np.int8)


def by_value(
    left: NDArray[Any], right: NDArray[Any], points: Callable[..., NDArray[Any]]
) -> Callable[[Pick], NDArray[Any]]:
    """`points` of a number on either side, worked out once for each number that the mentees have."""
    values, place = np.unique(left, return_inverse=True)
    if len(values) * len(right) > _TABLE:
        return lambda pick: points(pick.left(left), pick.right(right))
    rows = points(values[:, None], right[None, :]).astype(np.int8)
    return lambda pick: pick.rows_of(rows, place)


def whole_of(most: int) -> Any:
    """The smallest kind of whole numbers for a hundred times twice as many; small ones are quick."""
    return np.int16 if most <= _SMALL // 2 else np.int32


def said_by(values: Iterable[object]) -> Flags:
    return np.array([bool(value) for value in values], np.bool_)


class Tags:
    """Tags of both sides over one vocabulary."""

    def __init__(self, left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]):
        self.left, self.right = [tags(each) for each in left], [tags(each) for each in right]
        names = sorted({name for each in (*self.left, *self.right) for name in each})
        index = {name: place for place, name in enumerate(names)}
        kind = whole_of(max(map(len, (*self.left, *self.right)), default=0))
        self.a, self.b = (
            Counts([[(index[name], 1) for name in each] for each in side], len(names), kind)
            for side in (self.left, self.right)
        )
        self.sizes = tuple(
            np.array([len(e) for e in side], kind) for side in (self.left, self.right)
        )
        self.said = (said_by(self.left), said_by(self.right))

    def shared(self, i: int, j: int) -> tuple[str, ...]:
        return tuple(show for name, show in self.left[i].items() if name in self.right[j])


def _skills(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """How many of the skills looked for are offered."""
    both = Tags([p.wanted for p in mentees], [p.offered for p in mentors])

    def points(pick: Pick) -> NDArray[Any]:
        asked = np.maximum(1, pick.left(both.sizes[0]))
        return known(pick, both.said, percent(pick.dot(both.a, both.b), asked))

    def facts(i: int, j: int) -> Facts:
        return Facts(both.shared(i, j), {"wanted": len(both.left[i])})

    return Plane(points, facts, both.said)


def _interests(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """Interests in common among all that either has (Jaccard)."""
    both = Tags([p.interests for p in mentees], [p.interests for p in mentors])

    def points(pick: Pick) -> NDArray[Any]:
        common = pick.dot(both.a, both.b)
        every = pick.left(both.sizes[0]) + pick.right(both.sizes[1]) - common
        return known(pick, both.said, percent(common, np.maximum(1, every)))

    return Plane(points, lambda i, j: Facts(both.shared(i, j)), both.said)


def _any_shared(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> Plane:
    both = Tags(left, right)

    def points(pick: Pick) -> NDArray[Any]:
        return known(pick, both.said, 100 * (pick.dot(both.a, both.b) > 0).astype(np.int8))

    return Plane(points, lambda i, j: Facts(both.shared(i, j)), both.said)


def _language(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    return _any_shared([p.languages for p in mentees], [p.languages for p in mentors])


def _identity(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    return _any_shared([p.identity_wish for p in mentees], [p.identities for p in mentors])


def _goal_text(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """Same words. None in common says nothing, so it counts as much as knowing nothing."""
    left, right = ([f"{p.goals}\n{p.bio}".strip() for p in side] for side in (mentees, mentors))
    corpus, said = Corpus(left, right), (said_by(left), said_by(right))

    def points(pick: Pick) -> NDArray[Any]:
        return known(pick, said, 50 + np.minimum(50, corpus.likeness(pick)))

    return Plane(points, lambda i, j: Facts(corpus.shared(i, j)), said)


def _availability(mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """Hours of the week when both are free, up to what is enough."""
    a, b = (
        Counts([[(hour, 1) for hour in hours_in(p.hours)] for p in side], HOURS)
        for side in (mentees, mentors)
    )
    said = (said_by(p.hours for p in mentees), said_by(p.hours for p in mentors))
    enough = min(rules.enough_hours, 100 * HOURS + 1)  # above that nobody has any points

    def points(pick: Pick) -> NDArray[Any]:
        hours = np.minimum(pick.dot(a, b), enough)
        return known(pick, said, 100 * hours // enough)

    def facts(i: int, j: int) -> Facts:
        return Facts((), {"hours": (mentees[i].hours & mentors[j].hours).bit_count()})

    return Plane(points, facts, said)


def _style(mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """Mean likeness of the answers to the questions that both answered."""
    left, right = ([_answers(p) for p in side] for side in (mentees, mentors))
    seen = {pair for one in (*left, *right) for pair in one.items()}
    answer = {pair: place for place, pair in enumerate(sorted(seen))}
    question = {q: place for place, q in enumerate(sorted({q for q, _ in seen}))}
    alike = {pair: _resembling(pair, answer, rules) for pair in answer}
    kind = whole_of(len(question))
    alikes = [[cell for pair in one.items() for cell in alike[pair]] for one in left]
    a = Counts(alikes, len(seen), kind)
    b = Counts([[(answer[pair], 1) for pair in one.items()] for one in right], len(seen), kind)
    asked = [
        Counts([[(question[q], 1) for q in one] for one in side], len(question), kind)
        for side in (left, right)
    ]

    def points(pick: Pick) -> NDArray[Any]:
        common = pick.dot(asked[0], asked[1])
        mean = np.true_divide(pick.dot(a, b), np.maximum(1, common), dtype=np.float32)
        return np.where(common > 0, mean.astype(np.int8), np.int8(UNKNOWN))

    def facts(i: int, j: int) -> Facts:
        common = [q for q in left[i] if q in right[j]]
        same = tuple(q for q in common if left[i][q] == right[j][q])
        return Facts(same, {"questions": len(common)})

    return Plane(points, facts, (said_by(left), said_by(right)))


def _answers(person: Person) -> dict[str, str]:
    return {q: plain(answer) for q, answer in person.style.items() if plain(answer)}


def _resembling(
    mine: tuple[str, str], answers: Mapping[tuple[str, str], int], rules: Rules
) -> list[tuple[int, int]]:
    """(other answer, points) of the answers to the same question that resemble this one."""
    question, answer = mine
    scale = [plain(each) for each in rules.scales.get(question, ())]
    if answer not in scale or len(scale) < 2:
        return [(answers[mine], 100)]
    here = scale.index(answer)
    steps = {other: abs(there - here) for there, other in enumerate(scale)}
    return [
        (answers[question, other], 100 - 100 * step // (len(scale) - 1))
        for other, step in steps.items()
        if (question, other) in answers
    ]


def _level(mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """All points within the wanted gap, fewer the further above it, none below it."""
    low, high = rules.level_gap
    a, b = (np.array([p.level or 0 for p in side], np.int32) for side in (mentees, mentors))
    said = tuple(said_by(p.level is not None for p in side) for side in (mentees, mentors))

    def worth(mine: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
        gap = theirs - mine
        above = np.maximum(20, 100 - 20 * np.maximum(0, gap - high))
        return np.where(gap < low, 0, above)

    told = by_value(a, b, worth)

    def points(pick: Pick) -> NDArray[Any]:
        return known(pick, (said[0], said[1]), told(pick))

    return Plane(points, lambda i, j: Facts((), {"gap": int(b[j] - a[i])}), (said[0], said[1]))


def _zone(mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Plane:
    """The closer the clocks, the more; eight hours apart and more: none."""
    offsets = {p.zone: offset_minutes(p.zone, rules.on) for p in (*mentees, *mentors)}
    a, b = (np.array([offsets[p.zone] or 0 for p in s], np.int32) for s in (mentees, mentors))
    said = tuple(said_by(offsets[p.zone] is not None for p in s) for s in (mentees, mentors))

    def apart(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
        minutes = np.abs(left - right) % 1440
        nearer: NDArray[Any] = np.minimum(minutes, 1440 - minutes)
        return nearer

    told = by_value(a, b, lambda here, there: np.maximum(0, 100 - apart(here, there) * 100 // 480))

    def points(pick: Pick) -> NDArray[Any]:
        return known(pick, (said[0], said[1]), told(pick))

    def facts(i: int, j: int) -> Facts:
        return Facts((), {"minutes_apart": int(apart(a[i : i + 1], b[j : j + 1])[0])})

    return Plane(points, facts, (said[0], said[1]))


def alike(left: Sequence[str], right: Sequence[str], same: int, different: int) -> Plane:
    names = {plain(value) for value in (*left, *right)}
    code = {name: place for place, name in enumerate(sorted(names))}
    a, b = (np.array([code[plain(v)] for v in side], np.int32) for side in (left, right))
    said = (said_by(plain(value) for value in left), said_by(plain(value) for value in right))

    def points(pick: Pick) -> NDArray[Any]:
        equal = pick.left(a) == pick.right(b)
        return known(pick, said, np.where(equal, np.int8(same), np.int8(different)))

    def facts(i: int, j: int) -> Facts:
        return Facts(tuple(dict.fromkeys(v.strip() for v in (left[i], right[j]) if v.strip())))

    return Plane(points, facts, said)


def _location(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """The same place."""
    return alike([p.location for p in mentees], [p.location for p in mentors], 100, 0)


def _department(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """Another department."""
    return alike([p.department for p in mentees], [p.department for p in mentors], 0, 100)


def places(people: Sequence[Person]) -> dict[str, list[int]]:
    """Every name people go by -> their positions."""
    found: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        for name in person.names:
            found.setdefault(name, []).append(place)
    return found


def _wishes(mentees: Sequence[Person], mentors: Sequence[Person], _: Rules) -> Plane:
    """The first wish 100, each next one 20 less down to 20, not named 0; mean of who wished."""
    given = [_ranks(mentees, places(mentors)), _ranks(mentors, places(mentees))]
    shape = (len(mentees), len(mentors))
    a = grid({pair: _rank_points(rank) for pair, rank in given[0].items()}, *shape)
    b = grid({(i, j): _rank_points(rank) for (j, i), rank in given[1].items()}, *shape)
    said = (said_by(p.wishes for p in mentees), said_by(p.wishes for p in mentors))

    def points(pick: Pick) -> NDArray[Any]:
        voices = pick.left(said[0].astype(np.int32)) + pick.right(said[1].astype(np.int32))
        total = pick.look(a) + pick.look(b)
        return np.where(voices > 0, total // np.maximum(1, voices), UNKNOWN)

    def facts(i: int, j: int) -> Facts:
        ranks = {"mentee_rank": given[0].get((i, j)), "mentor_rank": given[1].get((j, i))}
        return Facts((), {name: rank for name, rank in ranks.items() if rank})

    return Plane(points, facts, said, either=True)


def _ranks(people: Sequence[Person], others: dict[str, list[int]]) -> dict[tuple[int, int], int]:
    """(person, other) -> the rank of the wish, from 1."""
    found: dict[tuple[int, int], int] = {}
    for i, person in enumerate(people):
        for rank, name in enumerate(person.wishes, start=1):
            for j in others.get(name, ()):
                found.setdefault((i, j), rank)
    return found


def _rank_points(rank: int) -> int:
    return max(20, 120 - 20 * rank)


_BUILDERS: dict[str, Builder] = {
    "skills": _skills,
    "goal_text": _goal_text,
    "style": _style,
    "availability": _availability,
    "level": _level,
    "interests": _interests,
    "zone": _zone,
    "location": _location,
    "department": _department,
    "identity": _identity,
    "wishes": _wishes,
    "language": _language,
}
