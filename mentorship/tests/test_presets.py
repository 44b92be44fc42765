"""A small program from three answers."""

from datetime import date

import pytest

from accounts.models import AuditEntry, Message
from mentorship.models import Cohort, Coordinator, Enrollment, Program, RosterImport
from mentorship.services.presets import create_small_program
from mentorship.services.rosters import run_roster
from mentorship.tests.make import NOW, make_coordinator, make_program

ANSWERS = {
    "name": "Lunch club",
    "starts_on": date(2026, 12, 7),
    "ends_on": date(2027, 6, 5),
    "mentors": [("Dee Moss", "dee@example.org")],
    "mentees": [("Bea Ruiz", "bea@example.org"), ("Dee Moss", "dee@example.org")],
}
POST = ANSWERS | {"mentors": "Dee Moss <dee@example.org>", "mentees": "Bea, bea@example.org"}


def test_create_small_program_is_open_and_recruits(ada):
    made = create_small_program(by=ada, now=NOW, **ANSWERS | {"mentors": [], "mentees": []})
    assert (made.program.state, made.cohort.state, made.upload) == ("open", "recruiting", None)
    assert (made.program.support_contact, made.cohort.zone) == (ada.email, ada.zone)
    assert Coordinator.objects.get(program=made.program).cohort is None
    assert AuditEntry.objects.filter(verb="program.create_small").count() == 1


def test_create_small_program_invites_everybody_once(ada):
    made = create_small_program(by=ada, now=NOW, **ANSWERS)
    run_roster(upload=RosterImport.objects.get(pk=made.upload.pk), now=NOW)
    places = Enrollment.objects.values_list("user__email", "role", "state")
    assert sorted(places) == [
        ("bea@example.org", "mentee", "invited"),
        ("dee@example.org", "mentee", "invited"),
        ("dee@example.org", "mentor", "invited"),
    ]
    assert Message.objects.filter(kind="mentorship.invitation").count() == 2


@pytest.fixture
def client(ada, sign_in):
    make_coordinator(ada, make_program())
    return sign_in(ada)


def test_create_small_program_page_leads_to_the_cohort(client):
    answer = client.post("/programs/new/", POST)
    assert answer.url == f"/cohorts/{Cohort.objects.get(program__name='Lunch club').slug}/"
    assert RosterImport.objects.get().state == "confirmed"


def test_create_small_program_page_names_wrong_lines_and_keeps_them(client):
    sent = POST | {"mentees": "Bea, bea@example.org\nCem without one"}
    answer = client.post("/programs/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2: “Cem without one” has no address that we can read." in page
    assert "Bea, bea@example.org\nCem without one" in page
    assert not Program.objects.filter(name="Lunch club").exists()


def test_create_small_program_page_begins_with_dates_and_leads_to_the_long_form(client):
    answer = client.get("/programs/new/")
    assert answer.context["form"].initial["starts_on"].weekday() == 0
    assert "/programs/new/steps/" in answer.content.decode()


def test_create_small_program_page_refuses_a_crowd(client):
    crowd = "\n".join(f"p{number}@example.org" for number in range(201))
    answer = client.post("/programs/new/", POST | {"mentors": crowd})
    assert answer.status_code == 422
    assert "201 people are too many" in answer.content.decode()
