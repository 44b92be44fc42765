"""Questions of a cohort's own in matching: weights, rules, reasons, and what is private."""

import pytest

from mentorship.matching import Rules
from mentorship.models import Cohort, MatchingRun, Pairing, PairingMember, Question
from mentorship.queries.criteria import criterion_names
from mentorship.queries.matchmaking import inputs_of, living, rules_of
from mentorship.queries.reasons import member_reasons
from mentorship.queries.score_parts import reason_rows
from mentorship.queries.weighing import criteria_of, measures_now, weights_now
from mentorship.queries.whys import labels_of, rule_words
from mentorship.services.matching import propose_pairings
from mentorship.services.questions import edit_question, remove_question
from mentorship.services.weighing import compare_weights, weigh_cohort
from mentorship.tests.make import NOW, make_draft, make_people, make_question

URL = "/cohorts/autumn/weights/"
SHIFT = {"weights": {"q:shift": 100}, "hard_rules": ["q:shift"], "floor": 40}
AUDIENCE = {"for_mentees": True, "for_mentors": True, "for_peers": True}


@pytest.fixture
def shift(cohort):
    return make_question(
        cohort,
        "one_of",
        key="shift",
        label="Which shift?",
        options=["day", "night"],
        compare="same",
    )


@pytest.fixture
def three(cohort, shift):
    (bea,) = make_people(cohort, "mentee", ["Bea Ruiz"], answers={"q:shift": "night"})
    (dee,) = make_people(cohort, "mentor", ["Dee Moss"], answers={"q:shift": "day"})
    (eli,) = make_people(cohort, "mentor", ["Eli Noor"], answers={"q:shift": "night"})
    return bea, dee, eli


@pytest.fixture
def draft(cohort, three, ada) -> Pairing:
    weigh_cohort(cohort=cohort, by=ada, now=NOW, **SHIFT)
    propose_pairings(cohort=Cohort.objects.get(pk=cohort.pk), by=ada, now=NOW)
    return Pairing.objects.with_people().get()


def told_to_mentee(draft: Pairing) -> list[str]:
    reader = PairingMember.objects.get(pairing=draft, role="mentee")
    return member_reasons(Pairing.objects.with_people().get(pk=draft.pk), reader)


def test_an_own_question_decides_and_says_so(draft, cohort):
    (row,) = reason_rows(draft.parts)
    assert (row["name"], row["text"]) == ("“Which shift?”", "the same answer: night")
    assert (draft.score, row["part"]) == (10_000, "100")
    assert told_to_mentee(draft)[0] == "To “Which shift?” you and Eli both said night."


def test_reasons_say_once_what_nobody_said(cohort):
    (bea,), (dee,) = make_people(cohort, "mentee", ["Bea"]), make_people(cohort, "mentor", ["Dee"])
    said = {"criterion": "location", "points": 100, "weight": 20, "part": 2000, "silent": ""}
    said |= {"shared": ["Graz"], "numbers": {}, "sensitive": False}
    silent = [
        said | {"criterion": name, "points": 50, "weight": 40, "part": 2000, "silent": "mentee"}
        for name in ("skills", "level")
    ]
    located, rest = reason_rows(make_draft(cohort, bea, dee, parts=[*silent, said]).parts)
    assert located["text"] == "both in Graz"
    assert (rest["part"], rest["weight"]) == ("40", 80)
    assert all(criterion_names(cohort)[name] in rest["name"] for name in ("skills", "level"))
    assert rest["text"] == "at least one of them has not said; each counts as the middle"


def test_an_own_rule_says_what_keeps_people_apart(draft):
    run = MatchingRun.objects.get()
    (alone,) = run.result["unmatched"]
    assert [why["rule"] for why in alone["reasons"] if why["rule"]] == ["q:shift"]
    assert rule_words("q:shift", labels_of(run)) == "the answers to “Which shift?”"


def test_a_private_rule_is_not_named_to_who_has_nobody(cohort, shift, three, ada):
    Question.objects.filter(pk=shift.pk).update(sensitive=True)
    weigh_cohort(cohort=cohort, by=ada, now=NOW, **SHIFT)
    run = propose_pairings(cohort=Cohort.objects.get(pk=cohort.pk), by=ada, now=NOW)
    (alone,) = run.result["unmatched"]
    assert alone["reasons"] == [{"code": "blocked_by_several", "count": 1, "rule": ""}]


def test_criterion_names_know_own_questions(cohort, shift):
    assert criterion_names(cohort)["q:shift"] == "“Which shift?”"


def test_a_private_question_is_no_reason_from_then_on(draft, shift, ada):
    facts = {"label": "Which shift?", "options": ["day", "night"], "sensitive": True}
    edit_question(question=shift, by=ada, now=NOW, compare="same", **facts, **AUDIENCE)
    draft.refresh_from_db()
    assert (draft.parts[0]["sensitive"], draft.parts[0]["shared"]) == (True, [])
    assert not any("shift" in sentence for sentence in told_to_mentee(draft))


