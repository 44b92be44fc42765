"""Column names to fields, and explicit choices."""

import pytest

from mentorship.roster import apply_choices, guess_mapping, read_choices
from mentorship.roster.fields import FIELDS


def guessed(*headers: str, role: str | None = None, sample=()) -> dict[str, list[str]]:
    mapping = guess_mapping(headers, role, sample)
    return {key: [headers[place] for place in places] for key, places in mapping.columns.items()}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-Mail-Adresse", "email"),
        ("EMAIL ADDRESS ", "email"),
        ("What is your work e-mail?", "email"),
        ("Correo electrónico", "email"),
        ("电子邮件", "email"),
        ("Your full name", "name"),
        ("Please Provide Your Name (this will likely be email for enterprise)", "name"),
        ("姓名", "name"),
        ("Given name", "first_name"),
        ("Vorname", "first_name"),
        ("Surname", "last_name"),
        ("Nachname", "last_name"),
        ("I would like to take part as", "role"),
        ("Are you a mentor or a mentee?", "role"),
        ("both mentor and mentee", "both_roles"),
        ("How many mentees can you take?", "capacity"),
        ("Max. number of mentees", "capacity"),
        ("Kapazität", "capacity"),
        ("Employee ID", "external_id"),
        ("Time Zone", "zone"),
        ("Fuso horário", "zone"),
        ("Languages you speak", "languages"),
        ("Grade", "level"),
        ("Seniority level", "level"),
        ("Dept.", "department"),
        ("Organisation", "department"),
        ("Where are you based?", "location"),
        ("Profession", "profession"),
        ("Job title", "job_title"),
        ("What would you like to learn?", "skills_wanted"),
        ("Skills wanted", "skills_wanted"),
        ("Areas for growth", "skills_wanted"),
        ("Skills you can offer", "skills_offered"),
        ("What can you help others with?", "skills_offered"),
        ("Areas of expertise", "skills_offered"),
        ("Skills", "skills"),
        ("Hobbies & interests", "interests"),
        ("What do you hope to get out of the program?", "goals"),
        ("Tell us about yourself", "bio"),
        ("When are you available?", "availability"),
        ("How much push do you like?", "accountability_style"),
        ("Mentoring style", "style"),
        ("match with similar identity", "identity_wish"),
        ("identity to match", "identity"),
        ("characteristics", "identity"),
        ("1st choice of mentor", "ranked_wishes"),
        ("Preferred mentors", "ranked_wishes"),
        ("Anyone you would rather not be matched with?", "rather_not"),
        ("Manager e-mail", "reports_to"),
        ("Line manager", "reports_to"),
        ("Name of your supervisor", "reports_to"),
        ("Who do you report to?", "reports_to"),
        ("Vorgesetzte", "reports_to"),
    ],
)
def test_guess_mapping_knows(header: str, field: str):
    assert guessed(header) == {field: [header]}


@pytest.mark.parametrize(
    "header",
    [
        "Timestamp",
        "Start Date",
        "I agree to the privacy notice",
        "Does your manager agree?",
        "Are you a people manager?",
        "#",
        "IP Address",
        "",
    ],
)
def test_guess_mapping_leaves_alone(header: str):
    assert guessed(header) == {}


def test_guess_mapping_gives_each_single_field_one_column():
    assert guessed("Email", "Confirm e-mail address", "Private e-mail", "Name") == {
        "email": ["Email"],
        "name": ["Name"],
    }


def test_guess_mapping_puts_several_columns_into_lists_in_order():
    found = guessed("1st choice", "2nd choice", "3rd choice", "Goals", "Why did you join?")
    assert found["ranked_wishes"] == ["1st choice", "2nd choice", "3rd choice"]
    assert found["goals"] == ["Goals", "Why did you join?"]


def test_guess_mapping_of_a_matrix_keeps_what_each_column_is_about():
    mapping = guess_mapping(["Your expertise [Python]", "Your expertise [Talks]", "Name"])
    assert mapping.columns["skills_offered"] == (0, 1)
    assert mapping.items == {0: "Python", 1: "Talks"}


