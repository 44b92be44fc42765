"""One measurement in a process of its own, so that its peak memory is its own too.

`python -m mentorship.bench.measure '{"do": "ours", "kind": "random", "size": 1000, "seed": 1}'`
answers with a line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from mentorship.matching import Inputs, Rules, assign, propose_for, tables
from mentorship.matching.blossom import _ALL, best_pairs
from mentorship.matching.tables import Ints, Scores, Worth

from . import cohorts

FLOOR = 4000
Figures = dict[str, Any]
T = TypeVar("T")


def in_own_process(**order: Any) -> Figures:
    """Runs a measurement with one thread for the libraries that could use more."""
    command = [sys.executable, "-m", "mentorship.bench.measure", json.dumps(order)]
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if order.get("threads"):
        threads = dict.fromkeys(threads, str(order["threads"]))
    done = subprocess.run(  # noqa: S603  our own module with our own numbers
        command,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **threads},
        cwd=Path(__file__).parents[2],
    )
    found: Figures = json.loads(done.stdout)
    return found


def peak_mb() -> float:
    """The largest this process has been, its interpreter and libraries included."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _forget_peak() -> None:
    """Making up a cohort takes memory too. Elsewhere than on Linux it stays in the figure."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def timed(work: Callable[[], T]) -> tuple[T, Figures]:
    _forget_peak()
    start = time.process_time()
    answer = work()
    return answer, {"seconds": time.process_time() - start, "mb": peak_mb()}


def level_of(scores: Scores, mentor_of: Ints) -> list[int]:
    row = np.flatnonzero(mentor_of >= 0)
    score = scores[row, mentor_of[row]].astype(np.int64)
    return [len(row), int(np.count_nonzero(score < FLOOR)), int(score.sum())]


def digest(mentor_of: Ints) -> str:
    return hashlib.sha256(mentor_of.astype("<i8").tobytes()).hexdigest()[:16]


def cohort(order: Figures) -> tuple[Scores, Ints, int | None]:
    rng = np.random.default_rng(order["seed"])
    if order["kind"] == "planted":
        return cohorts.planted(rng, order["size"])
    return (*cohorts.KINDS[order["kind"]](rng, order["size"]), None)


def ours(order: Figures) -> Figures:
    """Our engine, the matrix being ready."""
    scores, capacity, optimum = cohort(order)
    best, figures = timed(lambda: assign(scores, capacity, floor=FLOOR))
    return {
        **figures,
        "level": level_of(scores, best.mentor_of),
        "certified": best.certified and best.value == best.bound,
        "optimum": optimum,
        "pairs": digest(best.mentor_of),
        "shape": list(scores.shape),
    }


def dense(order: Figures) -> Figures:
    """scipy's dense solver with a column per seat, on the same worths."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  not part of our own peak

    scores, capacity, _ = cohort(order)

    def work() -> Ints:
        worth = Worth.of(len(scores), FLOOR).by_score().astype(float)
        worth[0] = 0
        owner = np.repeat(np.arange(len(capacity)), capacity)
        rows, columns = linear_sum_assignment(worth[scores[:, owner] + 1], maximize=True)
        mentor_of = np.full(len(scores), -1)
        mentor_of[rows] = np.where(scores[rows, owner[columns]] >= 0, owner[columns], -1)
        return mentor_of

    mentor_of, figures = timed(work)
    return {**figures, "level": level_of(scores, mentor_of)}


def shuffled(order: Figures) -> Figures:
    """Our engine with people in another order and other blocks."""
    scores, capacity, _ = cohort(order)
    rng = np.random.default_rng(order["seed"] + 1)
    rows, columns = (rng.permutation(size) for size in scores.shape)
    tables._CELLS = 10_007
    best = assign(
        scores[rows][:, columns],
        capacity[columns],
        floor=FLOOR,
        mentee_ids=rows.tolist(),
        mentor_ids=columns.tolist(),
    )
    back = np.full(len(rows), -1)
    back[rows] = np.where(best.mentor_of >= 0, columns[best.mentor_of], -1)
    return {"pairs": digest(back)}


