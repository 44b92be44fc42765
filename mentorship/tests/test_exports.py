"""What leaves in files: structure and matching, never words, never a formula."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest

from accounts import clock
from accounts.models import AuditEntry, Job
from accounts.services.jobs import forget_uploads, run_waiting_jobs
from mentorship.models import Enrollment
from mentorship.queries.exports import pairs_sheet, people_sheet
from mentorship.services.exports import export_cohort
from mentorship.tests.make import NOW, make_enrollment, make_pairing, make_person

SECRET = "I stutter when nervous"


@pytest.fixture
def pair(cohort):
    bea, dee = make_person("Bea Ruiz"), make_person("=1+1", email="dee@example.org")
    make_enrollment(cohort, bea, "mentee", answers={"bio": SECRET, "identity": ["x"]})
    return make_pairing(cohort, bea, dee, score=8_250, parts=[{"key": "bio", "shared": [SECRET]}])


def table(cohort, ada, what, kind):
    content = export_cohort(cohort=cohort, by=ada, now=NOW, what=what, kind=kind).content
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    return [
        ["" if value is None else str(value) for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_cohort_tells_people_with_roles_states_seats_and_pairs(cohort, ada, pair, kind):
    rows = {row[1]: row for row in table(cohort, ada, "people", kind)}
    assert rows["bea@example.org"][:7] == [
        *("Bea Ruiz", "bea@example.org", "mentee", "taking part", "1", "1"),
        "'=1+1",
    ]
    assert rows["dee@example.org"][0] == "'=1+1"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_cohort_tells_pairs_with_score_and_dates(cohort, ada, pair, kind):
    _head, row = table(cohort, ada, "pairs", kind)
    assert row[:5] == ["Bea Ruiz", "bea@example.org", "'=1+1", "dee@example.org", "active"]
    assert float(row[5]) == 82.5
    assert row[9:11] == [str(pair.starts_on), str(pair.ends_on)]


@pytest.mark.parametrize("what", ["people", "pairs"])
def test_export_cohort_tells_no_answers_and_no_reasons(cohort, ada, pair, what):
    content = export_cohort(cohort=cohort, by=ada, now=NOW, what=what, kind="csv").content
    assert SECRET not in content.decode()


def test_export_cohort_is_written_down(cohort, ada, pair):
    export_cohort(cohort=cohort, by=ada, now=NOW, what="pairs", kind="csv")
    entry = AuditEntry.objects.get(verb="cohort.export")
    assert (entry.by, entry.details) == (ada, {"what": "pairs", "kind": "csv"})


def test_export_page_gives_a_file_that_nobody_caches(cohort, ada, sign_in):
    answer = sign_in(ada).post("/cohorts/autumn/export/", {"what": "people", "kind": "xlsx"})
    assert answer["Content-Disposition"] == 'attachment; filename="autumn-people.xlsx"'
    assert "no-store" in answer["Cache-Control"]


def test_export_page_of_nonsense_says_so(cohort, ada, sign_in):
    assert sign_in(ada).post("/cohorts/autumn/export/", {"what": "notes"}).status_code == 422
    assert not AuditEntry.objects.filter(verb="cohort.export").exists()


def test_export_of_a_closed_cohort_still_works(cohort, ada, sign_in):
    cohort.state = "closed"
    cohort.save()
    data = {"what": "people", "kind": "csv"}
    assert sign_in(ada).post("/cohorts/autumn/export/", data).status_code == 200


@pytest.mark.parametrize("what", ["people", "pairs"])
def test_export_cohort_asks_the_same_however_many(cohort, ada, what, django_assert_num_queries):
    for number in range(30):
        make_pairing(cohort, make_person(f"E{number}"), make_person(f"R{number}"))
    assert Enrollment.objects.count() == 60
    with django_assert_num_queries(5):  # the transaction's two, the tables' two, the audit
        export_cohort(cohort=cohort, by=ada, now=NOW, what=what, kind="csv")


@pytest.fixture
def large(monkeypatch, pair):
    monkeypatch.setattr("mentorship.services.exports.AT_ONCE", 1)


def export(client, kind="xlsx"):
    return client.post("/cohorts/autumn/export/", {"what": "people", "kind": kind})


def test_a_large_workbook_is_made_by_the_worker_and_taken_by_who_asked(large, ada, sign_in):
    client = sign_in(ada)
    started = export(client)
    run_waiting_jobs(NOW)
    ready = client.get(started.url)
    assert "Your export is ready" in client.get(ready.url).content.decode()
    file = client.post(ready.url)
    assert file["Content-Disposition"] == 'attachment; filename="autumn-people.xlsx"'
    rows = openpyxl.load_workbook(io.BytesIO(file.content)).active.max_row
    assert (rows, AuditEntry.objects.filter(verb="cohort.export").count()) == (3, 1)


def test_a_large_workbook_is_nobody_elses(large, ada, cleo, program, sign_in):
    export(sign_in(ada))
    run_waiting_jobs(NOW)
    ready = Job.objects.get().result["next"]
    assert sign_in(cleo).get(ready).status_code == 404


def test_a_large_workbook_is_kept_for_a_week(large, ada, sign_in):
    client = sign_in(ada)
    export(client)
    run_waiting_jobs(NOW)
    forget_uploads(clock.db_now() + timedelta(days=8))
    answer = client.post(Job.objects.get().result["next"])
    assert (answer.status_code, Job.objects.get().upload) == (422, None)


def test_a_large_table_as_csv_is_there_at_once(large, ada, sign_in):
    assert export(sign_in(ada), "csv").status_code == 200


@pytest.mark.parametrize(
    ("pairs", "heads"),
    [
        (
            "mentors",
            ["Coach", "E-mail address: Coach"],
        ),
        ("peers", ["Other partner", "E-mail address: other partner"]),
        ("both", ["Coach or other partner", "E-mail address: Coach or other partner"]),
    ],
)
def test_pairs_sheet_names_the_sides_as_the_program_does(cohort, pairs, heads):
    cohort.pairs, cohort.program.mentor_word = pairs, "Coach"
    assert pairs_sheet(cohort).head[2:4] == heads


def test_people_sheet_names_roles_as_the_program_does(cohort, pair):
    cohort.program.mentor_word = "Coach"
    assert [row[2] for row in people_sheet(cohort).rows] == ["mentee", "Coach"]
