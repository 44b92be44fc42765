"""Saved runs: listed, named, compared, brought back, taken along."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import MatchingRun, Pairing
from mentorship.queries.programs import last_run
from mentorship.services.exports import export_run
from mentorship.services.locks import forbid_pair
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings
from mentorship.services.runs import name_run, restore_run
from mentorship.services.weighing import weigh_cohort
from mentorship.tests.make import NOW, make_people, make_person
from mentorship.tests.test_matching import four, pairs  # noqa: F401

URL = "/cohorts/autumn/runs/"


@pytest.fixture
def first(cohort, four):  # noqa: F811
    """By skills: Bea with Eli, Cem with Dee."""
    return propose(cohort)


@pytest.fixture
def second(cohort, first, four):  # noqa: F811
    """By interests: the other way round."""
    for place, likes in zip(four, ("Chess", "Music", "Chess", "Music"), strict=True):
        place.answers["interests"] = [likes]
        place.save()
    weights = {"weights": {"interests": 100}, "hard_rules": [], "floor": 30}
    cohort = weigh_cohort(cohort=cohort, by=None, now=NOW, **weights)
    return propose(cohort)


def propose(cohort):
    return propose_pairings(cohort=cohort, by=None, now=NOW)


def restore(run):
    return restore_run(run=run, by=None, now=NOW, progress=lambda *_told: None)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_runs_page_lists_the_newest_first(second, ada, sign_in):
    seen = page(sign_in(ada), URL)
    assert seen.index("Run 2") < seen.index("Run 1")
    assert "Newer" not in seen and "Older" not in seen


def test_runs_page_pages_both_ways(cohort, ada, sign_in):
    for _ in range(51):
        MatchingRun.objects.create(cohort=cohort, at=NOW, finished_at=NOW)
    client = sign_in(ada)
    oldest = MatchingRun.objects.order_by("pk")[1].pk
    assert f'href="?after={oldest}"' in page(client, URL)
    older = page(client, f"{URL}?after={oldest}")
    assert "Run 1<" in older and "Run 2<" not in older
    assert "Run 51<" in page(client, f"{URL}?before={oldest - 1}")


def test_runs_page_says_which_run_had_the_same_inputs(cohort, first, ada, sign_in):
    propose(cohort)
    assert "same as run 1" in page(sign_in(ada), URL)
    last = MatchingRun.objects.first()
    assert "The same people and rules as run 1" in page(sign_in(ada), f"{URL}{last.pk}/")


def test_run_page_compares_people_totals_and_weights(first, second, ada, sign_in):
    seen = page(sign_in(ada), f"{URL}{second.pk}/?with={first.pk}")
    assert "2 people have another pair" in seen
    assert '<th scope="row">Weight of interests</th>' in seen
    assert '<td class="num" data-label="Run 1">8</td>' in seen
    assert '<tr><th scope="row">Bea Ruiz</th>' in seen


@pytest.mark.parametrize("other", ["x", "0", "9" * 30, "٣"])
def test_run_page_reads_addresses_with_patience(first, ada, sign_in, other):
    assert "Beside" not in page(sign_in(ada), f"{URL}{first.pk}/?with={other}")


def test_name_run_says_what_it_was_for(first, ada, sign_in):
    name_run(run=first, name="  More  interests ", by=ada, now=NOW)
    assert "Run 1: More interests" in page(sign_in(ada), URL)
    assert AuditEntry.objects.get(verb="run.name").subject_id == first.pk


def test_name_run_page_keeps_what_was_typed(first, ada, sign_in):
    answer = sign_in(ada).post(f"{URL}{first.pk}/name/", {"name": "x" * 61})
    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()


def test_restore_run_brings_its_drafts_back(cohort, first, second):
    assert pairs() == {("Bea Ruiz", "Dee Moss"), ("Cem Kaya", "Eli Noor")}
    assert restore(first) == {"pairs": 2, "there": 0, "left_out": 0}
    assert pairs() == {("Bea Ruiz", "Eli Noor"), ("Cem Kaya", "Dee Moss")}
    assert {pairing.run for pairing in Pairing.objects.all()} == {first}


def test_workbench_speaks_of_the_run_that_was_brought_back(cohort, first, second, ada, sign_in):
    later = NOW + timedelta(hours=1)
    restore_run(run=first, by=ada, now=later, progress=lambda *_told: None)
    assert last_run(cohort).pk == first.pk
    seen = page(sign_in(ada), "/cohorts/autumn/pairings/")
    assert "Brought back" in seen and "somebody else now" not in seen


def test_workbench_speaks_of_what_was_proposed_after_that(cohort, first, second):
    restore_run(run=first, by=None, now=NOW + timedelta(hours=1), progress=lambda *_told: None)
    newest = propose_pairings(cohort=cohort, by=None, now=NOW + timedelta(hours=2))
    assert last_run(cohort).pk == newest.pk


def test_restore_run_keeps_locks_and_published_pairs(cohort, first, second, four, ada):  # noqa: F811
    bea = Pairing.objects.proposed().with_enrollment(four[0]).get()
    publish_pairings(cohort=cohort, by=ada, now=NOW, only=[bea.pk])
    Pairing.objects.proposed().update(locked=True)
    assert restore(first) == {"pairs": 0, "there": 0, "left_out": 2}
    assert pairs() == {("Cem Kaya", "Eli Noor")}


def test_restore_run_counts_what_is_locked_or_published_by_itself(cohort, first, four, ada):  # noqa: F811
    bea = Pairing.objects.proposed().with_enrollment(four[0]).get()
    publish_pairings(cohort=cohort, by=ada, now=NOW, only=[bea.pk])
    Pairing.objects.proposed().update(locked=True)
    assert restore(first) == {"pairs": 0, "there": 2, "left_out": 0}


def test_restore_run_heeds_who_is_kept_apart_by_now(cohort, first, second, four, ada):  # noqa: F811
    two = {"mentee_id": four[0].pk, "mentor_id": four[3].pk}
    forbid_pair(cohort=cohort, by=ada, now=NOW, **two)
    assert restore(first) == {"pairs": 1, "there": 0, "left_out": 1}
    assert pairs() == {("Cem Kaya", "Dee Moss")}


def test_restore_run_refuses_a_closed_cohort(cohort, first):
    cohort.state = "closed"
    cohort.save()
    first.refresh_from_db()
    with pytest.raises(DomainError, match="closed"):
        restore(first)


def test_restore_run_page_leaves_it_to_the_worker(cohort, first, second, ada, sign_in):
    client = sign_in(ada)
    job = client.post(f"{URL}{first.pk}/restore/").url
    run_waiting_jobs()
    assert client.get(job).url == f"{URL}{first.pk}/"
    assert "brought its drafts back. Pairs: 2" in page(client, f"{URL}{first.pk}/")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_run_is_written_down(first, ada, kind):
    made = export_run(run=first, by=ada, now=NOW, kind=kind)
    assert made.filename == f"autumn-run-{first.pk}.{kind}"
    assert AuditEntry.objects.get(verb="run.export").details == {"kind": kind}


def test_export_run_has_pairs_points_and_who_had_nobody(cohort, four, ada):  # noqa: F811
    make_people(cohort, "mentee", ["Gus Hall"])
    cohort.enrollments.create(
        user=make_person("=1+1", email="gil@example.org"),
        role="mentee",
        state="accepted",
        created_at=NOW,
    )
    made = export_run(run=propose(cohort), by=ada, now=NOW, kind="csv")
    head, *rows = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    named = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert named["Bea Ruiz"]["Mentor"] == "Eli Noor"
    parts = [float(value) for value in rows[0][5:-1]]
    assert abs(sum(parts) - float(rows[0][4])) < 1
    assert "fit, and all their seats went to pairs" in named["'=1+1"]["Why nobody"]


def test_export_run_leaves_a_large_workbook_to_the_worker(first, ada, sign_in, monkeypatch):
    monkeypatch.setattr("mentorship.services.exports.AT_ONCE", 1)
    client = sign_in(ada)
    job = client.post(f"{URL}{first.pk}/export/", {"kind": "xlsx"}).url
    run_waiting_jobs()
    assert not AuditEntry.objects.filter(verb="run.export").exists()
    file = client.post(client.get(job).url)
    assert file["Content-Disposition"] == f'attachment; filename="autumn-run-{first.pk}.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(file.content)).active.max_row == 3
    assert AuditEntry.objects.get(verb="run.export").subject_id == first.pk


def test_export_run_page_asks_for_a_kind_it_knows(first, ada, sign_in):
    client = sign_in(ada)
    assert client.post(f"{URL}{first.pk}/export/", {"kind": "pdf"}).status_code == 422
    answer = client.post(f"{URL}{first.pk}/export/", {"kind": "csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="autumn-run-{first.pk}.csv"'
