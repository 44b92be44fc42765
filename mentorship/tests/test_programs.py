"""Programs and cohorts: opening them, who may, what is next."""

from datetime import date, time

import pytest
from django.db import IntegrityError

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import Cohort, Coordinator, Program
from mentorship.queries.programs import cohort_facts
from mentorship.services.programs import advance_cohort, create_cohort, create_program
from mentorship.tests.make import NOW, make_coordinator, make_draft, make_people, make_program

PROGRAM = {
    "name": "Growing together",
    "zone": "Europe/Lisbon",
    "support_contact": "help@example.org",
    "safeguarding_contact": "safe@example.org",
}
COHORT = {
    "name": "Spring",
    "starts_on": date(2027, 1, 4),
    "ends_on": date(2027, 6, 30),
    "zone": "Europe/Lisbon",
}
COHORT_POST = COHORT | {"every": "weekly", "weekday": 2, "at": "17:00", "default_capacity": 2}


def test_create_program_makes_its_maker_coordinator_of_all_of_it(ada):
    program = create_program(by=ada, now=NOW, **PROGRAM)
    post = Coordinator.objects.get(program=program)
    assert (post.user, post.cohort, program.state) == (ada, None, "open")
    assert AuditEntry.objects.get(verb="program.create").subject_id == program.pk


def test_create_program_gives_each_a_free_address(ada):
    slugs = [create_program(by=ada, now=NOW, **PROGRAM).slug for _ in range(3)]
    assert slugs == ["growing-together", "growing-together-2", "growing-together-3"]


@pytest.mark.parametrize(("name", "slug"), [("Рост", "program"), ("New", "new-2")])
def test_create_program_finds_an_address_for_any_name(ada, name, slug):
    assert create_program(by=ada, now=NOW, **(PROGRAM | {"name": name})).slug == slug


def test_create_program_refuses_one_address_for_help_and_concerns(ada):
    same = PROGRAM | {"safeguarding_contact": "HELP@example.org"}
    with pytest.raises(DomainError):
        create_program(by=ada, now=NOW, **same)
    assert not Program.objects.exists()


def test_create_cohort_keeps_a_monthly_rhythm_whole(ada):
    program = make_program()
    made = create_cohort(program=program, by=ada, now=NOW, every="monthly", **COHORT)
    assert (made.nth, made.weekday, made.cadence.every) == (1, 3, "monthly")


def test_create_cohort_ignores_the_nth_weekday_of_a_weekly_rhythm(ada):
    made = create_cohort(program=make_program(), by=ada, now=NOW, nth=2, at=time(9), **COHORT)
    assert (made.nth, made.cadence.at) == (None, time(9))


def test_create_cohort_refuses_a_name_twice(ada):
    program = make_program()
    create_cohort(program=program, by=ada, now=NOW, **COHORT)
    with pytest.raises(DomainError, match="already has a cohort"):
        create_cohort(program=program, by=ada, now=NOW, **COHORT)


def test_cohort_must_end_after_it_starts(cohort):
    with pytest.raises(IntegrityError):
        Cohort.objects.filter(pk=cohort.pk).update(ends_on=cohort.starts_on)


def test_advance_cohort_never_goes_back(cohort):
    advance_cohort(cohort, Cohort.State.RECRUITING)
    assert cohort.state == "running"


def test_cohort_facts_say_what_is_next(cohort):
    assert cohort_facts(cohort).next_step == "upload"
    mentee, _other = make_people(cohort, "mentee", ["Bea Ruiz", "Cem Kaya"])
    (mentor,) = make_people(cohort, "mentor", ["Dee Moss"], state="invited", capacity=3)
    facts = cohort_facts(cohort)
    assert (facts.next_step, facts.mentees, facts.invited, facts.seats) == ("propose", 2, 1, 3)
    make_draft(cohort, mentee, mentor)
    assert cohort_facts(cohort).next_step == "publish"


def test_cohort_page_leads_to_applications_before_it_leads_to_pairs(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz"], state="applied")
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert "One application waits for your answer" in page and "Look at the applications" in page
    (mentee,) = make_people(cohort, "mentee", ["Cem Kaya"])
    (mentor,) = make_people(cohort, "mentor", ["Dee Moss"])
    make_draft(cohort, mentee, mentor)
    assert cohort_facts(cohort).next_step == "publish"


def test_programs_page_shows_only_the_cohorts_one_runs(cohort, ada, sign_in):
    page = sign_in(ada).get("/programs/").content.decode()
    assert "Autumn" in page and "Spring" not in page


def test_create_program_page_keeps_what_was_typed(ada, sign_in):
    make_coordinator(ada, make_program())
    sent = PROGRAM | {"zone": "Mars/Olympus"}
    response = sign_in(ada).post("/programs/new/steps/", sent)
    assert response.status_code == 422
    assert "Growing together" in response.content.decode()


def test_create_program_page_is_for_those_who_run_one_and_for_staff(eve, ada, sign_in):
    assert sign_in(eve).get("/programs/new/steps/").status_code == 403
    ada.is_staff = True
    ada.save()
    response = sign_in(ada).post("/programs/new/steps/", PROGRAM)
    assert (response.status_code, response.url) == (302, "/programs/growing-together/")


def test_create_program_is_not_for_who_runs_single_cohorts(cohort, ada, sign_in):
    client = sign_in(ada)
    for address in ("/programs/new/", "/programs/new/steps/"):
        assert client.get(address).status_code == 403
    assert "/programs/new/" not in client.get("/programs/").content.decode()


def test_create_cohort_page_is_for_who_runs_the_whole_program(cohort, program, ada, eve, sign_in):
    url = f"/programs/{program.slug}/cohorts/new/"
    assert sign_in(ada).get(url).status_code == 403
    assert sign_in(eve).get(url).status_code == 404
    make_coordinator(eve, program)
    response = sign_in(eve).post(url, COHORT_POST | {"name": "Summer"})
    assert response.url == "/cohorts/leaders-summer/"


def test_create_cohort_page_points_at_dates_the_wrong_way_round(program, eve, sign_in):
    make_coordinator(eve, program)
    wrong = COHORT_POST | {"ends_on": date(2026, 1, 1)}
    response = sign_in(eve).post(f"/programs/{program.slug}/cohorts/new/", wrong)
    assert response.status_code == 422
    assert "Choose a day after the first day." in response.content.decode()


def test_cohort_page_leads_to_the_next_step(cohort, ada, cleo, sign_in):
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert "first, the people" in page and "/cohorts/autumn/rosters/new/" in page
    assert sign_in(cleo).get("/cohorts/autumn/").status_code == 404


def test_cohort_page_begins_with_what_is_next(cohort, ada, sign_in):
    (mentee,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    (mentor,) = make_people(cohort, "mentor", ["Dee Moss"])
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert page.index("section-matching") < page.index("section-people")
    make_draft(cohort, mentee, mentor)
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert page.index("section-pairs") < page.index("section-people")


def test_cohort_page_leads_to_drafts_that_no_run_made(cohort, ada, sign_in):
    (mentee,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    (mentor,) = make_people(cohort, "mentor", ["Dee Moss"])
    make_draft(cohort, mentee, mentor)
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert 'class="button go" href="/cohorts/autumn/pairings/"' in page
    assert page.count('class="button go"') == 1
