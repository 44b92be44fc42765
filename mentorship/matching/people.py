"""What matching knows about a person, and the rules a coordinator sets."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

NEUTRAL = 50  # points of a pair about which a criterion knows nothing


class MatchingError(ValueError):
    """Input that cannot be matched. `code` says what is wrong, `ids` with whom."""

    def __init__(self, code: str, *ids: str):
        super().__init__(f"{code}: {', '.join(ids)}")
        self.code, self.ids = code, ids


@dataclass(frozen=True)
class Person:
    """One enrollment. Everything but `id` may be left empty, which means "has not said".

    Names in wishes, rather_not, excluded and past_partners may be ids or person keys of the other
    side, so an id must not look like another one's person key: prefix them ("e7", "u7"). Tags and
    answers are compared without regard to case, spacing and Unicode form; the mentee's spelling
    is shown.
    """

    id: str  # stable; unique within its side
    person: str = ""  # who it is, the same in both roles; the id where empty
    wanted: tuple[str, ...] = ()  # skills this person looks for
    offered: tuple[str, ...] = ()  # skills this person gives
    goals: str = ""
    bio: str = ""
    style: Mapping[str, str] = field(default_factory=dict)  # question -> answer
    hours: int = 0  # free hours of the week in UTC: bit 0 is Monday 00:00; see `week`
    level: int | None = None  # seniority on any ladder, higher is more
    interests: tuple[str, ...] = ()
    zone: str = ""  # IANA name; an unknown name counts as not said
    location: str = ""
    department: str = ""
    languages: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    identity_wish: tuple[str, ...] = ()  # any of these in the other person
    wishes: tuple[str, ...] = ()  # ids, the most wanted first
    rather_not: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()  # never again, a coordinator's block
    reports_to: frozenset[str] = frozenset()  # names of anybody, also of who takes no part
    past_partners: frozenset[str] = frozenset()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # own question -> answers
    capacity: int = 1  # seats of a mentor; a mentee with 0 is not placed

    @property
    def key(self) -> str:
        """Who it is."""
        return self.person or self.id

    @property
    def names(self) -> frozenset[str]:
        """All ids by which others may mean this person."""
        return frozenset((self.id, self.key))


@dataclass(frozen=True)
class Criterion:
    """How much a criterion counts, and whether it rules pairs out.

    hard: a pair with fewer than `at_least` points (0..100) is not allowed; a pair about which
    the criterion knows nothing is. asked: the weight for mentees who ask for it (identity wish,
    ranked wishes) where that is more; their other weights then shrink in proportion.
    """

    key: str
    weight: int
    hard: bool = False
    at_least: int = 1
    asked: int = 0


DEFAULT_CRITERIA = (
    Criterion("skills", 25),
    Criterion("goal_text", 15),
    Criterion("style", 15),
    Criterion("availability", 12),
    Criterion("level", 10),
    Criterion("interests", 8),
    Criterion("zone", 5),
    Criterion("location", 5),
    Criterion("department", 5),
    Criterion("identity", 0, asked=10),
    Criterion("wishes", 0, asked=20),
    Criterion("language", 0, hard=True),
)
CRITERIA = tuple(each.key for each in DEFAULT_CRITERIA)
SENSITIVE = frozenset(("identity", "wishes"))


COMPARED = ("overlap", "same", "different", "near", "at_least", "words")
STEPS = 4  # from one end of a scale to the other


@dataclass(frozen=True)
class OwnQuestion:
    """A question that only these people were asked, and how their answers are compared.

    overlap: tags in common · same, different: one answer each · near, at_least: numbers on a
    scale, the mentor's at least the mentee's · words: texts. Answers are texts in `Person.own`.
    """

    key: str  # begins with "q:", so that it is never one of CRITERIA
    compare: str
    label: str = ""  # for whoever tells reasons in words
    sensitive: bool = False


@dataclass(frozen=True)
class Rules:
    """Criteria with weights that sum to 100, and what the criteria measure against."""

    criteria: tuple[Criterion, ...] = DEFAULT_CRITERIA
    own: tuple[OwnQuestion, ...] = ()  # what criteria of other keys are about
    private: frozenset[str] = frozenset()  # criteria that are sensitive here, beside those always
    enough_hours: int = 4  # shared hours a week that get all points
    level_gap: tuple[int, int] = (1, 3)  # mentor's level minus mentee's that gets all points
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # ^ style question -> its answers in order: neighbours on a scale get points too
    repeat_partners: bool = False  # may past partners meet again
    reporting_line: bool = True  # keeps apart who report to each other, or to the same person
    stickiness: int = 5  # points of 100 by which a pair to keep is favoured
    on: date = date(2025, 1, 15)  # the day whose zone offsets count; the cohort's first day

    def __post_init__(self) -> None:
        keys = [each.key for each in self.criteria]
        numbers = [n for each in self.criteria for n in (each.weight, each.at_least, each.asked)]
        if unknown := set(keys) - set(CRITERIA) - {each.key for each in self.own}:
            raise MatchingError("unknown_criterion", *sorted(unknown))
        if len(set(keys)) != len(keys):
            raise MatchingError("criterion_twice")
        self._check_own()
        if not all(isinstance(n, int) and 0 <= n <= 100 for n in numbers):
            raise MatchingError("weight_range")
        if sum(each.weight for each in self.criteria) != 100:
            raise MatchingError("weights_sum")
        if sum(each.asked for each in self.criteria) > 100:
            raise MatchingError("asked_sum")
        if not 0 <= self.stickiness <= 100 or self.enough_hours < 1:
            raise MatchingError("rule_range")
        if self.level_gap[0] > self.level_gap[1]:
            raise MatchingError("level_gap")

    def _check_own(self) -> None:
        for each in self.own:
            if each.compare not in COMPARED or not each.key.startswith("q:"):
                raise MatchingError("own_question", each.key)
        if len({each.key for each in self.own}) != len(self.own):
            raise MatchingError("criterion_twice")

    @classmethod
    def weighted(cls, weights: Mapping[str, int], own: tuple[OwnQuestion, ...] = ()) -> Rules:
        """The default rules with these weights (sum 100); a criterion not named weighs 0."""
        every = (*DEFAULT_CRITERIA, *(Criterion(each.key, 0) for each in own))
        if unknown := set(weights) - {each.key for each in every}:
            raise MatchingError("unknown_criterion", *sorted(unknown))
        return cls(tuple(replace(each, weight=weights.get(each.key, 0)) for each in every), own)

    def question(self, key: str) -> OwnQuestion | None:
        """What a criterion is about, where it is none of ours."""
        return next((each for each in self.own if each.key == key), None)

    def is_sensitive(self, key: str) -> bool:
        if key in SENSITIVE or key in self.private:
            return True
        return any(each.sensitive for each in self.own if each.key == key)

    @classmethod
    def for_peers(cls) -> Rules:
        """The default rules for people of one standing: the nearer their levels, the better."""
        return cls(level_gap=(-1, 1))

    def weights_for(self, mentee: Person) -> tuple[int, ...]:
        """This mentee's weights in the order of `criteria`; they sum to 100."""
        asks = frozenset(
            key
            for key, said in (("identity", mentee.identity_wish), ("wishes", mentee.wishes))
            if said
        )
        return _weights(self.criteria, asks)


@lru_cache(maxsize=64)
def _weights(criteria: tuple[Criterion, ...], asks: frozenset[str]) -> tuple[int, ...]:
    raised = {c.key: c.asked for c in criteria if c.key in asks and c.asked > c.weight}
    others = sum(c.weight for c in criteria if c.key not in raised)
    left = 100 - sum(raised.values())
    if not raised or not others:
        return tuple(c.weight for c in criteria)
    shares = [raised.get(c.key, c.weight * left // others) for c in criteria]
    order = sorted(
        (i for i, c in enumerate(criteria) if c.key not in raised),
        key=lambda i: -(criteria[i].weight * left % others),
    )
    for i in order[: 100 - sum(shares)]:
        shares[i] += 1
    return tuple(shares)


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A tag or answer as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def tags(values: tuple[str, ...]) -> dict[str, str]:
    """Compared form -> first spelling, without blanks and repetitions."""
    found: dict[str, str] = {}
    for value in values:
        if key := plain(value):
            found.setdefault(key, value.strip())
    return found
