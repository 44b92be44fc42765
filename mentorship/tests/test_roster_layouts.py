"""Files of every shape on their way through the pages: upload, columns, preview, import."""

import json

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import DomainError
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Enrollment, RosterImport
from mentorship.services.roster_previews import preview_of
from mentorship.tests.make import NOW, make_csv, make_question

DATA = site.BASE_DIR.parent / "shared" / "data"
at_hand = pytest.mark.skipif(not DATA.is_dir(), reason="the folder is not here")
FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def layout(name):
    content = (DATA / name).read_bytes()
    # The form asks for no address, so somebody has added them to the names.
    return content.replace(b"Gojo Satoru,", b"Gojo Satoru <gojo@example.org>,")


def walk(client, content, name, role):
    """The preview's address, after the columns page was sent as it stood."""
    sent = {"file": SimpleUploadedFile(name, content), "role": role}
    preview = client.post("/cohorts/autumn/rosters/new/", sent).url
    run_waiting_jobs()
    form = client.get(f"{preview}columns/").context["form"]
    chosen = {field: form[field].value() for field in form.fields}
    assert client.post(f"{preview}columns/", chosen).url == preview
    return preview


@at_hand
@pytest.mark.parametrize(
    ("name", "role", "people", "errors"),
    [
        ("mentor-match_small_mentors.csv", "mentor", 50, 0),
        ("mentor-match_small_mentees.csv", "mentee", 50, 0),
        ("mentforship_google_forms_68cols.csv", "file", 1, 8),
    ],
)
def test_a_layout_goes_all_the_way_and_the_second_time_changes_nothing(
    cohort, ada, sign_in, name, role, people, errors
):
    client = sign_in(ada)
    preview = walk(client, layout(name), name, role)
    assert client.get(preview).context["counts"]["new"] == people
    client.post(preview, {"applied": "yes"})
    assert run_waiting_jobs() == 1 and Enrollment.objects.count() == people
    again = client.get(walk(client, layout(name), name, role)).context["counts"]
    assert again == {"new": 0, "changed": 0, "unchanged": people, "error": errors}


ODD = make_csv(
    "name,email,type,How many people?,How many people?",
    "Ana,ana@example.org,peer,as many as you need",
    "Bo,bo@example.org,buddy,one or two,x,y,z",
    "Cy,cy@example.org,I can do both,a few",
    "Di,di@example.org,accountability partner,",
    ",,,,",
)


@pytest.mark.parametrize("pairs", ["mentors", "peers", "both"])
def test_peers_and_capacities_in_prose_are_entered_or_named(cohort, ada, sign_in, pairs):
    cohort.pairs = pairs
    cohort.save()
    client = sign_in(ada)
    preview = client.get(walk(client, ODD, "odd.csv", "file"))
    lines = preview.context["lines"]
    assert [line["line"] for line in lines] == [2, 3, 4, 5]
    assert all(line["remarks"] for line in lines if line["kind"] == "error")
    assert all(line["roles"] for line in lines if line["kind"] == "new")


def shown(cohort, content, name):
    """A preview, or a sentence; and what is stored of it can be stored by any database."""
    upload = RosterImport(cohort=cohort, filename=name, content=content, created_at=NOW)
    try:
        said = preview_of(upload)
    except DomainError as refusal:
        said = str(refusal)
    stored = json.dumps(said, ensure_ascii=False)
    assert "\\u0000" not in stored and stored.encode()


@FUZZ
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "", "a\u202e.tsv"]))
def test_any_bytes_are_previewed_or_refused(cohort, content, name):
    shown(cohort, content, name)


HEADS = "name|email|E-mail|role|Tea?|Ways|Ways [Walk]|Pace|skills|capacity|id|time zone||Story"
CELLS = "Ana|ana@example.org|b@example.org|mentor|peer|both|Green|walk; talk|4 - yes|9|x|=1+1|\0"
cells = st.one_of(st.sampled_from(CELLS.split("|")), st.text(max_size=8))


@FUZZ
@given(
    st.lists(st.sampled_from(HEADS.split("|")), min_size=1, max_size=9),
    st.lists(st.lists(cells, max_size=9), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_table_is_previewed_or_refused(cohort, head, rows, mark, codec):
    if not cohort.questions.exists():
        make_question(cohort, "one_of", label="Tea?", options=["Green", "Black, strong"])
        make_question(cohort, "several_of", label="Ways", options=["Walk", "Talk"])
        make_question(cohort, "scale", label="Pace", options=["slow", "fast"])
        make_question(cohort, "long_text", label="Story")
    text = "\n".join(mark.join(row) for row in [head, *rows])
    shown(cohort, text.encode(codec, errors="replace"), "a.csv")
