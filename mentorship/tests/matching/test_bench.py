"""The invented cohorts are what they claim to be, and the benchmark notices wrong answers."""

import numpy as np
import pytest

from mentorship.bench import cohorts, measure, report
from mentorship.matching import Inputs, Rules, assign, propose_for, tables


def rng():
    return np.random.default_rng(5)


@pytest.mark.parametrize("kind", cohorts.KINDS)
def test_cohorts_are_valid_and_the_same_for_the_same_seed(kind):
    scores, capacity = cohorts.KINDS[kind](rng(), 120)
    again = cohorts.KINDS[kind](rng(), 120)
    assert np.array_equal(scores, again[0]) and np.array_equal(capacity, again[1])
    assert scores.shape == (120, 68) and scores.dtype == np.int16
    assert assign(scores, capacity, floor=4000).certified


def test_cohorts_differ_in_what_they_are_named_for():
    mean = {kind: make(rng(), 400) for kind, make in cohorts.KINDS.items()}
    seats = {kind: capacity.sum() / 400 for kind, (_, capacity) in mean.items()}
    assert seats["scarce"] == 0.7 and 0.95 < seats["random"] < 1.15
    allowed = {kind: (scores >= 0).mean() for kind, (scores, _) in mean.items()}
    assert allowed["sparse"] < 0.07 < 0.28 < allowed["random"] < 0.34
    assert len(np.unique(mean["coarse"][0])) == 6
    fame = np.where(mean["popular"][0] < 0, np.nan, mean["popular"][0])
    assert np.nanstd(np.nanmean(fame, axis=0)) > 1000


@pytest.mark.parametrize("size", [1, 30, 100, 400])
def test_planted_total_is_what_the_engine_finds(size):
    scores, capacity, optimum = cohorts.planted(rng(), size)
    best = assign(scores, capacity)
    assert (best.matched, best.total, best.certified) == (size, optimum, True)


@pytest.mark.parametrize("kind", ["random", "coarse", "sparse"])
def test_peers_are_symmetric(kind):
    scores = cohorts.peers(rng(), 40, kind)
    assert np.array_equal(scores, scores.T) and (np.diag(scores) == -1).all()
    assert -1 <= scores.min() < scores.max() <= 10_000


def test_people_can_be_matched():
    people = [tuple(cohorts.people(rng(), side, 12)) for side in "er"]
    proposal = propose_for(Inputs(*people, Rules()))
    assert proposal.certified and len(proposal.matches) == 12
    assert proposal.silent == ()


def test_measures_agree_with_each_other():
    order = {"kind": "coarse", "size": 60, "seed": 1}
    mine = measure.ours(order)
    assert mine["certified"] and measure.dense(order)["level"] == mine["level"]
    assert measure.built({"size": 20, "seed": 1})["certified"]
    assert measure.peers({**order, "do": "peers"})["same"]


def test_bars_say_met_and_missed():
    bar = report.Bar(seconds=2, mb=100, times_faster=2, memory_share=0.5)
    told = bar.verdict({"seconds": 1.5, "mb": 120}, {"seconds": 3, "mb": 300})
    assert told == "2 s met, 100 MB MISSED, 2 times faster met, half the memory met"


def test_a_wrong_answer_fails_the_benchmark(monkeypatch):
    figures = {"seconds": 1, "mb": 1, "level": [1, 0, 5], "optimum": None, "shape": [1, 1]}
    answers = {
        "ours": {**figures, "certified": True, "pairs": "a"},
        "dense": {**figures, "level": [1, 0, 6]},
        "shuffled": {"pairs": "a"},
    }
    monkeypatch.setattr(report, "in_own_process", lambda do, **_: answers[do])
    lines = []
    assert not report._matching_row(lines.append, report.Case("random", 1))
    assert " NO " in lines[0]


@pytest.mark.parametrize("kind", cohorts.KINDS)
def test_every_kind_of_cohort_gets_what_the_dense_solver_finds(kind, monkeypatch):
    monkeypatch.setattr(tables, "_CELLS", tables._CELLS)  # another order changes it
    order = {"kind": kind, "size": 300, "seed": 3}
    mine = measure.ours(order)
    assert mine["level"] == measure.dense(order)["level"]
    assert (mine["certified"], mine["pairs"]) == (True, measure.shuffled(order)["pairs"])


def test_whole_proposals_keep_every_promise():
    figures = measure.proposed({"size": 60, "seed": 3})
    assert figures["broken"] == dict.fromkeys(report.PROMISES, 0)
    assert figures["alone"] > 0 and figures["pairs"] + figures["alone"] == 60


def test_a_broken_promise_fails_the_benchmark(monkeypatch):
    broken = dict.fromkeys(report.PROMISES, 0) | {"locks": 1}
    figures = {"seconds": 1, "shape": [2, 1], "pairs": 1, "alone": 1, "broken": broken}
    monkeypatch.setattr(report, "in_own_process", lambda **_: figures)
    assert not report._proposed_row(lambda _line: None, 2)
