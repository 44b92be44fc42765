"""States of programs and cohorts: who moves them, what each permits."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import Cohort, Enrollment, Pairing, Program
from mentorship.services.answers import edit_answers
from mentorship.services.cohorts import close_cohort, close_cohorts
from mentorship.services.coordinators import add_coordinator
from mentorship.services.enrollments import accept_invitation
from mentorship.services.invitees import Invitee, invite_people
from mentorship.services.pairings import publish_pairings
from mentorship.services.programs import check_open, create_cohort
from mentorship.services.questions import start_questions
from mentorship.services.rosters import confirm_roster, upload_roster
from mentorship.services.states import (
    archive_program,
    open_program,
    reopen_program,
    start_recruiting,
)
from mentorship.tests.make import (
    NOW,
    make_coordinator,
    make_csv,
    make_draft,
    make_enrollment,
    make_people,
    make_person,
)

ROSTER = make_csv("Name,Email,Role", "Bea Ruiz,bea@example.org,mentee")


def put(program: Program, state: str) -> Program:
    Program.objects.filter(pk=program.pk).update(state=state)
    return Program.objects.get(pk=program.pk)


def in_state(cohort: Cohort, state: str) -> Cohort:
    Cohort.objects.filter(pk=cohort.pk).update(state=state)
    return Cohort.objects.select_related("program").get(pk=cohort.pk)


def test_open_program_lets_people_in(program, ada):
    draft = put(program, "draft")
    with pytest.raises(DomainError, match="draft"):
        check_open(draft)
    check_open(open_program(program=draft, by=ada, now=NOW))
    assert AuditEntry.objects.get(verb="program.open").subject_id == program.pk


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (open_program, "open"),
        (open_program, "archived"),
        (archive_program, "archived"),
        (reopen_program, "open"),
        (reopen_program, "draft"),
    ],
)
def test_program_steps_are_refused_in_other_states(program, ada, verb, state):
    with pytest.raises(DomainError):
        verb(program=put(program, state), by=ada, now=NOW)
    assert put(program, state).state == state


def test_archive_program_waits_for_pairs_that_work(pairing, program, ada):
    with pytest.raises(DomainError, match="One pair still works"):
        archive_program(program=program, by=ada, now=NOW)


def test_archive_program_and_reopen_it(program, ada):
    assert archive_program(program=program, by=ada, now=NOW).state == "archived"
    assert reopen_program(program=program, by=ada, now=NOW).state == "open"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {
        "program.archive",
        "program.reopen",
    }


def test_archive_program_withdraws_mails_that_wait(cohort, ada):
    program = cohort.program
    add_coordinator(program=program, by=ada, now=NOW, email="kim@example.org")
    archive_program(program=program, by=ada, now=NOW)
    assert Message.objects.get().state == Message.State.CANCELLED


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_nobody_is_invited_in_a_program_that_is_not_open(cohort, ada, state):
    put(cohort.program, state)
    facts = {"cohort": cohort, "role": "mentee", "by": ada, "now": NOW}
    with pytest.raises(DomainError):
        invite_people(people=[Invitee("bea@example.org")], **facts)
    assert not Enrollment.objects.exists()


def test_program_state_is_one_we_know(program):
    with pytest.raises(IntegrityError):
        put(program, "asleep")


def test_program_offers_at_least_one_rhythm(program):
    with pytest.raises(IntegrityError):
        Program.objects.update(offers_weekly=False, offers_biweekly=False, offers_monthly=False)


def test_program_starts_mentors_with_a_seat_at_least(program):
    with pytest.raises(IntegrityError):
        Program.objects.update(default_capacity=0)


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_nobody_is_published_in_a_program_that_is_not_open(cohort, ada, state):
    people = [make_people(cohort, role, [name])[0] for role, name in PAIR]
    make_draft(cohort, *people)
    put(cohort.program, state)
    with pytest.raises(DomainError):
        publish_pairings(cohort=cohort, by=ada, now=NOW)


PAIR = [("mentee", "Bea Ruiz"), ("mentor", "Dee Moss")]


def test_nobody_is_entered_in_a_draft(cohort, ada):
    put(cohort.program, "draft")
    facts = {"by": ada, "now": NOW}
    upload = upload_roster(cohort=cohort, filename="a.csv", content=ROSTER, **facts)
    with pytest.raises(DomainError, match="draft"):
        confirm_roster(upload=upload, applied=True, **facts)
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize("state", ["archived", "closed"])
def test_invitations_lapse_with_the_program_or_the_cohort(cohort, ada, state):
    (place,) = make_people(cohort, "mentee", ["Bea Ruiz"], state="invited")
    put(cohort.program, state) if state == "archived" else in_state(cohort, state)
    with pytest.raises(DomainError, match="over"):
        accept_invitation(enrollment=place, by=place.user, now=NOW)


def test_archived_program_can_be_read_and_exported_only(cohort, ada, sign_in):
    put(cohort.program, "archived")
    client = sign_in(ada)
    page = client.get("/cohorts/autumn/").content.decode()
    assert "/cohorts/autumn/edit/" not in page
    assert client.get("/cohorts/autumn/rosters/new/").status_code == 403
    export = client.post("/cohorts/autumn/export/", {"what": "people", "kind": "csv"})
    assert export.status_code == 200


def test_start_recruiting_once(cohort, ada):
    planned = in_state(cohort, "planned")
    assert start_recruiting(cohort=planned, by=ada, now=NOW).state == "recruiting"
    with pytest.raises(DomainError):
        start_recruiting(cohort=planned, by=ada, now=NOW)
    assert AuditEntry.objects.filter(verb="cohort.start_recruiting").count() == 1


def test_close_cohort_early_leaves_pairs_their_days(pairing, cohort, ada):
    make_draft(cohort, *[make_people(cohort, role, [name])[0] for role, name in PAIR])
    assert close_cohort(cohort=cohort, by=ada, now=NOW) == 1
    cohort.refresh_from_db()
    assert cohort.state == "closing"
    assert list(Pairing.objects.in_cohort(cohort)) == [pairing]
    with pytest.raises(DomainError, match="closing"):
        publish_pairings(cohort=cohort, by=ada, now=NOW)


def test_close_cohort_without_pairs_closes_it_at_once(cohort, ada):
    close_cohort(cohort=cohort, by=ada, now=NOW)
    cohort.refresh_from_db()
    assert cohort.state == "closed"


@pytest.mark.parametrize("state", ["applied", "waitlisted"])
def test_close_cohort_leaves_nobody_waiting_for_a_place(
    pairing, cohort, ada, maria, state, sign_in
):
    place = make_enrollment(cohort, make_person("Xenia"), "mentee", state=state, applied_at=NOW)
    page = sign_in(ada).get("/cohorts/autumn/close/").content.decode()
    assert "One person who applied and waits is told" in page
    close_cohort(cohort=cohort, by=ada, now=NOW)
    place.refresh_from_db()
    assert (place.state, place.decided_by) == ("declined", ada)
    assert Message.objects.get(kind="mentorship.application_decided").person == place.user


def test_close_cohorts_on_the_last_day_answers_who_still_waits(pairing, cohort):
    place = make_enrollment(cohort, make_person("Xenia"), "mentee", state="waitlisted")
    close_cohorts(datetime.combine(cohort.ends_on, time(23), UTC) + timedelta(days=1))
    place.refresh_from_db()
    assert (place.state, place.decided_by) == ("declined", None)


def test_close_cohort_page_says_what_happens(pairing, cohort, ada, sign_in):
    client = sign_in(ada)
    page = client.get("/cohorts/autumn/close/").content.decode()
    assert "One pair works on until its own last day." in page
    assert client.post("/cohorts/autumn/close/").url == "/cohorts/autumn/"
    assert client.get("/cohorts/autumn/close/").status_code == 403


def test_archive_program_page_says_what_stands_against_it(pairing, program, eve, sign_in):
    make_coordinator(eve, program)
    answer = sign_in(eve).post("/programs/leaders/archive/")
    assert answer.status_code == 422
    assert "One pair still works" in answer.content.decode()


def test_create_cohort_takes_a_rhythm_of_the_menu(program, ada):
    Program.objects.update(offers_weekly=False)
    program.refresh_from_db()
    days = {"starts_on": NOW.date(), "ends_on": NOW.date().replace(year=2027)}
    facts = {"program": program, "by": ada, "now": NOW, "name": "A", "zone": "UTC", **days}
    with pytest.raises(DomainError, match="rhythm"):
        create_cohort(**facts, every="weekly")
    assert create_cohort(**facts, every="monthly").every == "monthly"


def test_setup_steps_lead_from_a_draft_to_opening_it(program, eve, sign_in):
    make_coordinator(eve, program)
    put(program, "draft")
    page = sign_in(eve).get("/programs/leaders/").content.decode()
    assert "Nobody is named whom people may ask for help." in page
    assert "Until then nobody can be entered." in page


def test_archive_program_offers_no_button_while_pairs_work(client, pairing, program, ada):
    make_coordinator(ada, program)
    client.force_login(ada)
    button = b'type="submit">Archive program'
    assert button not in client.get(f"/programs/{program.slug}/archive/").content
    Pairing.objects.update(state="closed", close_reason="completed", closed_at=NOW)
    assert button in client.get(f"/programs/{program.slug}/archive/").content


def test_archived_program_asks_nothing_new(cohort, ada, sign_in):
    put(cohort.program, "archived")
    page = f"/cohorts/{cohort.slug}/questions/"
    assert sign_in(ada).get(page).status_code == 200
    assert sign_in(ada).post(f"{page}start/").status_code == 403
    with pytest.raises(DomainError, match="archived"):
        start_questions(cohort=cohort, by=ada, now=NOW)


def test_archived_program_keeps_answers_as_they_are(cohort, maria, sign_in):
    place = make_enrollment(cohort, maria, "mentee")
    put(cohort.program, "archived")
    assert sign_in(maria).get(f"/answers/{place.pk}/").status_code == 403
    with pytest.raises(DomainError, match="nothing of it changes"):
        edit_answers(enrollment=place, by=maria, now=NOW, changes={"goals": "Other"})
