"""Rows to people and errors."""

import csv
import io

from mentorship.roster import (
    ParsedPerson,
    RowError,
    errors_of,
    guess_mapping,
    people_of,
    read_table,
    understand,
)


def table_of(*rows: list[str], filename: str = "people.csv"):
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return read_table(target.getvalue().encode(), filename)


def understood(*rows: list[str], filename: str = "people.csv", **changes):
    table = table_of(*rows, filename=filename)
    mapping = guess_mapping(table.headers, changes.get("default_role"), table.sample())
    facts = {"default_role": None, "default_zone": "Europe/Lisbon", "default_capacity": 1}
    return understand(table, mapping, **{**facts, **changes})


def codes(found) -> list[tuple[int, str]]:
    return [(error.line, error.reason.code) for error in errors_of(found)]


def noted(person: ParsedPerson) -> list[str]:
    return [note.code for note in person.notes]


MARIA = ["Maria", "maria@example.org"]
HEAD = ["Name", "E-mail"]


def test_understand_one_whole_person():
    headers = [
        *HEAD,
        "Role",
        "Seats",
        "ID",
        "Time zone",
        "Languages",
        "Wants",
        "Grade",
        "About you",
    ]
    cells = ["Oliveira, Maria", "Maria <MARIA@example.org>", "mentee", "", "E-7", "Lisbon"]
    cells += ["Português, English", "Presentation; leadership", "Senior", "Hello\nthere"]
    assert understood(headers, cells) == [
        ParsedPerson(
            line=2,
            email="maria@example.org",
            name="Maria Oliveira",
            roles=("mentee",),
            capacity=1,
            external_id="E-7",
            zone="Europe/Lisbon",
            language="pt",
            answers={
                "level": "Senior",
                "skills_wanted": ["Presentation", "leadership"],
                "bio": "Hello\nthere",
                "languages": ["pt", "en"],
                "level_rank": 6,
            },
        )
    ]


def test_understand_tells_each_line_what_is_wrong():
    found = understood(
        [*HEAD, "Role"],
        ["Ana", "", "mentor"],
        ["Bo", "bo.example.org", "mentor"],
        ["Cy", "cy@example.org", "astronaut"],
        ["Di", "di@example.org", ""],
        ["Eve", "eve@example.org", "Mentor"],
    )
    assert codes(found) == [
        (2, "email_missing"),
        (3, "email_no_at"),
        (4, "role_unknown"),
        (5, "role_missing"),
    ]
    assert [error.name for error in errors_of(found)] == ["Ana", "Bo", "Cy", "Di"]
    assert found[0].sentence == (
        "This line has no e-mail address. Add one, so that we can write to this person."
    )
    assert [person.name for person in people_of(found)] == ["Eve"]


def test_understand_without_an_email_column_is_one_error_a_line():
    found = understood(["Name"], ["Ana"], ["Bo"], default_role="mentee")
    assert codes(found) == [(2, "email_missing"), (3, "email_missing")]


def test_understand_takes_an_address_from_the_name_column():
    header = ["Your Name (this will likely be email)", "City"]
    found = understood(header, ["Ana Lima <ana@example.org>", "Rome"], default_role="mentor")
    assert (found[0].email, found[0].name) == ("ana@example.org", "Ana Lima")
    assert noted(found[0]) == ["note_email_in_name"]


def test_understand_refuses_the_same_address_twice_in_a_role():
    found = understood(
        [*HEAD, "Role"],
        [*MARIA, "mentee"],
        ["Maria O.", "Maria@Example.org", "mentee"],
        [*MARIA, "mentor"],
        default_role=None,
    )
    assert [type(each) for each in found] == [ParsedPerson, RowError, ParsedPerson]
    assert found[1].sentence == (
        "maria@example.org is already on line 2 in the same role. Keep one of the two lines."
    )
    assert found[2].roles == ("mentor",)


def test_understand_keeps_only_the_new_role_of_a_repeated_person():
    found = understood([*HEAD, "Role"], [*MARIA, "mentee"], [*MARIA, "both"])
    assert [person.roles for person in people_of(found)] == [("mentee",), ("mentor",)]
    assert noted(found[1]) == ["note_role_repeated"]


def test_understand_refuses_one_id_for_two_people():
    found = understood(
        [*HEAD, "Employee ID"],
        [*MARIA, "7"],
        ["Omar", "omar@example.org", "7"],
        default_role="mentee",
    )
    assert codes(found) == [(3, "id_twice")]
    assert "line 2" in found[1].sentence


def test_understand_both_column_gives_way_to_the_role_of_the_upload():
    rows = ([*HEAD, "both mentor and mentee"], [*MARIA, "yes"], ["Bo", "bo@example.org", "no"])
    found = understood(*rows, default_role="mentee")
    assert [person.roles for person in found] == [("mentee",), ("mentee",)]
    assert [noted(person) for person in found] == [["note_both_seen"], []]


