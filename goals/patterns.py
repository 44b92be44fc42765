"""What goes with promises kept: shares with their uncertainty. Pure; the sentences are elsewhere.

Everything is one person's own answers, compared with that person's other answers, and with nobody
else's. What the numbers cannot tell apart is left unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

ENOUGH = 6  # answers, before anything is said at all
SIDE = 3  # answers on each side of a comparison
WIDE = 0.5  # of the narrower interval; intervals that share more than this tell nothing
Z = 1.96  # 95 of 100 such intervals hold the true share
FEW_WORDS = 7
SOON, WEEK = 3, 7  # days from the promise to its day


@dataclass(frozen=True)
class Answered:
    """One answer to a promise: how the promise was, and what became of it."""

    kept: bool  # done or partly; moved and let go are the others
    progress: bool | None = None  # something was logged for its goal; None: it has no goal
    weekday: int | None = None  # of its day, Monday is 0; None: not known
    words: int = 0
    number: bool = False
    cue: bool = False  # with an if-then line
    lead: int | None = None  # days between choosing its day and the day
    asked: str = ""  # "mail", "check_in", "i_write"; empty: not asked about it


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    yes: int
    n: int

    @property
    def rate(self) -> float:
        return self.yes / self.n

    def interval(self) -> tuple[float, float]:
        """Wilson's score interval: honest with small numbers, and never outside 0..1."""
        n, p, z2 = self.n, self.rate, Z * Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Finding:
    """Answers with this value of a trait beside those without it."""

    outcome: str  # "kept" or "progress"
    trait: str
    value: str
    having: Share
    lacking: Share
    sure: bool  # the intervals do not touch

    @property
    def n(self) -> int:
        return self.having.n + self.lacking.n

    @property
    def helps(self) -> bool:
        return self.having.rate > self.lacking.rate


Reading = Callable[[Answered], str | None]


def _weekday(row: Answered) -> str | None:
    return None if row.weekday is None else str(row.weekday)


def _size(row: Answered) -> str:
    return "short" if row.words <= FEW_WORDS else "long"


def _lead(row: Answered) -> str | None:
    if row.lead is None:
        return None
    if row.lead <= SOON:
        return "soon"
    return "week" if row.lead <= WEEK else "later"


# In which value each answer has each trait; None leaves the answer out of that comparison.
TRAITS: dict[str, Reading] = {
    "cue": lambda row: "yes" if row.cue else "no",
    "number": lambda row: "yes" if row.number else "no",
    "size": _size,
    "lead": _lead,
    "weekday": _weekday,
    "asked": lambda row: row.asked or "not",
}
# Of a trait with two values one comparison says it all: it is told from this side.
TOLD_FROM = {"cue": "yes", "number": "yes", "size": "short"}
OUTCOMES: dict[str, Callable[[Answered], bool | None]] = {
    "kept": lambda row: row.kept,
    "progress": lambda row: row.progress,
}


def findings(answers: Iterable[Answered]) -> list[Finding]:
    """At most one for each outcome and trait: the one that stands apart most clearly."""
    rows = list(answers)
    if len(rows) < ENOUGH:
        return []
    found = []
    for outcome in OUTCOMES:
        for trait in TRAITS:
            told = sorted(_compared(rows, outcome, trait), key=_clearness)
            found += told[:1]
    return found


def _compared(rows: list[Answered], outcome: str, trait: str) -> Iterator[Finding]:
    read, happened = TRAITS[trait], OUTCOMES[outcome]
    pairs = [(read(row), happened(row)) for row in rows]
    known = [(value, yes) for value, yes in pairs if value is not None and yes is not None]
    if len(known) < ENOUGH:
        return
    values = {value for value, _yes in known}
    for value in values & {TOLD_FROM[trait]} if trait in TOLD_FROM else values:
        having = _share(yes for each, yes in known if each == value)
        lacking = _share(yes for each, yes in known if each != value)
        if min(having.n, lacking.n) < SIDE:
            continue
        overlap = shared_part(having, lacking)
        if overlap <= WIDE:
            yield Finding(outcome, trait, value, having, lacking, sure=overlap == 0)


def _share(happened: Iterable[bool]) -> Share:
    told = list(happened)
    return Share(sum(told), len(told))


def shared_part(one: Share, other: Share) -> float:
    """How much of the narrower interval lies in the other one: 0 for apart, 1 for inside."""
    (low, high), (lower, higher) = one.interval(), other.interval()
    both = max(0.0, min(high, higher) - max(low, lower))
    return both / min(high - low, higher - lower)


def _clearness(finding: Finding) -> tuple[float, float, str]:
    gap = abs(finding.having.rate - finding.lacking.rate)
    return shared_part(finding.having, finding.lacking), -gap, finding.value
