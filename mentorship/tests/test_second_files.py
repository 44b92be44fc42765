"""A second file says where to write to people whom the roster only names."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import RosterImport
from mentorship.services.roster_addresses import supply_addresses
from mentorship.services.rosters import (
    complete_roster,
    confirm_roster,
    drop_roster,
    run_roster,
    upload_roster,
)
from mentorship.tests.make import NOW, make_csv

ROSTER = make_csv(
    "ID,Name,Role,Email",
    "7,Ana Lima,mentee,",
    ",Béa Ruiz,mentor,",
    ",Sam Oak,mentee,",
    "9,Sam Oak,mentee,",
    ",Dee Fox,mentor,dee@example.org",
    ",Kit Low,mentor,",
)
SECOND = make_csv(
    "Person,E-mail address,ID",
    "Somebody Else,ana@example.org,7",
    "bea ruiz,bea@example.org,",
    "Sam Oak,sam@example.org,3",
    "Sam Oak,oak@example.org,9",
    "Kit Low,not an address,",
)


@pytest.fixture
def upload(cohort, ada):
    return upload_roster(cohort=cohort, by=ada, now=NOW, filename="people.csv", content=ROSTER)


def supply(upload, ada, content=SECOND, filename="hr.csv"):
    facts = {"filename": filename, "content": content}
    return supply_addresses(upload=upload, by=ada, now=NOW, **facts)


def addresses(upload):
    return {line["line"]: line["email"] for line in upload.preview["lines"] if line["email"]}


def test_supply_addresses_finds_people_by_their_id_then_by_their_exact_name(upload, ada):
    supply(upload, ada)
    assert addresses(upload) == {
        2: "ana@example.org",
        3: "bea@example.org",
        5: "oak@example.org",
        6: "dee@example.org",
    }


def test_supply_addresses_asks_about_namesakes_and_guesses_none(upload, ada, sign_in):
    supply(upload, ada)
    page = sign_in(ada).get(f"/cohorts/autumn/rosters/{upload.pk}/").content.decode()
    assert "Lines that got their address from “hr.csv”: 3." in page
    assert "could be these lines: 4. Nobody was guessed" in page
    assert "nor the exact name is in “hr.csv”: 1." in page
    assert 'name="address-4"' in page


def test_complete_roster_says_no_longer_what_a_second_file_left_open(upload, ada):
    supply(upload, ada)
    complete_roster(upload=upload, by=ada, now=NOW, addresses={4: "sam@example.org"})
    assert [code for code, _ in upload.preview["supplied"]] == ["addresses_supplied"]


def test_supply_addresses_counts_when_the_file_is_imported(cohort, upload, ada):
    supply(upload, ada)
    confirm_roster(upload=upload, applied=True, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(), now=NOW)
    found = cohort.enrollments.values_list("user__email", flat=True)
    assert sorted(found) == [f"{who}@example.org" for who in ("ana", "bea", "dee", "oak")]


def test_supply_addresses_is_written_down_without_addresses(upload, ada):
    supply(upload, ada)
    entry = AuditEntry.objects.get(verb="roster.supply_addresses")
    assert (entry.by, entry.details) == (ada, {"lines": 3})


def test_supply_addresses_refuses_a_file_without_addresses(upload, ada):
    with pytest.raises(DomainError, match="No column of this file holds e-mail addresses"):
        supply(upload, ada, make_csv("Name,Town", "Ana Lima,Oslo"))


def test_supply_addresses_refuses_once_the_roster_is_dropped(upload, ada):
    upload = drop_roster(upload=upload, by=ada, now=NOW)
    with pytest.raises(DomainError, match="imported or dropped already"):
        supply(upload, ada)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\0\0\0\0", b"PK\x03\x04junk", b"\xff\xfe"])
def test_supply_addresses_page_says_in_words_what_is_wrong(upload, ada, sign_in, content):
    data = {"file": SimpleUploadedFile("x.csv", content)}
    answer = sign_in(ada).post(f"/cohorts/autumn/rosters/{upload.pk}/addresses/", data)
    assert answer.status_code == 422
    assert addresses(RosterImport.objects.get()) == {6: "dee@example.org"}
