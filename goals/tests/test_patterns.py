"""Which traits of promises go with keeping them, and when nothing is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.patterns import ENOUGH, SIDE, Answered, Share, findings, shared_part

KEPT, OTHER = {"kept": True}, {"kept": False}
answers = st.builds(
    Answered,
    kept=st.booleans(),
    progress=st.none() | st.booleans(),
    weekday=st.none() | st.integers(0, 6),
    words=st.integers(1, 40),
    number=st.booleans(),
    cue=st.booleans(),
    lead=st.none() | st.integers(0, 30),
    asked=st.sampled_from(["", "mail", "check_in", "i_write"]),
)


def test_findings_tell_what_stands_apart() -> None:
    rows = [Answered(cue=True, **KEPT)] * 6 + [Answered(cue=False, **OTHER)] * 6
    (found,) = findings(rows)

    assert (found.outcome, found.trait, found.value) == ("kept", "cue", "yes")
    assert (found.having, found.lacking) == (Share(6, 6), Share(0, 6))
    assert (found.n, found.sure, found.helps) == (12, True, True)


def test_findings_that_touch_may_be_chance() -> None:
    rows = [Answered(number=True, **KEPT)] * 5 + [Answered(**KEPT)] * 2 + [Answered(**OTHER)] * 5
    (found,) = findings(rows)

    assert (found.trait, found.having, found.lacking) == ("number", Share(5, 5), Share(2, 7))
    assert not found.sure


def test_findings_are_silent_where_intervals_overlap_widely() -> None:
    rows = [Answered(cue=True, **KEPT)] * 4 + [Answered(cue=True, **OTHER)] * 2
    rows += [Answered(**KEPT)] * 3 + [Answered(**OTHER)] * 3

    assert findings(rows) == []


def test_findings_tell_a_weekday_that_goes_badly_too() -> None:
    rows = [Answered(weekday=4, **OTHER)] * 6
    rows += [Answered(weekday=day, **KEPT) for day in (0, 1, 2)] * 2
    (found,) = findings(rows)

    assert (found.trait, found.value, found.helps) == ("weekday", "4", False)


def test_findings_on_progress_leave_promises_without_a_goal_out() -> None:
    rows = [Answered(kept=True, lead=2, progress=True)] * 6
    rows += [Answered(kept=True, lead=12, progress=False)] * 6
    rows += [Answered(kept=True, lead=2)] * 20
    found = {(row.outcome, row.trait, row.value): row.n for row in findings(rows)}

    assert found == {("progress", "lead", "later"): 12}


@pytest.mark.parametrize("value", ["short", "long"])
def test_findings_tell_a_pair_of_values_once(value: str) -> None:
    short = value == "short"
    rows = [Answered(words=3, kept=short)] * 8 + [Answered(words=20, kept=not short)] * 8

    assert [(row.trait, row.value) for row in findings(rows)] == [("size", "short")]


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 10), 0.0, 0.278), (Share(5, 10), 0.237, 0.763), (Share(10, 10), 0.722, 1.0)],
)
def test_interval_is_wilsons(share: Share, low: float, high: float) -> None:
    assert share.interval() == pytest.approx((low, high), abs=0.001)


@given(st.lists(answers, max_size=ENOUGH - 1))
def test_findings_are_silent_below_six(rows: list[Answered]) -> None:
    assert findings(rows) == []


@given(st.lists(answers, max_size=40), st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order(rows: list[Answered], dice) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)

    assert findings(shuffled) == findings(rows)


@given(st.lists(answers, max_size=40))
def test_findings_are_few_and_about_enough(rows: list[Answered]) -> None:
    found = findings(rows)

    assert len({(row.outcome, row.trait) for row in found}) == len(found)
    assert all(min(row.having.n, row.lacking.n) >= SIDE and row.n >= ENOUGH for row in found)


@given(st.integers(0, 30), st.integers(1, 30))
def test_interval_holds_the_share_and_stays_within_bounds(yes: int, more: int) -> None:
    share = Share(yes, yes + more)
    low, high = share.interval()

    assert 0 <= low <= share.rate <= high <= 1
    assert shared_part(share, share) == 1
