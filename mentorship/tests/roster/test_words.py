"""Cells that people type freely: addresses, roles, capacities, zones, languages, levels, hours."""

import pytest

from mentorship.roster.addresses import read_address
from mentorship.roster.capacities import read_capacity
from mentorship.roster.cleaning import clean, split_answers
from mentorship.roster.hours import read_hours
from mentorship.roster.languages import read_language
from mentorship.roster.levels import level_rank
from mentorship.roster.roles import read_roles, role_of_filename
from mentorship.roster.styles import style_choices
from mentorship.roster.zones import read_zone


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("maria@example.org", "maria@example.org"),
        ("  Maria.Oliveira@Example.ORG ", "maria.oliveira@example.org"),
        ("mailto:maria@example.org", "maria@example.org"),
        ("MAILTO:maria@example.org?subject=Hi", "maria@example.org"),
        ("Maria Oliveira <maria@example.org>", "maria@example.org"),
        ('"Oliveira, Maria" <maria@example.org>', "maria@example.org"),
        ("<maria@example.org>", "maria@example.org"),
        ("[maria@example.org](mailto:maria@example.org)", "maria@example.org"),
        ("maria@example.org;", "maria@example.org"),
        ("maria@example.org.", "maria@example.org"),
        ("maria@example.org, Maria@example.org", "maria@example.org"),
        ("maria @ example.org", "maria@example.org"),
        ("maria@example .org", "maria@example.org"),
        ("maria＠example.org", "maria@example.org"),
        ("maria (at) example (dot) org", "maria@example.org"),
        ("maria\u200d@example.org", "maria@example.org"),
        ("o'neil+mentors@sub.example.co.uk", "o'neil+mentors@sub.example.co.uk"),
        ("_first_last@example.org", "_first_last@example.org"),
        ("jan@bücher.example", "jan@xn--bcher-kva.example"),
    ],
)
def test_read_address_finds_the_one_address(cell: str, email: str):
    assert read_address(cell)[0] == email


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "email_missing"),
        ("n/a", "email_missing"),
        ("maria.example.org", "email_no_at"),
        ("Maria Oliveira", "email_no_at"),
        ("maria oliveira@example.org", "email_space"),
        ("maria@example.org call me first", "email_space"),
        ("maria@example.org; omar@example.org", "email_several"),
        ("maria@example.org or maria@example.com", "email_several"),
        ("maria@example", "email_domain"),
        ("maria@", "email_domain"),
        ("maria@example..org", "email_domain"),
        ("maria@example,org", "email_domain"),
        ("maria@-example.org", "email_domain"),
        ("mari@a@example.org", "email_invalid"),
        ("maria@@example.org", "email_invalid"),
        (".maria..o@example.org", "email_invalid"),
        ("@example.org", "email_invalid"),
        ("mаria@example.org", "email_letters"),
        ("josé@example.org", "email_letters"),
        ('=A2&"@example.org"', "email_formula"),
    ],
)
def test_read_address_says_what_is_wrong(cell: str, code: str):
    email, said = read_address(cell)
    assert (email, said and said.code) == ("", code)


def test_read_address_notes_only_what_it_repaired():
    assert read_address("Maria <maria@example.org>")[1] is None
    said = read_address("maria @example.org")[1]
    assert str(said) == "The e-mail address “maria @example.org” was read as maria@example.org."


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mentor", ("mentor",)),
        ("mentee / apprentice", ("mentee",)),
        ("Mentoring others", ("mentor",)),
        ("I'd like to be a mentor", ("mentor",)),
        ("Being mentored", ("mentee",)),
        ("I want to be mentored", ("mentee",)),
        ("Looking for a mentor", ("mentee",)),
        ("I need a mentor", ("mentee",)),
        ("Both", ("mentor", "mentee")),
        ("mentor & mentee", ("mentor", "mentee")),
        ("Mentor/Mentee", ("mentor", "mentee")),
        ("I am open to either role.", ("mentor", "mentee")),
        ("Mentor, and looking for a mentor", ("mentor", "mentee")),
        ("MENTEE (first time)", ("mentee",)),
        ("Mente", ("mentee",)),
        ("mentour", ("mentor",)),
        ("Mentor for students", ("mentor",)),
        ("Protégé", ("mentee",)),
        ("Mentora", ("mentor",)),
        ("mentorada", ("mentee",)),
        ("Наставник", ("mentor",)),
        ("导师", ("mentor",)),
        ("peer", ("peer",)),
        ("accountability partner", ("peer",)),
        ("Software engineer", ()),
        ("", ()),
    ],
)
def test_read_roles_typed_freely(text: str, roles: tuple[str, ...]):
    assert read_roles(text) == roles