def test_a_private_question_of_ours_is_no_reason(cohort):
    make_question(cohort, "interests", sensitive=True)
    said = {"interests": ["Chess"]}
    make_people(cohort, "mentee", ["Bea Ruiz"], answers=said)
    make_people(cohort, "mentor", ["Dee Moss"], answers=said)
    draft = propose_pairings(cohort=cohort, by=None, now=NOW).pairings.get()
    part = next(part for part in draft.parts if part["criterion"] == "interests")
    assert (part["sensitive"], part["shared"], part["points"]) == (True, [], 100)
    assert inputs_of(cohort).rules.is_sensitive("interests")


def test_removed_answers_are_no_reason_any_more(draft, shift, ada):
    remove_question(question=shift, by=ada, now=NOW, with_answers=True)
    draft.refresh_from_db()
    assert draft.parts[0]["shared"] == []


def test_points_of_a_question_that_is_gone_go_to_the_others(cohort, shift, ada):
    weights = {"skills": 30, "style": 15, "q:shift": 55}
    weigh_cohort(cohort=cohort, by=ada, now=NOW, weights=weights, hard_rules=[], floor=40)
    remove_question(question=shift, by=ada, now=NOW)
    rules = rules_of(Cohort.objects.get(pk=cohort.pk))
    assert {c.key: c.weight for c in rules.criteria if c.weight} == {"skills": 67, "style": 33}


@pytest.mark.parametrize(
    ("weights", "left"),
    [
        ({"a": 100}, {"a": 100}),
        ({"a": 1, "b": 1, "c": 1, "gone": 97}, {"a": 34, "b": 33, "c": 33}),
        ({"gone": 100}, {}),
        ({}, {}),
    ],
)
def test_living_weights_sum_to_100(weights, left):
    assert living(weights, "abc") == left


def test_weigh_cohort_stores_measures_that_are_not_the_default(cohort, ada, shift):
    ours = measures_now(cohort)
    told = ours | {"enough_hours": 6, "level_gap": [0, 2], "at_least": {"skills": 30}}
    facts = SHIFT | {"measures": told | {"asked": {"identity": 0, "wishes": 30}}}
    weighed = weigh_cohort(cohort=cohort, by=ada, now=NOW, **facts)
    rules = rules_of(weighed)
    assert "stickiness" not in weighed.measures
    assert (rules.enough_hours, rules.level_gap, rules.stickiness) == (6, (0, 2), 5)
    criteria = {each.key: each for each in rules.criteria}
    assert (criteria["skills"].at_least, criteria["wishes"].asked) == (30, 30)
    assert (criteria["identity"].asked, criteria["q:shift"].hard) == (0, True)


def test_rules_without_questions_are_those_of_before(cohort):
    ours = Rules()
    found = rules_of(cohort)
    assert (found.criteria, found.own, found.level_gap) == (ours.criteria, (), ours.level_gap)


def test_compare_weights_knows_own_questions_and_measures(cohort, three):
    asked = SHIFT | {"hard_rules": [], "measures": {"stickiness": 0}}
    found = compare_weights(cohort=cohort, asked=asked, progress=lambda *_told: None)
    assert (found["after"]["matched"], found["after"]["points"]) == (1, 100)


def test_the_page_shows_what_people_can_answer_and_folds_the_rest(cohort, ada, sign_in, shift):
    form = sign_in(ada).get(URL).context["form"]
    keys = {each.key for each in criteria_of(cohort) if each.answered}
    assert keys == {"zone", "q:shift"}
    assert [field.name for field in form.weight_rows] == ["weight_zone", "weight_q_shift"]
    assert (len(form.folded_rows), form.folded_total, form.total) == (11, 95, 100)


def test_the_page_keeps_own_weights_and_measures(cohort, ada, sign_in, three):
    client = sign_in(ada)
    sent = {"weight_q_shift": "100", "hard": ["q:shift"], "floor": "40", "enough_hours": "9"}
    page = client.post(URL, sent | {"gap_low": "3", "gap_high": "1"})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["gap_high"]
    assert client.post(URL, sent).status_code == 302
    assert "(optional)" not in client.get(URL).content.decode()


def test_the_page_bears_a_number_of_any_length(cohort, ada, sign_in):
    sent = {"weight_skills": "9" * 5000, "gap_low": "x", "floor": "40"}
    assert sign_in(ada).post(URL, sent).status_code == 422


def test_weights_now_are_asked_for_by_key(cohort, shift):
    assert weights_now(cohort, ["skills", "q:shift"]) == {"skills": 25, "q:shift": 0}


def test_a_stored_reason_without_a_label_is_still_told(cohort, three, draft):
    bea, dee, _eli = three
    part = {"criterion": "skills", "points": 100, "weight": 25, "part": 2500, "silent": ""}
    part |= {"shared": ["Go"], "numbers": {"wanted": 1}, "sensitive": False}
    old = make_draft(cohort, bea, dee, parts=[part])
    assert reason_rows(old.parts)[0]["text"].endswith(": Go")
