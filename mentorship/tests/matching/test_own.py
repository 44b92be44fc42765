"""Questions of a cohort's own as criteria."""

import pytest

from mentorship.matching import (
    Criterion,
    Inputs,
    MatchingError,
    OwnQuestion,
    Reason,
    Rules,
    explain,
    pair_peers,
    propose_for,
)
from mentorship.tests.matching.make import make_mentee, make_mentor, pairs


def rules_of(compare: str, **changes) -> Rules:
    criterion = {name: changes.pop(name) for name in ("hard", "at_least") if name in changes}
    question = OwnQuestion("q:x", compare, "Well?", **changes)
    return Rules(criteria=(Criterion("q:x", 100, **criterion),), own=(question,))


def reason_of(compare: str, mentee: tuple, mentor: tuple, **changes) -> Reason:
    people = (make_mentee(own={"q:x": mentee}),), (make_mentor(own={"q:x": mentor}),)
    (reason,) = explain(Inputs(*people, rules_of(compare, **changes)), "e1", "r1").reasons
    return reason


@pytest.mark.parametrize(
    ("compare", "mentee", "mentor", "points"),
    [
        ("overlap", ("a", "b", "c"), ("B", "c", "x", "y"), 66),
        ("overlap", ("a",), ("a", "b", "c"), 100),
        ("overlap", ("a",), ("b",), 0),
        ("same", ("Day",), ("day ",), 100),
        ("same", ("day",), ("night",), 0),
        ("different", ("day",), ("night",), 100),
        ("different", ("day",), ("day",), 0),
        ("near", ("2",), ("3",), 75),
        ("near", ("5",), ("1",), 0),
        ("at_least", ("2",), ("5",), 100),
        ("at_least", ("4",), ("2",), 50),
        ("words", ("night work in a ward",), ("night work in a ward",), 100),
        ("words", ("oboe",), ("chess",), 50),
    ],
)
def test_answers_are_compared_as_said(compare, mentee, mentor, points) -> None:
    assert reason_of(compare, mentee, mentor).points == points


@pytest.mark.parametrize("compare", ["overlap", "same", "different", "near", "at_least", "words"])
def test_who_has_not_answered_stays_in_the_middle(compare) -> None:
    reason = reason_of(compare, (), ("3",), hard=True, at_least=100)
    assert (reason.points, reason.silent) == (50, "mentee")


def test_a_scale_knows_only_its_numbers() -> None:
    assert reason_of("near", ("much",), ("3",)).silent == "mentee"


def test_a_hard_question_rules_out_below_its_points() -> None:
    people = (make_mentee(own={"q:x": ("1",)}),), (make_mentor(own={"q:x": ("3",)}),)
    for at_least, chosen in ((50, {"e1": "r1"}), (51, {})):
        inputs = Inputs(*people, rules_of("near", hard=True, at_least=at_least))
        assert pairs(propose_for(inputs)) == chosen
    assert propose_for(inputs).unmatched[0].reasons[0].rule == "q:x"


def test_a_reason_tells_its_question_and_is_read_back() -> None:
    reason = reason_of("same", ("day",), ("day",), sensitive=True)
    assert (reason.label, reason.compare, reason.sensitive) == ("Well?", "same", True)
    assert not reason.sayable
    assert Reason.from_json(reason.as_json()) == reason


def test_a_reason_of_ours_is_stored_as_before() -> None:
    assert set(Reason("skills", 50, 10, 500).as_json()) == {
        *("criterion", "points", "weight", "part", "silent", "shared", "numbers", "sensitive")
    }


def test_another_way_to_compare_is_read_anew() -> None:
    people = (make_mentee(own={"q:x": ("a",)}),), (make_mentor(own={"q:x": ("a",)}),)
    inputs = Inputs(*people, rules_of("same"))
    assert explain(inputs, "e1", "r1").score == 10_000
    assert explain(inputs.with_rules(rules_of("different")), "e1", "r1").score == 0


def test_peers_are_compared_by_own_questions_too() -> None:
    peers = [make_mentee(n, own={"q:x": (kind,)}) for n, kind in enumerate("abab")]
    groups = pair_peers(peers, rules_of("same")).groups
    assert {group.people for group in groups} == {("e0", "e2"), ("e1", "e3")}


@pytest.mark.parametrize(
    "own",
    [
        (OwnQuestion("x", "same"),),
        (OwnQuestion("q:x", "magic"),),
        (OwnQuestion("q:x", "same"), OwnQuestion("q:x", "near")),
    ],
)
def test_rules_refuse_questions_that_cannot_be(own) -> None:
    with pytest.raises(MatchingError):
        Rules(own=own)


def test_weighted_takes_own_questions_and_no_others() -> None:
    own = (OwnQuestion("q:x", "same"),)
    rules = Rules.weighted({"skills": 60, "q:x": 40}, own)
    assert {each.key: each.weight for each in rules.criteria if each.weight} == {
        "skills": 60,
        "q:x": 40,
    }
    with pytest.raises(MatchingError):
        Rules.weighted({"skills": 60, "q:y": 40}, own)
