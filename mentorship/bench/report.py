"""The rows of the benchmark's table, and whether each bar is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .measure import Figures, in_own_process

Say = Callable[[str], object]
SEED = 20_250_115
_LINE = "{:<10} {:>13} {:>8} {:>7} {:>8} {:>7} {:>6} {:>9} {:>6} {:>6}  {}"
_HEAD = _LINE.format(
    "cohort", "size", "ours s", "MB", "other s", "MB", "ratio", "certified", "equal", "same", "bar"
)
_PROPOSED = "{:<10} {:>13} {:>8} {:>7} {:>8} {:>7} {:>8} {:>6} {:>10}"


@dataclass(frozen=True)
class Bar:
    """What a row has to reach; 0 = no matter."""

    seconds: float = 0
    mb: float = 0
    times_faster: float = 0
    memory_share: float = 0

    def verdict(self, mine: Figures, other: Figures | None) -> str:
        told = []
        if self.seconds:
            told.append((f"{self.seconds:g} s", mine["seconds"] <= self.seconds))
        if self.mb:
            told.append((f"{self.mb:g} MB", mine["mb"] <= self.mb))
        if other and self.times_faster:
            faster = other["seconds"] >= self.times_faster * mine["seconds"]
            told.append((f"{self.times_faster:g} times faster", faster))
        if other and self.memory_share:
            told.append(("half the memory", mine["mb"] <= self.memory_share * other["mb"]))
        return ", ".join(f"{name} {'met' if met else 'MISSED'}" for name, met in told)


@dataclass(frozen=True)
class Case:
    kind: str
    size: int
    bar: Bar = Bar()
    against: bool = True  # run the other solver too
    parallel: int = 2  # threads that libraries may use when order and blocks are changed


KINDS = ("popular", "scarce", "clustered", "sparse", "coarse")
QUICK = (
    Case("random", 300),
    Case("random", 1000, Bar(seconds=0.3)),
    *(Case(kind, 500) for kind in KINDS),
    *(Case("planted", size) for size in (100, 400)),
)
FULL = (
    Case("random", 300),
    Case("random", 1000, Bar(seconds=0.3)),
    Case("random", 3000),
    *(Case("planted", size) for size in range(100, 900, 100)),
    *(Case(kind, 1000, Bar(seconds=0.3)) for kind in KINDS),
    Case("random", 5000, Bar(seconds=2, mb=300)),
    *(Case(kind, 5000, Bar(seconds=2, mb=300), against=False) for kind in KINDS),
    Case("random", 10_000, Bar(10, 400, times_faster=2, memory_share=0.5)),
)
BUILDS = (
    (1000, Bar(), 0.07),
    (3000, Bar(), 0.5),
    (20_000, Bar(seconds=45, mb=1024), 0.0),
)
PROPOSED = (300, 3000)
PROMISES = ("parts", "reasons", "locks", "exclusions")  # each kept for everybody
PEERS_QUICK = (Case("random", 101), Case("coarse", 300), Case("random", 1000, against=False))
PEERS_FULL = (
    *(Case(kind, size) for size in (101, 300, 1001) for kind in ("random", "sparse", "coarse")),
    Case("random", 2000, against=False),
)


def _every(checks: Iterable[bool]) -> bool:
    """Whether all hold; each of them is looked at, since looking prints a row."""
    return False not in list(checks)


def matching(say: Say, *, quick: bool) -> bool:
    """Prints the table of the matching; False where an answer is wrong."""
    say("Mentees and mentors; the other solver is scipy's dense linear_sum_assignment.")
    say(_HEAD)
    right = _every(_matching_row(say, case) for case in (QUICK if quick else FULL))
    say("")
    say("From people to proven pairs, then again with other weights for the same people.")
    say(
        "{:<10} {:>13} {:>8} {:>7} {:>8} {:>9}  {}".format(
            "cohort", "size", "build s", "MB", "again s", "certified", "bar"
        )
    )
    right &= _every(_build_row(say, *build) for build in (BUILDS[:1] if quick else BUILDS))
    say("")
    say(
        "Whole proposals, with too few seats, locks and exclusions: how often each promise is broken."
    )
    say(_PROPOSED.format("cohort", "size", "all s", "pairs", "alone", *PROMISES))
    right &= _every(_proposed_row(say, size) for size in (PROPOSED[:1] if quick else PROPOSED))
    say("")
    say("Seconds are CPU seconds, MB the peak of the whole process. Not measured here:")
    say("mentor-match on its own sample of 500 × 500, which is not part of this project.")
    return right


def peers(say: Say, *, quick: bool) -> bool:
    """Prints the table of pairs within one group; False where an answer is wrong."""
    say("Peers; the other solver is rustworkx on all pairs, not only on those that can matter.")
    say(_HEAD)
    return _every(_peers_row(say, case) for case in (PEERS_QUICK if quick else PEERS_FULL))


def _matching_row(say: Say, case: Case) -> bool:
    order = {"kind": case.kind, "size": case.size, "seed": SEED}
    mine = in_own_process(do="ours", **order)
    other = in_own_process(do="dense", **order) if case.against else None
    mixed = in_own_process(do="shuffled", threads=case.parallel, **order)
    best = [other["level"] == mine["level"]] if other else []
    if mine["optimum"] is not None:
        best.append([mine["level"][0], mine["level"][2]] == [case.size, mine["optimum"]])
    same = mixed["pairs"] == mine["pairs"]
    size = "{:,} × {:,}".format(*mine["shape"])
    _say_row(say, case, size, mine, other, [mine["certified"], *_one(best), same])
    return mine["certified"] and all(best) and same


def _peers_row(say: Say, case: Case) -> bool:
    order = {"kind": case.kind, "size": case.size, "seed": SEED}
    mine = in_own_process(do="peers", **order)
    other = in_own_process(do="peers_on_all", **order) if case.against else None
    best = [other["pairs"] == mine["pairs"]] if other else []
    _say_row(say, case, f"{case.size:,}", mine, other, [True, *_one(best), mine["same"]])
    return all(best) and mine["same"]


def _one(best: list[bool]) -> list[bool | None]:
    return [all(best) if best else None]


def _say_row(
    say: Say,
    case: Case,
    size: str,
    mine: Figures,
    other: Figures | None,
    checks: Iterable[bool | None],
) -> None:
    theirs, ratio = ("", ""), ""
    if other:
        theirs = f"{other['seconds']:.2f}", f"{other['mb']:.0f}"
        ratio = f"{other['seconds'] / mine['seconds']:.1f}"
    told = ["–" if check is None else "yes" if check else "NO" for check in checks]
    figures = f"{mine['seconds']:.2f}", f"{mine['mb']:.0f}"
    verdict = case.bar.verdict(mine, other)
    say(_LINE.format(case.kind, size, *figures, *theirs, ratio, *told, verdict).rstrip())


def _build_row(say: Say, size: int, bar: Bar, again: float) -> bool:
    mine = in_own_process(do="built", size=size, seed=SEED)
    verdict = bar.verdict(mine, None)
    if again:
        verdict = f"again {again:g} s {'met' if mine['again'] <= again else 'MISSED'}"
    say(
        "{:<10} {:>13} {:>8.2f} {:>7.0f} {:>8.2f} {:>9}  {}".format(
            "people",
            "{:,} × {:,}".format(*mine["shape"]),
            mine["seconds"],
            mine["mb"],
            mine["again"],
            "yes" if mine["certified"] else "NO",
            verdict,
        ).rstrip()
    )
    return bool(mine["certified"])


def _proposed_row(say: Say, size: int) -> bool:
    mine = in_own_process(do="proposed", size=size, seed=SEED)
    shape = "{:,} × {:,}".format(*mine["shape"])
    broken = [mine["broken"][each] for each in PROMISES]
    figures = f"{mine['seconds']:.2f}", mine["pairs"], mine["alone"]
    say(_PROPOSED.format("people", shape, *figures, *broken))
    return not any(broken)
