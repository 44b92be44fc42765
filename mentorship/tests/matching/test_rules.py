import pytest

from mentorship.matching import CRITERIA, Criterion, MatchingError, Rules
from mentorship.tests.matching.make import make_mentee


def weights(rules, mentee):
    return dict(zip(CRITERIA, rules.weights_for(mentee), strict=True))


def test_default_weights_are_those_of_the_programs_page():
    assert weights(Rules(), make_mentee()) == {
        "skills": 25,
        "goal_text": 15,
        "style": 15,
        "availability": 12,
        "level": 10,
        "interests": 8,
        "zone": 5,
        "location": 5,
        "department": 5,
        "identity": 0,
        "wishes": 0,
        "language": 0,
    }


def test_a_mentee_who_asks_for_identity_gets_it_and_the_rest_shrinks():
    asked = weights(Rules(), make_mentee(identity_wish=("deaf",)))
    assert asked["identity"] == 10
    assert sum(asked.values()) == 100
    assert (asked["skills"], asked["goal_text"], asked["zone"]) == (23, 14, 4)


def test_wishes_and_identity_may_be_asked_together():
    asked = weights(Rules(), make_mentee(identity_wish=("deaf",), wishes=("r1",)))
    assert (asked["identity"], asked["wishes"], sum(asked.values())) == (10, 20, 100)


def test_a_weight_set_higher_than_asked_stays():
    rules = Rules.weighted({"wishes": 40, "skills": 60})
    assert weights(rules, make_mentee(wishes=("r1",)))["wishes"] == 40


def test_weighted_keeps_hard_rules():
    rules = Rules.weighted({"skills": 100})
    assert [each.key for each in rules.criteria if each.hard] == ["language"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"criteria": (Criterion("skills", 99),)}, "weights_sum"),
        ({"criteria": (Criterion("charm", 100),)}, "unknown_criterion"),
        ({"criteria": (Criterion("skills", 50), Criterion("skills", 50))}, "criterion_twice"),
        ({"criteria": (Criterion("skills", 120), Criterion("zone", -20))}, "weight_range"),
        ({"criteria": (Criterion("skills", 99.5), Criterion("zone", 0.5))}, "weight_range"),
        ({"stickiness": 101}, "rule_range"),
        ({"enough_hours": 0}, "rule_range"),
        ({"level_gap": (3, 1)}, "level_gap"),
    ],
)
def test_rules_refuse_what_makes_no_sense(change, code):
    with pytest.raises(MatchingError) as refused:
        Rules(**change)
    assert refused.value.code == code
