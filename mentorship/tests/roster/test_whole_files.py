"""Whole files: any bytes at all, real layouts, many people, and the demo's own rosters."""

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.roster import (
    ParsedPerson,
    RosterRefused,
    errors_of,
    guess_mapping,
    people_of,
    read_table,
    understand,
)
from mentorship.tests.roster.work import calls_of

CALLS_A_PERSON = 2_000
BASE_DIR = Path(__file__).resolve().parents[3]
SHARED = BASE_DIR.parent / "shared" / "data"
DEMO = BASE_DIR / "checkins" / "demo" / "rosters"

needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason=f"the real rosters are not at {SHARED}"
)


def everyone(content: bytes, filename: str, role: str | None = None):
    table = read_table(content, filename)
    mapping = guess_mapping(table.headers, role, table.sample())
    return understand(table, mapping, default_role=role, default_zone="UTC", default_capacity=1)


def said(refused: RosterRefused) -> None:
    assert refused.sentence.endswith(".")


def fine_or_refused(content: bytes, filename: str = "people.csv") -> None:
    try:
        found = everyone(content, filename)
    except RosterRefused as refused:
        said(refused)
        return
    for each in found:
        if isinstance(each, ParsedPerson):
            assert each.roles and "@" in each.email and each.name and each.capacity >= 0
            assert all(note.sentence for note in each.notes)
        else:
            assert each.line > 0 and each.sentence


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content: bytes):
    fine_or_refused(content)


words = st.sampled_from(
    """
    |Name|E-mail|Role|How many mentees|Time zone|Skills [a]|Wants|both mentor and mentee|mentor|both
    |ana@example.org|x@y|1-2|as many|CET|GMT+1|UTC+5:30|=1+1|n/a|a, b; c|yes|é|عربي
    |मारिया|中文|a@x.example, b@x.example|Mon 9-11|2-Jan|#1 skill|{"ImportId":1}|%(x)s|%|Response|
    |\u200b|\ufeff|\ue000formula""".replace("\n    ", "").split("|")
)
cells = st.one_of(words, words, st.text(max_size=12))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.lists(cells, max_size=6), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"]),
    st.booleans(),
)
def test_any_table_is_read_or_refused(rows, delimiter: str, codec: str, quoted: bool):
    mark = '"' if quoted else ""
    text = "\n".join(delimiter.join(f"{mark}{cell}{mark}" for cell in row) for row in rows)
    fine_or_refused(text.encode(codec, errors="replace"))


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Name", "E-mail", "Role"], ["Ana", "ana@example.org", "both"]):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GOOD_WORKBOOK = a_workbook()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD_WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
def test_any_damaged_workbook_is_read_or_refused(place: int, junk: bytes):
    fine_or_refused(GOOD_WORKBOOK[:place] + junk + GOOD_WORKBOOK[place + len(junk) :], "p.xlsx")
    fine_or_refused(GOOD_WORKBOOK[:place], "p.xlsx")


@needs_shared
@pytest.mark.parametrize("role", ["mentor", "mentee"])
@pytest.mark.parametrize("chosen", [True, False])
def test_mentor_match_rosters_have_fifty_people_and_no_error(role: str, chosen: bool):
    filename = f"mentor-match_small_{role}s.csv"
    found = everyone((SHARED / filename).read_bytes(), filename, role if chosen else None)
    assert (len(list(people_of(found))), list(errors_of(found))) == (50, [])
    assert [person.line for person in found] == list(range(2, 52))
    assert all(role in person.roles for person in found)
    assert found[0].name == f"{role} 00"
    assert found[0].answers["department"].startswith("Department of ")
    assert any(len(person.roles) == 2 for person in found) is not chosen


@needs_shared
def test_google_form_gives_a_reason_for_each_line():
    filename = "mentforship_google_forms_68cols.csv"
    found = everyone((SHARED / filename).read_bytes(), filename)
    assert list(people_of(found)) == []
    assert [(error.line, error.reason.code) for error in errors_of(found)] == [
        (line, "email_missing") for line in range(4, 13)
    ]
    assert found[0].name == "Tanjiro"


@needs_shared
def test_google_form_with_addresses_gives_skills_by_rank():
    raw = (SHARED / "mentforship_google_forms_68cols.csv").read_text(encoding="utf-8")
    content = raw.replace("Gojo Satoru,", "Gojo Satoru <gojo@example.org>,").encode()
    gojo = next(people_of(everyone(content, "form.csv")))
    assert (gojo.line, gojo.name, gojo.roles, gojo.capacity) == (11, "Gojo Satoru", ("mentor",), 2)
    assert gojo.answers["skills_offered"] == [
        *("Docker", "CI/CD", "AI", "People Management", "Stakeholder Management")
    ]


def test_twice_the_people_are_twice_the_work():
    head = "Name,E-mail,Role,Capacity,Time zone,Wants to learn,About you\n"
    line = (
        'Zoë {0},p{0}@example.org,mentee,1-2,Berlin time,"talks, writing, SQL","Hello, I am {0}"\n'
    )
    some, more = (
        (head + "".join(line.format(n) for n in range(people))).encode() for people in (500, 1_000)
    )
    everyone(some, "people.csv")  # what is looked up once is known from here on
    work = [calls_of(everyone, content, "people.csv") for content in (some, more)]
    assert work[1] < 2.2 * work[0] and work[1] < 1_000 * CALLS_A_PERSON


@pytest.mark.parametrize(
    ("role", "people", "errors"),
    [
        ("mentee", 60, {"email_missing", "email_twice"}),
        ("mentor", 45, {"email_missing", "email_several"}),
    ],
)
def test_demo_rosters_show_people_and_a_few_mistakes(role: str, people: int, errors: set[str]):
    filename = f"{role}s.csv"
    found = everyone((DEMO / filename).read_bytes(), filename, role)
    assert len(list(people_of(found))) == people
    assert {error.reason.code for error in errors_of(found)} == errors
    assert len(list(errors_of(found))) <= 3
    domains = {person.email.rpartition("@")[2] for person in people_of(found)}
    assert domains <= {"example.org", "example.com", "example.net"}


def test_demo_rosters_hold_the_two_who_stand_out():
    mentees = everyone((DEMO / "mentees.csv").read_bytes(), "mentees.csv", "mentee")
    mentors = everyone((DEMO / "mentors.csv").read_bytes(), "mentors.csv", "mentor")
    maria = next(each for each in people_of(mentees) if each.email == "maria@example.org")
    omar = next(each for each in people_of(mentors) if each.email == "omar@example.org")
    assert (maria.name, omar.name) == ("Maria Oliveira", "Omar Haddad")
    assert set(maria.answers["skills_wanted"]) <= set(omar.answers["skills_offered"])
    assert maria.zone != omar.zone


def test_demo_rosters_have_seats_for_nearly_everyone():
    mentees = everyone((DEMO / "mentees.csv").read_bytes(), "mentees.csv", "mentee")
    mentors = everyone((DEMO / "mentors.csv").read_bytes(), "mentors.csv", "mentor")
    seats = sum(mentor.capacity for mentor in people_of(mentors))
    assert 1.02 <= seats / len(list(people_of(mentees))) <= 1.35
