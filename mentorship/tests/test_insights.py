"""What a run teaches: other floors, whom to look for, who would both rather."""

import pytest

from mentorship.models import MatchingRun
from mentorship.services.matching import propose_pairings
from mentorship.tests.make import NOW, make_people
from mentorship.tests.test_matching import four  # noqa: F401


def page(client, show):
    answer = client.get(f"/cohorts/autumn/pairings/?show={show}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def run(cohort, four):  # noqa: F811
    """Three who want to learn, two seats."""
    make_people(cohort, "mentee", ["Gus Hall"], answers={"skills_wanted": ["Chess"]})
    return propose_pairings(cohort=cohort, by=None, now=NOW)


def test_propose_pairings_stores_what_other_floors_lead_to(run):
    floors = run.result["floors"]
    assert [point["floor"] for point in floors] == [0, 10, 20, 30, 40, 50, 60, 70, 80]
    assert {point["matched"] for point in floors} == {2}
    assert (floors[0]["below"], floors[0]["total"]) == (0, run.result["total"])


def test_workbench_draws_the_floors_and_marks_the_chosen_one(run, ada, sign_in):
    seen = page(sign_in(ada), "floors")
    assert seen.count('<rect class="bar soft"') == 16
    assert seen.count('<rect class="bar"') == 2
    assert 'href="/cohorts/autumn/weights/?floor=50"' in seen


def test_workbench_speaks_of_a_green_bar_only_where_there_is_one(run, ada, sign_in):
    floors = [point | {"below": 0} for point in run.result["floors"]]
    MatchingRun.objects.update(result=run.result | {"floors": floors})
    seen = page(sign_in(ada), "floors")
    assert "The floor of this proposal is 40: no pair is below it." in seen
    assert "green" not in seen.split("<main")[1]


@pytest.mark.parametrize(("typed", "shown"), [("50", 50), ("x", 40), ("101", 40), ("٣", 40)])
def test_weigh_page_begins_with_the_floor_to_try(run, ada, sign_in, typed, shown):
    answer = sign_in(ada).get(f"/cohorts/autumn/weights/?floor={typed}")
    assert answer.context["form"].initial["floor"] == shown


def test_workbench_says_whom_to_look_for(run, ada, sign_in):
    seen = page(sign_in(ada), "wanted")
    assert "one more person would have a pair" in seen
    assert '<th scope="row">writing</th>' in seen


def test_propose_pairings_stores_seats_as_ids_and_numbers(run, four):  # noqa: F811
    assert {seat["mentor"] for seat in run.result["seats"]} == {four[2].pk, four[3].pk}
    assert "writing" not in repr(run.result)


def test_workbench_shows_who_would_both_rather(cohort, four, run, ada, sign_in):  # noqa: F811
    told = {"mentee": four[0].pk, "mentor": four[2].pk, "score": 7000}
    told |= {"mentee_has": str(four[3].pk), "mentor_has": "", "mentee_gain": 5, "mentor_gain": 5}
    MatchingRun.objects.update(result=run.result | {"both_prefer": [told]})
    seen = page(sign_in(ada), "rather")
    assert "Bea Ruiz with Dee Moss" in seen and "Eli Noor · a free seat" in seen


@pytest.mark.parametrize("show", ["floors", "wanted", "rather", "unmatched", "seats"])
def test_workbench_shows_runs_that_know_nothing_of_it(cohort, four, ada, sign_in, show):  # noqa: F811
    MatchingRun.objects.create(cohort=cohort, at=NOW, finished_at=NOW, result={"pairs": []})
    page(sign_in(ada), show)


def test_unmatched_reasons_stand_in_one_sentence(cohort, four, run, ada, sign_in):  # noqa: F811
    whys = [
        {"code": "blocked_by", "count": 11, "rule": "language"},
        {"code": "blocked_by", "count": 2, "rule": "availability"},
    ]
    left = {"enrollment": cohort.enrollments.get(user__name="Gus Hall").pk, "reasons": whys}
    MatchingRun.objects.update(result=run.result | {"unmatched": [left]})
    told = "11 of the mentors fit except for language in common; 2 except for time in common."
    assert told in page(sign_in(ada), "unmatched")
