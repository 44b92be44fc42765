"""What matching answers: facts to show and to store, no words. Ids only, never names or texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """What one criterion adds to a pair's score.

    silent says why the points are neutral: "mentee", "mentor" or "both" have said nothing, or
    they answered different questions ("question"); "" = the points are based on what they said.
    shared: what they have in common, in the mentee's spelling. numbers, by criterion: wanted
    (skills), hours (availability), gap (level), minutes_apart (zone), questions (style; shared are
    those answered alike), mentee_rank and mentor_rank (wishes), mentee and mentor (own questions on
    a scale). department, and own questions of one answer: shared are both.
    """

    criterion: str
    points: int  # 0..100
    weight: int  # 0..100
    part: int  # points x weight; the parts of a pair add up to its score
    silent: str = ""
    shared: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    sensitive: bool = False  # for coordinators only
    label: str = ""  # of a question that only these people were asked, and how it was compared
    compare: str = ""

    @property
    def sayable(self) -> bool:
        """Whether it is a good and harmless thing to tell the two people."""
        based = bool(self.shared or self.numbers)
        return based and not self.sensitive and not self.silent and self.points >= 60

    def as_json(self) -> dict[str, Any]:
        """For storing; `from_json` reads it."""
        stored = {**vars(self), "shared": list(self.shared), "numbers": dict(self.numbers)}
        of_ours = () if self.compare else ("label", "compare")
        return {name: value for name, value in stored.items() if name not in of_ours}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Reason:
        return cls(**{**stored, "shared": tuple(stored["shared"])})


def for_members(reasons: Iterable[Reason], limit: int = 5) -> tuple[Reason, ...]:
    """The reasons to tell the pair, those that count most first. May be empty."""
    said = sorted(
        (reason for reason in reasons if reason.sayable),
        key=lambda reason: (-reason.part, -reason.points, reason.criterion),
    )
    return tuple(said[:limit])


@dataclass(frozen=True)
class Match:
    """A proposed pair; mentee and mentor are the ids of the `Person`s."""

    mentee: str
    mentor: str
    score: int  # 0..10,000
    parts: Mapping[str, int]  # criterion -> weight x points; they add up to the score
    reasons: tuple[Reason, ...]  # the largest part first; hard criteria of weight 0 too
    locked: bool = False
    kept: bool = False  # was asked to be kept, and is
    below_floor: bool = False
    broken: tuple[str, ...] = ()  # hard rules that only the lock overrules


@dataclass(frozen=True)
class Why:
    """One reason for having nobody, as a count of the people on the other side.

    Mentees: capacity_zero · no_mentors · seats_taken (that many fit, all their seats are taken) ·
    no_seat_offered (that many fit but have capacity 0). Mentors: capacity_zero · no_mentees ·
    placed_elsewhere (that many fit). Peers: capacity_zero · no_peers · placed_elsewhere ·
    no_seat_offered. All: blocked_by (that many fit except for `rule`) · blocked_by_several.
    Where both sides rank: ranked_nobody · not_ranked_back (that many) · seats_taken ·
    no_seat_offered.
    """

    code: str
    count: int = 0
    rule: str = ""  # a hard criterion's key, "excluded", "past_partner", "reporting_line" or "self"


@dataclass(frozen=True)
class Unmatched:
    person: str
    reasons: tuple[Why, ...]  # never empty


@dataclass(frozen=True)
class Gain:
    """What one more seat would change; the levels of the objective in order."""

    people: int  # more mentees matched
    above_floor: int  # more pairs at or above the floor
    points: int  # more total score


@dataclass(frozen=True)
class Seats:
    """A mentor's side of a proposal."""

    mentor: str
    capacity: int
    taken: int
    gain: Gain
    reasons: tuple[Why, ...] = ()  # why nobody; empty where somebody

    @property
    def free(self) -> int:
        return self.capacity - self.taken


@dataclass(frozen=True)
class Proposal:
    """The best pairs under the rules, with proof; in the order the mentees came in."""

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]  # mentees
    seats: tuple[Seats, ...]  # every mentor, in the order they came in
    total: int  # sum of the matches' scores
    floor: int  # 0..100
    below_floor: int
    certified: bool  # no other proposal with these locks is better
    value: int  # of the free pairs, in units of worth, stickiness included
    bound: int  # that nothing can exceed; equals value when certified
    silent: tuple[str, ...]  # criteria that count the same for everybody: a side said nothing

    @property
    def unmatched_mentors(self) -> tuple[Unmatched, ...]:
        return tuple(Unmatched(each.mentor, each.reasons) for each in self.seats if each.reasons)


@dataclass(frozen=True)
class PeerPair:
    """Two peers. The score is the mean of both directions, rounded down, and so is each part."""

    people: tuple[str, str]  # in the order they came in
    score: int  # 0..10,000
    parts: Mapping[str, int]  # criterion -> part; they add up to the score
    reasons: tuple[Reason, ...]  # of both directions together; "mentee" is the first of the two
    ways: tuple[tuple[Reason, ...], tuple[Reason, ...]]  # what each finds in the other
    below_floor: bool = False
    broken: tuple[str, ...] = ()  # hard rules that forbid it

    @property
    def allowed(self) -> bool:
        return not self.broken


@dataclass(frozen=True)
class PeerGroup:
    """Two peers, or three where one would be left over."""

    people: tuple[str, ...]  # in the order they came in
    pairs: tuple[PeerPair, ...]  # one, or the three of a trio
    locked: bool = False

    @property
    def score(self) -> int:
        """Mean of the pairs' scores, rounded down."""
        return sum(pair.score for pair in self.pairs) // len(self.pairs)


@dataclass(frozen=True)
class PeerProposal:
    """The best pairs of one group under the rules, in the order the people came in."""

    groups: tuple[PeerGroup, ...]
    unmatched: tuple[Unmatched, ...]
    total: int  # sum of the scores of all pairs, a trio's three among them
    floor: int  # 0..100
    below_floor: int  # of all pairs
    certified: bool  # the pairs are proven best, before an odd one joined one of them
    silent: tuple[str, ...]  # criteria that count the same for everybody: nobody said anything


@dataclass(frozen=True)
class Preference:
    """Two people who would both rather have each other than what a proposal gives them."""

    mentee: str
    mentor: str
    score: int  # 0..10,000
    mentee_has: str  # the mentor proposed instead, "" = nobody
    mentor_has: str  # the proposed mentee with the lowest score, "" = a free seat
    mentee_gain: int  # points more than with whom they have
    mentor_gain: int


@dataclass(frozen=True)
class FloorPoint:
    """What the best proposals with one floor have in common."""

    floor: int  # 0..100
    matched: int
    below: int  # pairs below that floor
    total: int  # sum of the scores


@dataclass(frozen=True)
class Explanation:
    """Any pair, proposed or not: what it would score, and what forbids it."""

    mentee: str
    mentor: str
    score: int  # 0..10,000, also where the pair is not allowed
    parts: Mapping[str, int]
    reasons: tuple[Reason, ...]
    blocked_by: tuple[str, ...]  # hard rules; empty = allowed

    @property
    def allowed(self) -> bool:
        return not self.blocked_by


@dataclass(frozen=True)
class Difference:
    """From one proposal to another."""

    matched: int  # mentees more
    above_floor: int  # pairs at or above the floor more
    total: int  # points more
    moved: tuple[tuple[str, str, str], ...]  # (mentee, mentor before, mentor after), "" = nobody
