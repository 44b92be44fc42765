"""A long import holds the database for its writing alone, in one transaction."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.jobs import LeaseLost, run_waiting_jobs
from mentorship.management.importing import roster
from mentorship.models import Enrollment, RosterImport
from mentorship.roster import ParsedPerson
from mentorship.services import imports
from mentorship.services.roster_previews import reading_of
from mentorship.services.rosters import confirm_roster, run_roster, upload_roster
from mentorship.tests.make import NOW

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def confirmed(cohort, ada):
    facts = {"filename": "p.csv", "content": roster(600)}
    upload = upload_roster(cohort=cohort, by=ada, now=NOW, **facts)
    confirm_roster(upload=upload, applied=True, by=ada, now=NOW)
    return RosterImport.objects.select_related("cohort__program", "by").get()


def statements(upload):
    with CaptureQueriesContext(connection) as seen:
        run_roster(upload=upload, now=NOW)
    return [re.sub(r"^\d+ times: ", "", query["sql"]) for query in seen.captured_queries]


def test_run_roster_writes_with_few_statements_however_many_people(confirmed):
    assert len(statements(confirmed)) < 40
    assert Enrollment.objects.count() == 600


def test_run_roster_reads_and_compares_before_its_transaction(confirmed):
    said = statements(confirmed)
    begins = next(at for at, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    ends = max(at for at, sql in enumerate(said) if sql.startswith("RELEASE SAVEPOINT"))
    writing = [at for at, sql in enumerate(said) if sql.startswith(WRITES)]
    assert begins < min(writing) and max(writing) < ends
    assert ends == len(said) - 1 and begins > 0


def test_run_roster_that_breaks_at_its_end_leaves_nothing(confirmed):
    with pytest.raises(RuntimeError), connection.execute_wrapper(break_at_the_end):
        run_roster(upload=confirmed, now=NOW)
    assert (Enrollment.objects.count(), RosterImport.objects.get().state) == (0, "confirmed")


def break_at_the_end(execute, sql, params, many, context):
    if sql.startswith('UPDATE "mentorship_rosterimport"'):
        raise RuntimeError
    return execute(sql, params, many, context)


def test_enter_people_compares_anew_what_came_in_meanwhile(cohort, confirmed):
    facts = {"applied": True, "by": None, "now": NOW}
    before = imports.prepare_import(cohort, reading_of(confirmed).lines, **facts)
    run_roster(upload=confirmed, now=NOW)
    done = imports.enter_people(before)
    assert (done.new, Enrollment.objects.count()) == (0, 600)


def test_enter_people_makes_an_account_anew_that_was_erased_in_between(cohort, confirmed, maria):
    line = ParsedPerson(2, maria.email, "Maria", ("mentee",), 1, "", "UTC", "en")
    facts = {"applied": True, "by": None, "now": NOW}
    before = imports.prepare_import(cohort, [line], **facts)
    maria.delete()
    assert imports.enter_people(before).new == 1
    assert Enrollment.objects.get().user.email == line.email


def test_run_roster_keeps_nothing_when_another_worker_has_the_job(confirmed):
    with pytest.raises(LeaseLost):
        run_roster(upload=confirmed, now=NOW, progress=lost)
    assert (Enrollment.objects.count(), RosterImport.objects.get().state) == (0, "confirmed")


def lost(percent, note=""):
    raise LeaseLost


def test_run_roster_extends_its_lease_with_the_last_statement_of_its_transaction(confirmed):
    with CaptureQueriesContext(connection) as seen:
        run_waiting_jobs()
    said = [query["sql"] for query in seen.captured_queries]
    done = next(at for at, sql in enumerate(said) if sql.startswith('UPDATE "mentorship_roster'))
    assert said[done + 1].startswith('UPDATE "accounts_job"') and "lease_until" in said[done + 1]
    assert said[done + 2].startswith("RELEASE SAVEPOINT")
