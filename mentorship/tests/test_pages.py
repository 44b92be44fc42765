"""Workbench, people, a member's pairing, help: who sees them, what they say, what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import clock
from mentorship.models import Enrollment, Pairing
from mentorship.services.matching import propose_pairings
from mentorship.tests.make import (
    NOW,
    make_cohort,
    make_draft,
    make_enrollment,
    make_pairing,
    make_people,
    make_person,
    make_question,
)


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        page_of(client, url)
    return len(seen)


def make_drafts(cohort, count):
    """`count` pairs, one more without a pair, one more with a free seat."""
    start = Enrollment.objects.count()
    for n in range(start, start + count):
        mentee = make_enrollment(cohort, make_person(f"Mia{n} Learner"), "mentee")
        mentor = make_enrollment(cohort, make_person(f"Max{n} Mentor"), "mentor", capacity=2)
        make_draft(cohort, mentee, mentor, score=3000)
        make_enrollment(cohort, make_person(f"Lou{n} Alone"), "mentee")


WORKBENCH = "/cohorts/autumn/pairings/"
LISTS = [
    (WORKBENCH, 8),
    (f"{WORKBENCH}?show=weak", 8),
    (f"{WORKBENCH}?few=skills&sort=weakest&per=25", 8),
    (f"{WORKBENCH}?show=locked", 8),
    (f"{WORKBENCH}?show=apart", 8),
    (f"{WORKBENCH}?show=unmatched", 10),
    (f"{WORKBENCH}?show=seats", 10),
    (f"{WORKBENCH}?show=published", 11),
    ("/cohorts/autumn/people/", 8),
    ("/cohorts/autumn/", 10),
    ("/programs/", 6),
]


@pytest.mark.parametrize(("url", "most"), LISTS)
def test_list_pages_cost_the_same_at_any_length(cohort, ada, sign_in, time_machine, url, most):
    client, costs = sign_in(ada), []
    time_machine.move_to(clock.now(), tick=False)
    client.get(url)  # how the mail is doing is looked at now and then, on whatever page
    for more in (1, 2, 27):
        make_drafts(cohort, more)
        (mentee,) = make_people(cohort, "mentee", [f"Pia{more} Paired"])
        (mentor,) = make_people(cohort, "mentor", [f"Pat{more} Paired"])
        make_pairing(cohort, mentee.user, mentor.user)
        costs.append(queries(client, url))
    assert len(set(costs)) == 1 and costs[0] <= most, costs


@pytest.mark.parametrize(
    ("tail", "most"), [("", 10), ("agreement/write/", 8), ("pause/", 6), ("close/", 6)]
)
def test_a_members_pages_cost_little(pairing, maria, sign_in, tail, most):
    assert queries(sign_in(maria), f"/pairings/{pairing.pk}/{tail}") <= most


def test_workbench_pages_by_place(cohort, ada, sign_in):
    make_drafts(cohort, 52)
    client = sign_in(ada)
    first = page_of(client, WORKBENCH)
    assert first.count('name="pairing"') == 50
    assert "?show=drafts&amp;after=50" in first
    second = page_of(client, f"{WORKBENCH}?after=50")
    assert second.count('name="pairing"') == 2
    assert "Previous page" in second


@pytest.mark.parametrize(
    "nonsense", ["after=x", "after=-1", "after=" + "9" * 40, "show=x", "q=%00"]
)
def test_workbench_reads_addresses_with_patience(cohort, ada, sign_in, nonsense):
    page_of(sign_in(ada), f"{WORKBENCH}?{nonsense}")


def test_workbench_asks_no_more_where_own_questions_count(cohort, ada, sign_in):
    make_drafts(cohort, 3)
    for n, label in enumerate(("Shift?", "Site?", "Tools?")):
        make_question(cohort, "one_of", key=f"k{n}", label=label, compare="same", position=9 - n)
    make_question(cohort, "one_of", key="gone", compare="same", set_aside_at=NOW)
    client = sign_in(ada)
    assert queries(client, WORKBENCH) <= 8
    shown = client.get(WORKBENCH).context
    assert list(shown["criteria"])[-3:] == ["q:k2", "q:k1", "q:k0"]
    assert (shown["tallies"]["drafts"], shown["criteria"]["q:k1"]) == (3, "“Site?”")


def test_workbench_counts_what_each_view_holds(program, cohort, ada, sign_in):
    for place in (cohort, make_cohort(program, name="Other", slug="other")):
        make_drafts(place, 2)
    Pairing.objects.exclude(cohort=cohort).update(locked=True, score=9000)
    counted = sign_in(ada).get(WORKBENCH).context["tallies"]
    assert counted == {
        "drafts": 2,
        "weak": 2,
        "locked": 0,
        "published": 0,
        "unmatched": 2,
        "seats": 2,
        "apart": 0,
    }


def test_workbench_finds_a_pair_by_either_name(cohort, ada, sign_in):
    make_drafts(cohort, 3)
    page = page_of(sign_in(ada), f"{WORKBENCH}?q=max2")
    assert "Mia2 Learner" in page and "Mia0 Learner" not in page


def test_workbench_marks_weak_pairs_and_says_who_has_not_answered(cohort, ada, sign_in):
    make_drafts(cohort, 1)
    Enrollment.objects.filter(role="mentor").update(state="invited")
    page = page_of(sign_in(ada), WORKBENCH)
    assert '<span class="tag turn-tag">weak</span>' in page
    assert "Max0 Mentor was invited and has not answered yet." in page


def test_workbench_says_why_somebody_is_without_a_pair(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz", "Cem Kaya"])
    make_people(cohort, "mentor", ["Dee Moss"])
    propose_pairings(cohort=cohort, by=ada, now=NOW)
    page = page_of(sign_in(ada), f"{WORKBENCH}?show=unmatched")
    assert "1 of the mentors fits, and all seats there went to pairs that fit better." in page


def test_publish_pairings_page_publishes_those_ticked(cohort, ada, sign_in):
    make_drafts(cohort, 2)
    chosen = Pairing.objects.order_by("pk")[1]
    sent = {"which": "some", "pairing": [chosen.pk]}
    response = sign_in(ada).post("/cohorts/autumn/publish/", sent)
    assert response.url == WORKBENCH
    assert list(Pairing.objects.active()) == [chosen]


def test_publish_pairings_page_asks_to_tick_something(cohort, ada, sign_in):
    make_drafts(cohort, 1)
    response = sign_in(ada).post("/cohorts/autumn/publish/", {"which": "some"})
    assert response.status_code == 422
    assert "Tick the pairs that you want to publish." in response.content.decode()


def test_pairing_reasons_page_adds_up(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz"], answers={"interests": ["Chess"]})
    make_people(cohort, "mentor", ["Dee Moss"], answers={"interests": ["Chess"]})
    propose_pairings(cohort=cohort, by=ada, now=NOW)
    page = page_of(sign_in(ada), f"/pairings/{Pairing.objects.get().pk}/reasons/")
    assert "Bea Ruiz with Dee Moss: 57 of 100" in page
    assert "both like Chess" in page and "8 of 8" in page


def test_pairing_reasons_hide_ones_own_pair_from_a_coordinator(cohort, ada, omar, sign_in):
    pairing = make_pairing(cohort, omar, ada)
    assert sign_in(ada).get(f"/pairings/{pairing.pk}/reasons/").status_code == 404


@pytest.mark.parametrize(
    "url", [WORKBENCH, "/cohorts/autumn/people/", "/cohorts/autumn/rosters/new/"]
)
def test_cohort_pages_do_not_exist_for_others(cohort, pairing, cleo, eve, maria, sign_in, url):
    seen = [sign_in(person).get(url).status_code for person in (cleo, eve, maria)]
    assert seen == [404, 404, 404]


def test_people_page_says_who_works_with_whom(pairing, ada, sign_in):
    page = page_of(sign_in(ada), "/cohorts/autumn/people/?q=omar")
    assert page.count("Maria Oliveira") == 1 and "1 of 1" in page


def test_people_page_narrows_by_role_and_state(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz"], state="invited")
    make_people(cohort, "mentor", ["Dee Moss"])
    page = page_of(sign_in(ada), "/cohorts/autumn/people/?role=mentee&state=invited")
    assert "Bea Ruiz" in page and "Dee Moss" not in page


def test_pairing_page_shows_both_clocks_and_why(pairing, maria, sign_in):
    page = page_of(sign_in(maria), f"/pairings/{pairing.pk}/")
    assert "You work with Omar Haddad" in page
    assert "New York" in page and "Lisbon" in page
    assert "every week on Thursday" in page


def test_pairing_page_uses_the_programs_own_words(pairing, maria, sign_in):
    program = pairing.cohort.program
    program.mentor_word = "guide"
    program.save()
    assert "Guide" in page_of(sign_in(maria), f"/pairings/{pairing.pk}/")


def test_pairing_page_is_its_members_own(pairing, ada, eve, sign_in):
    url = f"/pairings/{pairing.pk}/"
    assert [sign_in(person).get(url).status_code for person in (ada, eve)] == [404, 404]


def test_a_draft_is_hidden_from_the_people_in_it(cohort, maria, omar, sign_in):
    mentee = make_enrollment(cohort, maria, "mentee")
    draft = make_draft(cohort, mentee, make_enrollment(cohort, omar, "mentor"))
    assert sign_in(maria).get(f"/pairings/{draft.pk}/").status_code == 404


def test_close_pairing_page_wants_a_reason(pairing, maria, sign_in):
    client, url = sign_in(maria), f"/pairings/{pairing.pk}/close/"
    assert client.post(url).status_code == 422
    assert client.post(url, {"reason": "time"}).url == f"/pairings/{pairing.pk}/"
    assert client.get(url).status_code == 403


def test_pause_and_resume_pairing_pages(pairing, ada, maria, sign_in):
    member, coordinator = sign_in(maria), sign_in(ada)
    assert member.post(f"/pairings/{pairing.pk}/pause/", {"until": "2020-01-01"}).status_code == 422
    assert member.post(f"/pairings/{pairing.pk}/pause/").url == f"/pairings/{pairing.pk}/"
    assert coordinator.post(f"/pairings/{pairing.pk}/resume/").url == WORKBENCH
    pairing.refresh_from_db()
    assert pairing.state == "active"


def test_steering_a_pairing_is_not_for_strangers(pairing, eve, cleo, sign_in):
    for person in (eve, cleo):
        for step in ("pause", "resume", "close"):
            assert sign_in(person).post(f"/pairings/{pairing.pk}/{step}/").status_code == 404


def test_help_page_shows_ones_own_programs_contacts(pairing, program, maria, eve, client, sign_in):
    program.support_contact = "help@leaders.example"
    program.save()
    assert "help@leaders.example" in page_of(sign_in(maria), "/help/")
    for other in (sign_in(eve), client):
        assert "help@leaders.example" not in page_of(other, "/help/")


def test_help_page_falls_back_to_the_sites_address(client, db, settings):
    settings.SUPPORT_EMAIL = "site@example.org"
    assert "site@example.org" in page_of(client, "/help/")


def test_workbench_opens_on_published_pairs_once_nothing_waits(cohort, ada, sign_in, pairing):
    page = sign_in(ada).get(f"/cohorts/{cohort.slug}/pairings/")
    assert page.context["asked"].show == "published"
    assert "Maria Oliveira" in page.content.decode()
