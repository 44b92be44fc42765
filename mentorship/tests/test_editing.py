"""Changing what a program says and when a cohort runs."""

from datetime import time

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, User
from mentorship.models import Agreement, Program
from mentorship.queries.agreements import program_texts, starting_texts
from mentorship.roster import ParsedPerson
from mentorship.services.editing import edit_program
from mentorship.services.imports import import_people
from mentorship.tests.make import NOW, make_coordinator, make_person

PROGRAM = {
    "name": "Leaders",
    "zone": "Europe/Berlin",
    "mentor_word": "guide",
    "mentee_word": "",
    "check_in_word": "talk",
    "quiet_from": time(19),
    "quiet_until": time(9),
    "support_contact": "help@example.org",
    "safeguarding_contact": "safe@example.org",
    "agreement_texts": {},
}
URL = "/programs/leaders/edit/"


@pytest.fixture
def whole(program, ada) -> User:
    make_coordinator(ada, program)
    return ada


def sent(client, **changes):
    """What the page would send if only these fields were typed over."""
    fields = client.get(URL).context["form"]
    data = {field.name: field.value() or "" for field in fields}
    return data | {k: v for k, v in PROGRAM.items() if k != "agreement_texts"} | changes


def test_edit_program_notes_which_fields_changed_and_never_the_words(program, ada):
    edited = edit_program(program=program, by=ada, now=NOW, **PROGRAM)
    assert (edited.words.mentor, edited.words.check_in, edited.slug) == ("guide", "talk", "leaders")
    entry = AuditEntry.objects.get(verb="program.edit")
    assert "mentor_word" in entry.details["fields"] and "guide" not in str(entry.details)


def test_edit_program_without_a_change_leaves_no_trace(program, ada):
    for _ in range(2):
        edit_program(program=program, by=ada, now=NOW, **PROGRAM)
    assert AuditEntry.objects.filter(verb="program.edit").count() == 1


def test_edit_program_wants_a_rhythm_on_the_menu(program, ada):
    none = dict.fromkeys(("offers_weekly", "offers_biweekly", "offers_monthly"), False)
    with pytest.raises(DomainError, match="at least one rhythm"):
        edit_program(program=program, by=ada, now=NOW, **PROGRAM | none)


def test_edit_program_page_sets_what_cohorts_begin_with(program, whole, sign_in):
    client = sign_in(whole)
    menu = {"rhythms": ["monthly"], "default_capacity": 3}
    assert client.post(URL, sent(client, **menu)).status_code == 302
    page = client.get("/programs/leaders/cohorts/new/")
    assert [value for value, _ in page.context["form"].fields["every"].choices] == ["monthly"]
    assert page.context["form"].initial["default_capacity"] == 3


def test_edit_program_refuses_one_address_for_help_and_concerns(program, ada):
    same = PROGRAM | {"safeguarding_contact": "Help@example.org"}
    with pytest.raises(DomainError):
        edit_program(program=program, by=ada, now=NOW, **same)


def test_edit_program_keeps_only_the_texts_that_differ_from_ours(pairing, ada):
    program = pairing.cohort.program
    texts = program_texts(program) | {"purpose": "We grow.", "success": " "}
    edited = edit_program(program=program, by=ada, now=NOW, **PROGRAM | {"agreement_texts": texts})
    assert edited.agreement_texts == {"purpose": "We grow."}
    pairing.cohort.program = edited
    begins = starting_texts(pairing)
    assert begins["purpose"] == "We grow." and all(begins[name] for name in Agreement.TEXTS)


def test_new_people_start_with_the_quiet_hours_of_the_program(cohort, ada):
    edit_program(program=cohort.program, by=ada, now=NOW, **PROGRAM)
    cohort.refresh_from_db()
    line = ParsedPerson(2, "bea@example.org", "Bea", ("mentee",), 1, "", "Europe/Berlin", "en")
    import_people(cohort=cohort, lines=[line], applied=True, by=ada, now=NOW)
    bea = User.objects.get(email="bea@example.org")
    assert (bea.quiet_from, bea.quiet_until) == (time(19), time(9))


def test_edit_program_page_is_prefilled_and_saves(program, whole, sign_in):
    client = sign_in(whole)
    assert "the decisions stay with the mentee" in client.get(URL).content.decode()
    assert client.post(URL, sent(client)).url == "/programs/leaders/"
    program.refresh_from_db()
    assert (program.mentor_word, program.agreement_texts) == ("guide", {})


def test_edit_program_page_keeps_what_was_typed(program, whole, sign_in):
    client = sign_in(whole)
    response = client.post(URL, sent(client, zone="Mars/Olympus", agreement_purpose="We grow."))
    assert response.status_code == 422 and "We grow." in response.content.decode()


def test_edit_program_page_warns_where_concerns_reach_a_coordinator(program, whole, sign_in):
    client = sign_in(whole)
    own = sent(client, safeguarding_contact=whole.email.upper())
    page = client.post(URL, own, follow=True).content.decode()
    assert "belongs to somebody who runs this program" in page
    assert "A safe way for concerns" in client.get(URL).content.decode()


def test_edit_program_page_is_for_who_runs_the_whole_program(cohort, ada, eve, sign_in):
    assert [sign_in(person).get(URL).status_code for person in (ada, eve)] == [403, 404]
    make_coordinator(make_person("Wim Whole"), cohort.program)
    assert sign_in(User.objects.get(email="wim@example.org")).get(URL).status_code == 200


def test_edit_program_says_seats_in_the_programs_own_word(client, program, ada):
    make_coordinator(ada, program)
    Program.objects.update(mentor_word="Guide")
    client.force_login(ada)
    page = client.get(f"/programs/{program.slug}/edit/").content.decode()
    assert "People per Guide, to begin with" in page


def test_people_are_filtered_by_the_roles_that_the_cohort_has(client, cohort, ada):
    client.force_login(ada)
    for page in ("people", "applications"):
        answer = client.get(f"/cohorts/{cohort.slug}/{page}/")
        assert [role for role, _word in answer.context["roles"]] == ["mentor", "mentee"]
