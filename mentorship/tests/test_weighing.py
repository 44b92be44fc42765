"""Other weights: compared by a job before they are saved, and never applied by themselves."""

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Job
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Cohort, Pairing
from mentorship.queries.matchmaking import rules_of
from mentorship.queries.weighing import default_hard_rules, default_weights, hard_rules_now
from mentorship.services.matching import propose_pairings
from mentorship.services.weighing import compare_weights, start_comparison, weigh_cohort
from mentorship.tests.make import NOW, make_people

URL = "/cohorts/autumn/weights/"
INTERESTS = {"weights": {"interests": 100}, "hard_rules": [], "floor": 30}


@pytest.fixture
def four(cohort):
    """Skills pair them one way, interests the other."""
    make_people(
        cohort, "mentee", ["Bea Ruiz"], answers={"skills_wanted": ["Go"], "interests": ["Chess"]}
    )
    make_people(
        cohort, "mentee", ["Cem Kaya"], answers={"skills_wanted": ["Art"], "interests": ["Music"]}
    )
    make_people(
        cohort, "mentor", ["Dee Moss"], answers={"skills_offered": ["Go"], "interests": ["Music"]}
    )
    make_people(
        cohort, "mentor", ["Eli Noor"], answers={"skills_offered": ["Art"], "interests": ["Chess"]}
    )


def compare(cohort, **asked):
    return compare_weights(cohort=cohort, asked=asked, progress=lambda *_told: None)


def sent(**changes):
    weights = {"weight_interests": "100", "floor": "30", "hard": ["language"]}
    return weights | changes


def test_compare_weights_counts_who_would_move_and_writes_nothing(cohort, four):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    drafts = list(Pairing.objects.values_list("pk", flat=True))
    found = compare(cohort, **INTERESTS)
    assert (found["before"]["matched"], found["after"]["matched"]) == (2, 2)
    assert (found["after"]["below_floor"], found["after"]["points"]) == (0, 200)
    assert len(found["moved"]) == 2
    assert list(Pairing.objects.values_list("pk", flat=True)) == drafts


def test_compare_weights_with_the_same_ones_moves_nobody(cohort, four):
    same = {"weights": default_weights(), "hard_rules": default_hard_rules(), "floor": 40}
    found = compare(cohort, **same)
    assert (found["moved"], found["before"]) == ([], found["after"])


def test_compare_weights_with_nobody_to_pair_finds_no_difference(cohort):
    assert compare(cohort, **INTERESTS)["moved"] == []


def test_compare_weights_knows_hard_rules(cohort, four):
    found = compare(cohort, **INTERESTS | {"hard_rules": ["skills", "interests"]})
    assert found["after"]["matched"] == 0


def test_weigh_cohort_changes_rules_and_no_proposal(cohort, four, ada):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    before = list(Pairing.objects.values("pk", "score"))
    weighed = weigh_cohort(cohort=cohort, by=ada, now=NOW, **INTERESTS)
    rules = rules_of(weighed)
    assert {c.key for c in rules.criteria if c.weight or c.hard} == {"interests"}
    assert (rules.repeat_partners, weighed.floor) == (True, 30)
    assert list(Pairing.objects.values("pk", "score")) == before
    assert AuditEntry.objects.get(verb="cohort.weigh").details["weights"] == {"interests": 100}


def test_weigh_cohort_with_the_defaults_stores_none(cohort, ada):
    Cohort.objects.update(weights={"skills": 100}, hard_rules=[])
    facts = {"weights": default_weights(), "hard_rules": default_hard_rules(), "floor": 40}
    weighed = weigh_cohort(cohort=cohort, by=ada, now=NOW, **facts)
    assert (weighed.weights, weighed.hard_rules) == ({}, None)
    assert hard_rules_now(weighed) == ["language", "past_partner", "reporting_line"]


@pytest.mark.parametrize("deed", [weigh_cohort, start_comparison])
def test_weights_have_to_make_100(cohort, ada, deed):
    with pytest.raises(DomainError):
        deed(cohort=cohort, by=ada, now=NOW, **INTERESTS | {"weights": {"skills": 99}})


def test_weigh_cohort_page_shows_the_difference_before_anything_is_saved(
    cohort, four, ada, sign_in
):
    client = sign_in(ada)
    waiting = client.post(URL, sent())
    assert Job.objects.get().kind == "mentorship.compare_weights"
    run_waiting_jobs()
    answer = client.get(waiting.url, follow=True)
    page, (url, _status) = answer.content.decode(), answer.redirect_chain[-1]
    assert "2 people would have another pair" in page and "Bea Ruiz" in page
    cohort.refresh_from_db()
    assert cohort.weights == {}
    again = client.get(f"{URL}?from={Job.objects.get().public_id}").context["form"]
    assert again["weight_interests"].value() == 100
    assert client.post(url).url == "/cohorts/autumn/"
    cohort.refresh_from_db()
    assert (cohort.weights, cohort.floor) == ({"interests": 100}, 30)


def test_weigh_cohort_page_keeps_what_was_typed_and_says_the_sum(cohort, ada, sign_in):
    response = sign_in(ada).post(URL, sent(weight_interests="90"))
    page = response.content.decode()
    assert response.status_code == 422 and 'value="90"' in page
    assert "The weights add up to 90 now; they have to make 100." in page


def test_weigh_cohort_page_offers_the_defaults(cohort, ada, sign_in):
    Cohort.objects.update(weights={"skills": 100}, floor=70)
    client = sign_in(ada)
    assert client.get(URL).context["form"]["weight_skills"].value() == 100
    form = client.get(f"{URL}?defaults=yes").context["form"]
    assert (form["weight_skills"].value(), form["floor"].value()) == (25, 40)


@pytest.mark.parametrize(
    ("tail", "status"), [("x", 200), ("", 200), ("00000000-0000-0000-0000-000000000000", 404)]
)
def test_weigh_cohort_page_knows_which_comparison_is_meant(cohort, ada, sign_in, tail, status):
    assert sign_in(ada).get(f"{URL}?from={tail}").status_code == status


def test_a_comparison_is_for_whoever_asked(cohort, ada, cleo, sign_in):
    job = start_comparison(cohort=cohort, by=ada, now=NOW, **INTERESTS)
    assert sign_in(ada).get(f"{URL}{job.public_id}/").status_code == 404
    run_waiting_jobs()
    assert sign_in(ada).get(f"{URL}{job.public_id}/").status_code == 200
    assert sign_in(cleo).get(f"{URL}{job.public_id}/").status_code == 404