def test_understand_both_column_counts_when_nobody_chose_a_role():
    rows = ([*HEAD, "both mentor and mentee"], [*MARIA, "yes"], ["Bo", "bo@example.org", "no"])
    found = understood(*rows, filename="mentors.csv")
    assert [person.roles for person in found] == [("mentor", "mentee"), ("mentor",)]
    assert [noted(person) for person in found] == [
        ["note_also_other_role"],
        ["note_role_from_file"],
    ]
    assert codes(understood(*rows, filename="people.csv")) == [(3, "role_missing")]


def test_understand_prefers_the_role_a_line_tells_itself():
    rows = (
        [*HEAD, "Role"],
        [*MARIA, "mentor"],
        ["Bo", "bo@x.example", ""],
        ["Cy", "c@x.example", "??"],
    )
    found = understood(*rows, default_role="mentee")
    assert [person.roles for person in found] == [("mentor",), ("mentee",), ("mentee",)]
    assert noted(found[2]) == ["note_role_default"]


def test_understand_yes_and_no_columns_of_roles():
    rows = ([*HEAD, "Mentor", "Mentee"], [*MARIA, "x", "yes"], ["Bo", "bo@x.example", "no", "x"])
    assert [person.roles for person in understood(*rows)] == [("mentor", "mentee"), ("mentee",)]


def test_understand_skills_by_role():
    rows = (
        [*HEAD, "Role", "Skills"],
        [*MARIA, "mentee", "SQL"],
        ["Bo", "b@x.example", "mentor", "SQL"],
    )
    maria, bo = understood(*rows)
    assert maria.answers == {"skills_wanted": ["SQL"]}
    assert bo.answers == {"skills_offered": ["SQL"]}


def test_understand_matrix_answers_by_rank():
    header = [*HEAD, "Topics to learn [A]", "Topics to learn [B]", "Topics to learn [C]"]
    found = understood(header, [*MARIA, "2nd", "no", "1st"], default_role="mentee")
    assert found[0].answers["skills_wanted"] == ["C", "A"]


def test_understand_availability_of_a_grid():
    header = [*HEAD, "When are you free? [Mon]", "When are you free? [Tue]"]
    found = understood(header, [*MARIA, "lunch", "morning, lunch"], default_role="mentee")
    assert found[0].answers["availability"] == ["Mon lunch", "Tue morning", "Tue lunch"]
    assert found[0].answers["availability_hours"] == [12, 13, *range(32, 38)]


def test_understand_names_in_every_arrangement():
    def name(header: list[str], cells: list[str]) -> str:
        found = understood(
            [*header, "E-mail"], [*cells, "ana.lima@example.org"], default_role="peer"
        )
        return found[0].name

    assert name(["First name", "Last name"], ["Ana", "Lima"]) == "Ana Lima"
    assert name(["Vorname", "Name"], ["Ana", "Lima"]) == "Ana Lima"
    assert name(["First name", "Full name"], ["Ana", "Ana Lima"]) == "Ana Lima"
    assert name(["Nombre", "Apellidos"], ["Ana", "Lima Paz"]) == "Ana Lima Paz"
    assert name(["Vorname", "Nachname"], ["明哲", "周"]) == "周明哲"
    assert name(["Name"], ["Lima, Ana"]) == "Ana Lima"
    assert name(["Name"], ["Ana Lima, PhD"]) == "Ana Lima, PhD"
    assert name(["Name"], ["n/a"]) == "Ana Lima"
    assert name(["City"], ["Rome"]) == "Ana Lima"


def test_understand_notes_what_it_had_to_guess():
    header = [*HEAD, "Capacity", "Time zone"]
    rows = [[*MARIA, "depends", "CET"], ["Bo", "bo@example.org", "as many as you need", "Mars"]]
    maria, bo = understood(header, *rows, default_role="mentor")
    assert noted(maria) == ["note_capacity_unclear", "note_zone_guessed"]
    assert (bo.capacity, bo.zone) == (5, "Europe/Lisbon")
    assert [note.sentence for note in bo.notes] == [
        "“as many as you need” was read as room for 5.",
        "We do not know the time zone “Mars”; Europe/Lisbon was taken.",
    ]


def test_understand_takes_formulas_as_text():
    found = understood([*HEAD, "About"], [*MARIA, "=1+1"], default_role="mentee")
    assert found[0].answers == {"bio": "=1+1"}
    assert noted(found[0]) == ["note_formula"]


def test_understand_notes_cells_beyond_the_last_column():
    found = understood(HEAD, [*MARIA, "stray"], default_role="mentee")
    assert "“stray”" in found[0].notes[0].sentence


def test_every_sentence_can_be_said():
    from mentorship.roster import SENTENCES

    class Anything(dict):
        def __missing__(self, key: str) -> str:
            return key

    for code, sentence in SENTENCES.items():
        assert (sentence % Anything()).endswith("."), code