@pytest.mark.parametrize(
    ("filename", "role"),
    [
        ("mentees.csv", "mentee"),
        ("2026 Mentors (final).xlsx", "mentor"),
        ("mentor-match_small_mentees.csv", "mentee"),
        ("mentor-match_small_mentors.csv", "mentor"),
        ("mentor.csv", "mentor"),
        ("mentors_and_mentees.csv", None),
        ("people.csv", None),
    ],
)
def test_role_of_filename(filename: str, role: str | None):
    assert role_of_filename(filename) == role


@pytest.mark.parametrize(
    ("cell", "capacity", "code"),
    [
        ("", 1, None),
        ("n/a", 1, None),
        ("2", 2, None),
        ("3.0", 3, None),
        ("two", 2, None),
        ("Three", 3, None),
        ("zwei", 2, None),
        ("٣", 3, None),
        ("1-2", 2, "note_capacity_open"),
        ("1 – 2", 2, "note_capacity_open"),
        ("one or two", 2, "note_capacity_open"),
        ("1 to 3 people", 3, "note_capacity_open"),
        ("max. 3", 3, "note_capacity_open"),
        ("up to two mentees", 2, "note_capacity_open"),
        ("3+", 3, None),
        ("2 (maybe 3)", 2, "note_capacity_open"),
        ("one at a time", 1, "note_capacity_open"),
        ("a couple", 2, "note_capacity_open"),
        ("just one, 2 hours a month", 1, "note_capacity_open"),
        ("1 hour per week", 1, "note_capacity_unclear"),
        ("as many as you need", 5, "note_capacity_open"),
        ("unlimited", 5, "note_capacity_open"),
        ("No limit!", 5, "note_capacity_open"),
        ("depends", 1, "note_capacity_unclear"),
        ("not sure yet", 1, "note_capacity_unclear"),
        ("?", 1, "note_capacity_unclear"),
        ("0", 0, "note_capacity_open"),
        ("nobody", 0, "note_capacity_open"),
        ("not this round", 0, "note_capacity_open"),
        ("02-Jan", 2, "note_capacity_date"),
        ("2026-01-03", 3, "note_capacity_date"),
        ("40", 20, "note_capacity_high"),
        ("5000", 1, "note_capacity_unclear"),
    ],
)
def test_read_capacity_in_prose(cell: str, capacity: int, code: str | None):
    number, said = read_capacity(cell, 1)
    assert (number, said and said.code) == (capacity, code)