def built(order: Figures) -> Figures:
    """From people to proven pairs, and again with other weights for the same people."""
    rng, size = np.random.default_rng(order["seed"]), order["size"]
    mentees = tuple(cohorts.people(rng, "e", size))
    mentors = tuple(cohorts.people(rng, "r", cohorts.mentors_for(size)))
    inputs = Inputs(mentees, mentors, Rules())
    capacity = np.array([person.capacity for person in mentors])
    ids = {"mentee_ids": [p.id for p in mentees], "mentor_ids": [p.id for p in mentors]}

    def solve(asked: Inputs) -> Any:
        return assign(asked.board.scores, capacity, floor=FLOOR, **ids)

    best, figures = timed(lambda: solve(inputs))
    weights = {"skills": 40, "goal_text": 10, "availability": 20, "style": 10, "level": 20}
    other = Rules.weighted(weights)
    again, figures_again = timed(lambda: solve(inputs.with_rules(other)))
    return {
        **figures,
        "again": figures_again["seconds"],
        "certified": best.certified and again.certified,
        "level": level_of(inputs.board.scores, best.mentor_of),
        "shape": list(inputs.board.shape),
    }


def proposed(order: Figures) -> Figures:
    """A whole proposal with reasons, too few seats, locks and exclusions; and how many times it
    does not keep what it promises."""
    rng, size = np.random.default_rng(order["seed"]), order["size"]
    mentees = tuple(cohorts.people(rng, "e", size))
    mentors = tuple(cohorts.people(rng, "r", max(1, size // 2)))
    free = propose_for(Inputs(mentees, mentors, Rules()))
    unwanted = {match.mentee: match.mentor for match in free.matches[::10]}
    apart = tuple(
        replace(each, excluded=frozenset({unwanted[each.id]})) if each.id in unwanted else each
        for each in mentees
    )
    others = [match for match in free.matches if match.mentee not in unwanted]
    locked = tuple((match.mentee, match.mentor) for match in others[::10])
    inputs = Inputs(apart, mentors, Rules(), locked)
    found, figures = timed(lambda: propose_for(inputs))
    pairs = {(match.mentee, match.mentor) for match in found.matches}
    return {
        **figures,
        "shape": [size, len(mentors)],
        "pairs": len(pairs),
        "alone": len(found.unmatched),
        "broken": {
            "parts": sum(sum(each.parts.values()) != each.score for each in found.matches),
            "reasons": sum(not each.reasons for each in found.unmatched)
            + abs(size - len(pairs) - len(found.unmatched)),
            "locks": len(set(locked) - pairs),
            "exclusions": len(pairs & set(unwanted.items())),
        },
    }


def peers(order: Figures) -> Figures:
    """Our pairs within one group."""
    rng, size = np.random.default_rng(order["seed"]), order["size"]
    scores = cohorts.peers(rng, size, order["kind"])
    partner, figures = timed(lambda: best_pairs(scores, FLOOR, range(size)))
    figures |= {"level": level_of(scores, partner), "pairs": digest(partner)}
    if order["do"] != "peers":
        return figures
    mixed = rng.permutation(size)
    two = best_pairs(scores[np.ix_(mixed, mixed)], FLOOR, mixed.tolist())
    back = np.full(size, -1)
    back[mixed] = np.where(two >= 0, mixed[two], -1)
    return {**figures, "same": bool((back == partner).all())}


def peers_on_all(order: Figures) -> Figures:
    """rustworkx on every allowed pair."""
    from mentorship.matching import blossom  # noqa: PLC0415  to change it, here only

    blossom._ALL = max(_ALL, order["size"])
    return peers(order)


MEASURES = {
    each.__name__: each for each in (ours, dense, shuffled, built, proposed, peers, peers_on_all)
}

if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps(MEASURES[asked["do"]](asked)) + "\n")
