"""What became of each line, limits that are told at once, and addresses typed on screen."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Job
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Enrollment, RosterImport
from mentorship.services.rosters import complete_roster, confirm_roster, run_roster, upload_roster
from mentorship.sheets import csv_file, safe_text
from mentorship.tests.make import NOW, make_coordinator, make_csv
from mentorship.tests.test_imports import BEA, DEE, HEAD

CONTENT = make_csv(HEAD, BEA, DEE, "Nobody,,mentee,,,", "Odd,odd at example.org,mentee,,,")


def upload(cohort, ada, content=CONTENT):
    return upload_roster(cohort=cohort, by=ada, now=NOW, filename="people.csv", content=content)


def imported(cohort, ada, content=CONTENT):
    found = upload(cohort, ada, content)
    confirm_roster(upload=found, applied=True, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(pk=found.pk), now=NOW)
    return RosterImport.objects.get(pk=found.pk)


def post_file(client, content, name="people.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post("/cohorts/autumn/rosters/new/", {"file": file, "role": "file"})


def heading(client, upload):
    page = client.get(f"/cohorts/autumn/rosters/{upload.pk}/").content.decode()
    return page.partition("<h1>")[2].partition("</h1>")[0]


def test_preview_says_in_its_heading_why_nobody_comes_in(cohort, ada, sign_in):
    client, nobody = sign_in(ada), make_csv(HEAD)
    assert heading(client, upload(cohort, ada, nobody)) == "There are no people in this file"
    lost = upload(cohort, ada, make_csv(HEAD, "Nobody,,mentee,,,"))
    assert heading(client, lost) == "Nobody new can be entered yet"
    imported(cohort, ada, make_csv(HEAD, BEA))
    same = upload(cohort, ada, make_csv(HEAD, BEA))
    assert heading(client, same) == "Everybody in this file is here already"


def test_confirm_roster_pressed_twice_leads_to_the_same_import(cohort, ada, sign_in):
    client, url = sign_in(ada), f"/cohorts/autumn/rosters/{upload(cohort, ada).pk}/"
    first, second = (client.post(url, {"applied": "yes"}) for _ in range(2))
    assert first.url == second.url == f"/jobs/{Job.objects.get().public_id}/"


def test_confirm_roster_pressed_by_a_second_coordinator_leads_to_the_file(
    cohort, ada, eve, sign_in
):
    found = upload(cohort, ada)
    confirm_roster(upload=found, applied=True, by=ada, now=NOW)
    make_coordinator(eve, cohort.program)
    url = f"/cohorts/autumn/rosters/{found.pk}/"
    assert sign_in(eve).post(url, {"applied": "no"}).url == url


def test_result_says_in_its_heading_what_a_file_without_anybody_new_brought(cohort, ada, sign_in):
    imported(cohort, ada, make_csv(HEAD, BEA))
    again = imported(cohort, ada, make_csv(HEAD + ",Goals", BEA + ",Speak up"))
    assert heading(sign_in(ada), again) == "One line brought something new"


def test_upload_roster_tells_limits_in_groups_of_three(cohort, ada, sign_in):
    lines = make_csv(HEAD, *["a,b"] * 20_001)
    page = post_file(sign_in(ada), lines).content.decode()
    assert "This file has more than 20,000 lines of people." in page


# -- The result file -----------------------------------------------------------------------


def test_download_result_tells_every_line_and_why(cohort, ada, sign_in):
    done = imported(cohort, ada)
    answer = sign_in(ada).get(f"/cohorts/autumn/rosters/{done.pk}/result/")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [
        ["2", "new", "Bea Ruiz", "bea@example.org"],
        ["3", "new", "Dee Moss", "dee@example.org"],
        ["4", "left out", "", ""],
        ["5", "left out", "", ""],
    ]
    assert rows[3][4].startswith("This line has no e-mail address.")


def test_download_result_has_no_formula(cohort, ada, sign_in):
    done = imported(cohort, ada, make_csv(HEAD, BEA.replace("Bea Ruiz", "=SUM(A1:A9)")))
    answer = sign_in(ada).get(f"/cohorts/autumn/rosters/{done.pk}/result/").content.decode()
    (row,) = list(csv.reader(io.StringIO(answer)))[1:]
    assert row[2].startswith("'=")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_safe_text_puts_an_apostrophe_before_what_would_run(text):
    assert safe_text(text) == f"'{text}"


def test_safe_text_leaves_words_alone():
    assert safe_text("Ana = Bea") == "Ana = Bea"


@pytest.mark.parametrize("sign", [";", "\t", "\n", "; "])
def test_csv_has_no_formula_for_who_reads_it_with_another_sign_between_cells(sign):
    rows = csv_file(["Name"], [[f"Ana{sign}=1+1"]]).decode("utf-8-sig")
    assert f"Ana{sign}'=1+1" in rows


# -- Limits --------------------------------------------------------------------------------


def zipped(size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return out.getvalue()


BOMBS = {
    "the most is 10 MB": lambda: b"name,email\n" + b"x" * 11 * 2**20,
    "larger than 64 MB": lambda: zipped(200 * 2**20),
    "the most is 200": lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n",
}


@pytest.mark.parametrize("limit", BOMBS)
def test_upload_roster_refuses_a_bomb_at_once(cohort, ada, sign_in, limit):
    client, content = sign_in(ada), BOMBS[limit]()
    answer = post_file(client, content)
    assert answer.status_code == 422
    errors = str(answer.context["form"].errors)
    assert limit in errors, errors
    assert not RosterImport.objects.exists() and not Job.objects.exists()


def test_upload_page_states_the_limits(cohort, ada, sign_in):
    page = sign_in(ada).get("/cohorts/autumn/rosters/new/").content.decode()
    assert all(limit in page for limit in ("10 MB", "20,000 people", "200 columns"))


# -- Addresses typed on screen -------------------------------------------------------------


def test_complete_roster_gives_lines_their_address(cohort, ada, sign_in):
    found = upload(cohort, ada)
    client, url = sign_in(ada), f"/cohorts/autumn/rosters/{found.pk}/"
    data = {"address-4": "nobody@example.org", "address-5": "odd at example.org", "show": "error"}
    assert client.post(f"{url}complete/", data).url == f"{url}?show=error"
    found.refresh_from_db()
    assert found.preview["counts"] == {"new": 3, "changed": 0, "unchanged": 0, "error": 1}
    page = client.get(f"{url}?show=error").content.decode()
    assert 'value="odd at example.org"' in page  # nothing typed is lost


def test_complete_roster_counts_when_the_file_is_imported(cohort, ada):
    found = upload(cohort, ada)
    complete_roster(upload=found, by=ada, now=NOW, addresses={4: " Nobody@Example.org "})
    confirm_roster(upload=found, applied=True, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(pk=found.pk), now=NOW)
    assert Enrollment.objects.filter(user__email="nobody@example.org").exists()
    found.refresh_from_db()
    assert found.addresses == {}


def test_complete_roster_takes_an_address_back(cohort, ada):
    found = upload(cohort, ada)
    complete_roster(upload=found, by=ada, now=NOW, addresses={4: "nobody@example.org"})
    complete_roster(upload=found, by=ada, now=NOW, addresses={4: ""})
    assert found.preview["counts"]["error"] == 2


# -- Long files ----------------------------------------------------------------------------


def long_file(rows=1_100):
    lines = [f"P{n},p{n}@example.org,mentee,,,{n}" for n in range(rows)]
    return make_csv(HEAD, *lines)


def test_upload_roster_reads_a_long_file_in_the_worker(cohort, ada, sign_in):
    client = sign_in(ada)
    job_page = post_file(client, long_file()).url
    found = RosterImport.objects.get()
    url = f"/cohorts/autumn/rosters/{found.pk}/"
    assert (found.state, found.preview, Job.objects.get().kind) == (
        "reading",
        {},
        "mentorship.read_roster",
    )
    assert "This file is being read" in client.get(url).content.decode()
    assert run_waiting_jobs() == 1
    assert client.get(job_page).url == url
    assert "1100 lines can be entered" in client.get(url).content.decode().replace(",", "")


def test_upload_roster_keeps_nothing_of_a_long_file_nobody_can_read(cohort, ada, sign_in):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<row " * 2_000)
    client = sign_in(ada)
    job_page = post_file(client, out.getvalue(), "people.xlsx").url
    run_waiting_jobs()
    assert not RosterImport.objects.exists()
    assert "This workbook cannot be opened" in client.get(job_page).content.decode()


def test_confirm_roster_waits_until_the_file_is_read(cohort, ada, sign_in):
    client = sign_in(ada)
    post_file(client, long_file())
    found = RosterImport.objects.get()
    answer = client.post(f"/cohorts/autumn/rosters/{found.pk}/", {"applied": "yes"})
    assert answer.status_code == 403
    assert not Enrollment.objects.exists()
