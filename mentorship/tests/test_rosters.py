"""A file on its way: upload, preview, columns, confirm, job, result."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from accounts.errors import DomainError
from accounts.models import Job
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Enrollment, RosterImport
from mentorship.services.rosters import confirm_roster, drop_roster, run_roster, upload_roster
from mentorship.tests.make import NOW, make_csv
from mentorship.tests.test_imports import BEA, DEE, HEAD

CONTENT = make_csv(HEAD, BEA, DEE, "Nobody,,mentee,,,")


@pytest.fixture
def upload(cohort, ada):
    return upload_roster(
        cohort=cohort, by=ada, now=NOW, filename="people.csv", content=CONTENT, role=""
    )


def post_file(client, content=CONTENT, name="people.csv", role="file"):
    file = SimpleUploadedFile(name, content)
    return client.post("/cohorts/autumn/rosters/new/", {"file": file, "role": role})


def test_upload_roster_previews_and_enters_nobody(upload):
    counts = upload.preview["counts"]
    assert counts == {"new": 2, "changed": 0, "unchanged": 0, "error": 1}
    assert not Enrollment.objects.exists()


def test_upload_roster_leaves_no_trace_of_a_file_nobody_can_read(cohort, ada):
    with pytest.raises(DomainError, match="not a table"):
        upload_roster(cohort=cohort, by=ada, now=NOW, filename="x.csv", content=b"%PDF-1.7")
    assert not RosterImport.objects.exists()


def test_confirm_roster_twice_starts_one_import(upload, ada):
    jobs = {confirm_roster(upload=upload, applied=True, by=ada, now=NOW).pk for _ in range(2)}
    assert len(jobs) == 1


def test_cohort_page_misses_nobody_who_is_being_entered(upload, ada, sign_in):
    client = sign_in(ada)
    job = confirm_roster(upload=upload, applied=True, by=ada, now=NOW)
    assert "People are being entered" in client.get("/cohorts/autumn/").content.decode()
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    assert "first, the people" in client.get("/cohorts/autumn/").content.decode()


def test_confirm_roster_refuses_a_file_with_nothing_new(cohort, upload, ada):
    confirm_roster(upload=upload, applied=True, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(), now=NOW)
    again = upload_roster(cohort=cohort, by=ada, now=NOW, filename="people.csv", content=CONTENT)
    with pytest.raises(DomainError, match="nothing in this file"):
        confirm_roster(upload=again, applied=True, by=ada, now=NOW)


def test_run_roster_wipes_the_file_and_keeps_the_result(upload, ada):
    confirm_roster(upload=upload, applied=False, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(), now=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.content, upload.preview) == ("done", None, {})
    assert upload.result["new"] == 2
    assert upload.result["errors"][0]["line"] == 4


def test_drop_roster_wipes_the_file(upload, ada):
    drop_roster(upload=upload, by=ada, now=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.content, upload.preview) == ("dropped", None, {})


def test_a_confirmed_roster_says_applied_or_invited(upload):
    with pytest.raises(IntegrityError):
        RosterImport.objects.update(state="confirmed")


def test_upload_page_leads_to_the_preview(cohort, ada, sign_in):
    client = sign_in(ada)
    response = post_file(client)
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "2 lines can be entered" in page
    assert "Line\u00a04" in page and "This line has no e-mail address." in page


def test_upload_page_says_in_words_what_is_wrong(cohort, ada, sign_in):
    response = post_file(sign_in(ada), b"\x89PNG\r\n", "photo.csv")
    assert response.status_code == 422
    assert "This is not a table of people." in response.content.decode()


def test_preview_shows_one_kind_of_line(upload, ada, sign_in):
    page = sign_in(ada).get(f"/cohorts/autumn/rosters/{upload.pk}/?show=error").content.decode()
    assert "Line\u00a04" in page and "Line\u00a02" not in page


def test_preview_wants_to_hear_whose_wish_it_was(upload, ada, sign_in):
    response = sign_in(ada).post(f"/cohorts/autumn/rosters/{upload.pk}/")
    assert response.status_code == 422
    assert "it decides what their mail says" in response.content.decode()


def test_confirm_roster_page_runs_in_the_worker_and_ends_at_the_result(upload, ada, sign_in):
    client, url = sign_in(ada), f"/cohorts/autumn/rosters/{upload.pk}/"
    job_page = client.post(url, {"applied": "no"}).url
    assert not Enrollment.objects.exists()
    assert run_waiting_jobs() == 1
    assert client.get(job_page).url == url
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"invited"}
    assert "2 lines were new" in client.get(url).content.decode()


def test_confirm_roster_again_after_the_import_broke(upload, ada, sign_in):
    job = confirm_roster(upload=upload, applied=True, by=ada, now=NOW)
    Job.objects.filter(pk=job.pk).update(state="failed")
    url = f"/cohorts/autumn/rosters/{upload.pk}/"
    client = sign_in(ada)
    assert client.get(url).status_code == 200
    assert client.post(url, {"applied": "yes"}).status_code == 302
    assert run_waiting_jobs() == 1
    assert Enrollment.objects.count() == 2


def test_map_roster_says_what_a_column_holds(cohort, ada, sign_in):
    client = sign_in(ada)
    content = make_csv("who,where to write,what", "Bea Ruiz,bea@example.org,mentee")
    url = post_file(client, content).url
    columns = {"column-0": "name", "column-1": "email", "column-2": "role"}
    assert client.post(f"{url}columns/", columns).url == url
    upload = RosterImport.objects.get()
    assert upload.preview["counts"]["new"] == 1
    assert upload.columns["email"] == ["where to write"]


def test_roster_pages_belong_to_who_runs_the_cohort(upload, cleo, eve, sign_in):
    url = f"/cohorts/autumn/rosters/{upload.pk}/"
    assert [sign_in(person).get(url).status_code for person in (cleo, eve)] == [404, 404]
    assert sign_in(cleo).get(f"/cohorts/spring/rosters/{upload.pk}/").status_code == 404
