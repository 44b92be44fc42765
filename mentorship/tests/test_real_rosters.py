"""Rosters of other projects, where they are at hand: import, match, publish from the shell."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from mentorship.models import Enrollment, MatchingRun, Pairing
from mentorship.tests.make import make_csv

DATA = settings.BASE_DIR.parent / "shared" / "data"
MENTORS = DATA / "mentor-match_small_mentors.csv"
MENTEES = DATA / "mentor-match_small_mentees.csv"
FORM = DATA / "mentforship_google_forms_68cols.csv"
at_hand = pytest.mark.skipif(not DATA.is_dir(), reason="the folder is not here")


def told(command, *args, **options):
    out = StringIO()
    call_command(command, *args, cohort="autumn", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def bring(path, role, **options):
    return told("import_roster", path, role=role, applied=True, **options)


@at_hand
def test_two_real_rosters_are_imported_matched_and_published(cohort):
    fresh = {"new": 50, "changed": 0, "unchanged": 0, "errors": []}
    assert bring(MENTORS, "mentor", commit=True) == fresh
    assert bring(MENTEES, "mentee", commit=True) == fresh
    assert bring(MENTEES, "mentee", commit=True) == fresh | {"new": 0, "unchanged": 50}
    result = told("propose_pairings", publish=True)
    assert (result["pairs"], result["published"], result["certified"]) == (50, 50, True)
    assert Pairing.objects.active().count() == 50
    assert set(Enrollment.objects.values_list("seats_taken", flat=True)) == {1}


@at_hand
def test_reasons_never_spell_out_what_is_sensitive(cohort):
    bring(MENTORS, "mentor", commit=True)
    bring(MENTEES, "mentee", commit=True)
    told("propose_pairings")
    stored = repr(list(Pairing.objects.values_list("parts", flat=True))).lower()
    stored += repr(MatchingRun.objects.get().result).lower()
    for word in ("gay", "lesbian", "bisexual", "transgender", "asexual"):
        assert word not in stored


@at_hand
def test_a_dry_run_enters_nobody(cohort):
    assert bring(MENTORS, "mentor")["new"] == 50
    assert not Enrollment.objects.exists()


@at_hand
def test_people_without_an_address_get_a_reason_each(cohort):
    result = told("import_roster", FORM)
    assert (result["new"], result["changed"], result["unchanged"]) == (0, 0, 0)
    assert result["errors"]
    assert {error["reason"] for error in result["errors"]} == {
        "This line has no e-mail address. Add one, so that we can write to this person."
    }


def test_import_roster_takes_columns_from_the_shell(cohort, tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes(make_csv("who,where to write", "Bea Ruiz,bea@example.org"))
    columns = ["email=where to write", "name=who"]
    result = told("import_roster", file, role="mentee", map=columns, commit=True)
    assert result["new"] == 1
    assert Enrollment.objects.get().user.name == "Bea Ruiz"
    assert Enrollment.objects.get().state == "invited"


@pytest.mark.parametrize(
    ("content", "columns", "why"),
    [
        (b"", [], "This file is empty"),
        (b"name,email\nBea,bea@example.org", ["mail=email"], "no field called"),
        (b"name,email\nBea,bea@example.org", ["email=adress"], "no column called"),
    ],
)
def test_import_roster_says_in_words_what_is_wrong(cohort, tmp_path, content, columns, why):
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        told("import_roster", file, map=columns)


def test_commands_know_no_such_cohort(cohort, tmp_path):
    with pytest.raises(CommandError, match="no cohort"):
        call_command("propose_pairings", cohort="winter")