def test_guess_mapping_of_dashed_matrix_columns():
    mapping = guess_mapping([f"Skills you want to learn - {what}" for what in "ABC"])
    assert (mapping.columns, mapping.items) == (
        {"skills_wanted": (0, 1, 2)},
        {0: "A", 1: "B", 2: "C"},
    )


def test_guess_mapping_of_a_form_that_asks_twice():
    matrix = [f"Rate these skills [{what}]" for what in ("A", "B", "C")]
    headers = [
        *matrix,
        "Thanks for sharing your knowledge!",
        *matrix,
        "A skill you want to develop",
    ]
    mapping = guess_mapping(headers)
    assert mapping.columns["skills_offered"] == (0, 1, 2)
    assert mapping.columns["skills_wanted"] == (4, 5, 6, 7)


def test_guess_mapping_lets_cells_decide_about_a_role_column():
    jobs = [["Engineer"], ["Nurse"], ["Some role"]]
    assert guessed("Role", sample=jobs) == {"job_title": ["Role"]}
    assert guessed("Role", sample=[["Mentor"], ["mentee"]]) == {"role": ["Role"]}


def test_guess_mapping_finds_addresses_by_their_look():
    assert guessed("Column 1", "Who to write to", sample=[["Ana", "ana@example.org"]]) == {
        "email": ["Who to write to"]
    }


def test_guess_mapping_of_yes_and_no_columns():
    sample = [["yes", ""], ["", "x"]]
    assert guessed("Mentor", "Mentee", sample=sample) == {
        "is_mentor": ["Mentor"],
        "is_mentee": ["Mentee"],
    }
    assert guessed("Mentor", "Mentee", sample=[["Omar Haddad", "Maria"]]) == {}


def test_apply_choices_by_name_number_and_label():
    headers = ["Who", "Address", "Skill", "Skill"]
    mapping = apply_choices(
        guess_mapping(headers),
        headers,
        {"email": " address ", "name": "1", "skills_wanted": ["Skill", "Skill (2)"]},
    )
    assert mapping.columns == {"name": (0,), "email": (1,), "skills_wanted": (2, 3)}
    assert mapping.problems == ()


def test_apply_choices_takes_a_column_away_from_its_guess():
    headers = ["Name", "Email"]
    mapping = apply_choices(guess_mapping(headers), headers, {"bio": "Name", "email": ""})
    assert mapping.columns == {"bio": (0,)}


def test_apply_choices_takes_a_whole_matrix_by_its_question():
    headers = ["Rate [A]", "Rate [B]", "Name"]
    mapping = apply_choices(guess_mapping(headers), headers, {"skills_offered": "rate"})
    assert mapping.columns["skills_offered"] == (0, 1)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (
            {"email": "Adress"},
            "There is no column called “Adress” in this file. Its columns are: Name, Email.",
        ),
        ({"email": "3"}, "There is no column 3: this file has 2 columns."),
        (
            {"shoe": "Name"},
            f"There is no field called “shoe”. The fields are: {', '.join(FIELDS)}.",
        ),
    ],
)
def test_apply_choices_says_what_does_not_exist(choice: dict, sentence: str):
    headers = ["Name", "Email"]
    mapping = apply_choices(guess_mapping(headers), headers, choice)
    assert [str(problem) for problem in mapping.problems] == [sentence]


def test_remembered_mapping_fits_the_next_file():
    headers = ["Who", "Skill", "Skill", "Address"]
    mapping = apply_choices(guess_mapping(headers), headers, {"name": "Who", "email": "Address"})
    turned = ["Address", "Who", "Skill", "Skill"]
    again = apply_choices(guess_mapping(turned), turned, mapping.remembered(headers))
    assert (again.columns["name"], again.columns["email"]) == ((1,), (0,))


def test_read_choices_of_the_shell():
    assert read_choices(["email=Address", "goals = Why", "goals=What", "zone="]) == (
        {"email": ["Address"], "goals": ["Why", "What"], "zone": [""]},
        (),
    )
    _, problems = read_choices(["email"])
    assert [problem.code for problem in problems] == ["map_not_a_pair"]


def test_unused_columns_are_told():
    headers = ["Name", "Favourite colour", "Email"]
    assert guess_mapping(headers).unused(headers) == [1]
