"""What somebody said of a file's columns holds for the next file of its kind."""

from io import StringIO

import pytest
from django.core.management import call_command

from mentorship.models import ColumnChoice, RosterImport
from mentorship.services.rosters import map_roster, upload_roster
from mentorship.tests.make import NOW, make_cohort, make_csv, make_program

HEAD = "who,where to write,what,remark"
BEA = "Bea Ruiz,bea@example.org,mentee,Python"
COLUMNS = {
    "name": ["who"],
    "email": ["where to write"],
    "role": ["what"],
    "skills_wanted": ["remark"],
}


def upload(cohort, by, *lines, role="", head=HEAD):
    content = make_csv(head, *(lines or (BEA,)))
    return upload_roster(
        cohort=cohort, by=by, now=NOW, filename="a.csv", content=content, role=role
    )


@pytest.fixture
def mapped(cohort, ada):
    return map_roster(upload=upload(cohort, ada), by=ada, now=NOW, columns=COLUMNS)


def test_upload_roster_maps_as_last_time(cohort, ada, mapped):
    assert mapped.preview["as_last_time"] is False
    again = upload(cohort, ada)
    assert again.preview["as_last_time"] is True
    assert again.preview["columns"] == COLUMNS
    assert again.columns["skills_wanted"] == ["remark"]


def test_upload_roster_remembers_in_every_cohort_of_the_program_and_no_other(cohort, ada, mapped):
    summer = make_cohort(cohort.program, name="Summer", slug="summer")
    elsewhere = make_cohort(make_program(name="Makers", slug="makers"), name="X", slug="x")
    assert upload(summer, ada).preview["as_last_time"] is True
    assert upload(elsewhere, ada).preview["as_last_time"] is False


@pytest.mark.parametrize("changes", [{"head": HEAD + ",more"}, {"role": "mentor"}])
def test_upload_roster_guesses_for_another_kind_of_file(cohort, ada, mapped, changes):
    assert upload(cohort, ada, **changes).preview["as_last_time"] is False


def test_map_roster_again_changes_what_is_remembered(cohort, ada, mapped):
    map_roster(
        upload=upload(cohort, ada),
        by=ada,
        now=NOW,
        columns=COLUMNS | {"skills_wanted": [], "bio": ["remark"]},
    )
    assert "skills_wanted" not in upload(cohort, ada).preview["columns"]
    assert ColumnChoice.objects.count() == 1


def test_preview_page_says_mapped_as_last_time(cohort, ada, mapped, sign_in):
    again = upload(cohort, ada)
    page = sign_in(ada).get(f"/cohorts/autumn/rosters/{again.pk}/").content.decode()
    assert "Mapped as last time" in page
    first = sign_in(ada).get(f"/cohorts/autumn/rosters/{mapped.pk}/").content.decode()
    assert "Mapped as last time" not in first


def test_import_roster_command_maps_as_last_time(cohort, tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes(make_csv("a,b,c", "Bea Ruiz,bea@example.org,mentee"))
    options = {"cohort": "autumn", "role": "mentee", "stdout": StringIO()}
    maps = ["name=a", "email=b"]
    call_command("import_roster", str(file), commit=True, map=maps, **options)
    options["stdout"] = said = StringIO()
    call_command("import_roster", str(file), **options)
    assert said.getvalue().startswith("Mapped as last time")
    assert "1 unchanged" in said.getvalue()
    assert not RosterImport.objects.exists()