@pytest.mark.parametrize(
    ("cell", "zone", "code"),
    [
        ("", "Europe/Lisbon", None),
        ("Europe/Berlin", "Europe/Berlin", None),
        ("europe/berlin", "Europe/Berlin", None),
        ("America/New York", "America/New_York", None),
        ("New York", "America/New_York", None),
        ("Berlin time", "Europe/Berlin", None),
        ("São Paulo", "America/Sao_Paulo", None),
        ("UTC", "UTC", None),
        ("CET", "Europe/Berlin", "note_zone_guessed"),
        ("CEST", "Europe/Berlin", "note_zone_guessed"),
        ("EST", "America/New_York", "note_zone_guessed"),
        ("EST (New York)", "America/New_York", None),
        ("Eastern Time", "America/New_York", "note_zone_guessed"),
        ("Pacific Standard Time", "America/Los_Angeles", "note_zone_guessed"),
        ("W. Europe Standard Time", "Europe/Berlin", "note_zone_guessed"),
        ("GMT+1", "Etc/GMT-1", "note_zone_guessed"),
        ("UTC-03:00", "Etc/GMT+3", "note_zone_guessed"),
        ("UTC−3", "Etc/GMT+3", "note_zone_guessed"),
        ("+0530", "Asia/Kolkata", "note_zone_guessed"),
        ("UTC+5.5", "Asia/Kolkata", "note_zone_guessed"),
        ("GMT+0", "UTC", None),
        ("GMT", "Europe/London", "note_zone_guessed"),
        ("UK", "Europe/London", "note_zone_guessed"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam", None),
        ("(UTC) Coordinated Universal Time", "UTC", None),
        ("(GMT-03:00) Brasilia", "America/Sao_Paulo", "note_zone_guessed"),
        ("Bengaluru, India", "Asia/Kolkata", "note_zone_guessed"),
        ("Japan", "Asia/Tokyo", "note_zone_guessed"),
        ("Portugal", "Europe/Lisbon", "note_zone_guessed"),
        ("Москва", "Europe/Moscow", "note_zone_guessed"),
        ("东京", "Asia/Tokyo", "note_zone_guessed"),
        ("Lisbon / Porto", "Europe/Lisbon", None),
        ("I live in Nairobi", "Africa/Nairobi", None),
        ("somewhere nice", "Europe/Lisbon", "note_zone_unclear"),
        ("GMT+25", "Europe/Lisbon", "note_zone_unclear"),
        ("../../etc/passwd", "Europe/Lisbon", "note_zone_unclear"),
    ],
)
def test_read_zone_by_common_spellings(cell: str, zone: str, code: str | None):
    found, said = read_zone(cell, "Europe/Lisbon")
    assert (found, said and said.code) == (zone, code)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("English", "en"),
        ("pt-BR", "pt"),
        ("Português", "pt"),
        ("Deutsch (Muttersprache)", "de"),
        ("basic French", "fr"),
        ("हिन्दी", "hi"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("Klingon", ""),
        ("it depends", ""),
        ("", ""),
    ],
)
def test_read_language(answer: str, code: str):
    assert read_language(answer) == code


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("AA", 1),
        ("Grade 7", 6),
        ("SCS4", 11),
        ("Junior", 2),
        ("Sr. Engineer", 6),
        ("Senior Director", 10),
        ("L5", 5),
        ("Level 3", 3),
        ("10+ years", 6),
        ("purple", None),
        ("", None),
    ],
)
def test_level_rank(text: str, rank: int | None):
    assert level_rank(text) == rank


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("gently please", {"push": "gentle"}),
        ("direct, praise first", {"push": "direct", "first": "praise"}),
        ("spoken rather than written", {"medium": "spoken"}),
        ("a lot, no calls", {"push": "direct"}),
        ("not too much", {"push": "gentle"}),
        ("gentle or direct, both fine", {}),
        ("I nudge weekly", {"between": "yes"}),
        ("", {}),
    ],
)  # fmt: skip
def test_style_choices(text: str, choices: dict[str, str]):
    assert style_choices([text]) == choices


def test_read_hours_of_days_and_parts():
    assert read_hours(["Mon morning", "Tue lunch"]) == [8, 9, 10, 11, 36, 37]
    assert read_hours(["Mon & Thu 18-20"]) == [18, 19, 90, 91]
    assert read_hours(["Mon-Wed 9am to 11am"]) == [9, 10, 33, 34, 57, 58]
    assert read_hours(["Friday 2-4pm"]) == [110, 111]
    assert read_hours(["weekday evenings"])[:5] == [17, 18, 19, 20, 41]
    assert read_hours(["weekends"])[0] == 5 * 24 + 9
    assert read_hours(["when the kids sleep"]) == []


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        ("Python, SQL; Docker\nGo|Rust", ["Python", "SQL", "Docker", "Go", "Rust"]),
        ("Leadership (people, teams), Writing", ["Leadership (people, teams)", "Writing"]),
        ("- talks\n- workshops", ["talks", "workshops"]),
        ("1. plan\n2) do", ["plan", "do"]),
        ("CI/CD / Testing", ["CI/CD", "Testing"]),
        ("python, Python , PYTHON", ["python"]),
        ("演讲、写作", ["演讲", "写作"]),
        ("قيادة، كتابة", ["قيادة", "كتابة"]),
        ("n/a", []),
        (" ,, ; ", []),
    ],
)
def test_split_answers(cell: str, answers: list[str]):
    assert split_answers(cell) == answers


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("\u200bOmar\u00a0Haddad\ufeff", "Omar Haddad"),
        ("co\u00adoperate", "cooperate"),
        ("line\u2028break\r\nagain", "line\nbreak\nagain"),
        ("Jose\u0301", "José"),
        ("JosÃ©", "José"),
        ("donâ€™t", "don’t"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ('="00123"', "00123"),
        ('=HYPERLINK("mailto:a@example.org","a@example.org")', "a@example.org"),
        ("'+44 20", "+44 20"),
        ("\u202eevil", "evil"),
        ("bell\x07", "bell"),
    ],
)
def test_clean_makes_cells_plain(cell: str, plain: str):
    assert clean(cell) == plain
