"""Names and addresses as people paste them."""

import pytest

from mentorship.roster.pasted import as_roster, read_pasted


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("bea@example.org", [("", "bea@example.org")]),
        ("Bea Ruiz <Bea@Example.org>", [("Bea Ruiz", "bea@example.org")]),
        ("Bea Ruiz, bea@example.org", [("Bea Ruiz", "bea@example.org")]),
        ("Ruiz; Bea; bea@example.org", [("Bea Ruiz", "bea@example.org")]),
        ("Bea Ruiz\tbea@example.org", [("Bea Ruiz", "bea@example.org")]),
        ("bea@example.org Bea Ruiz", [("Bea Ruiz", "bea@example.org")]),
        ("• Bea (bea@example.org)", [("Bea", "bea@example.org")]),
        (
            "Bea Ruiz <bea@example.org>; Cem <cem@example.org>",
            [("Bea Ruiz", "bea@example.org"), ("Cem", "cem@example.org")],
        ),
        ("a@example.org, b@example.org", [("", "a@example.org"), ("", "b@example.org")]),
        ("a@example.org\n\nBea A@EXAMPLE.ORG", [("Bea", "a@example.org")]),
        ("", []),
        (" ;\n--\n", []),
    ],
)
def test_read_pasted_finds_people(text, people):
    assert read_pasted(text).people == people
    assert read_pasted(text).wrong == []


def test_read_pasted_names_lines_without_an_address():
    found = read_pasted("Bea Ruiz\nCem <cem@example.org>\nDee dee@nowhere\x00")
    assert found.people == [("Cem", "cem@example.org")]
    assert found.wrong == [(1, "Bea Ruiz"), (3, "Dee dee@nowhere")]


def test_as_roster_gives_who_is_in_both_lists_both_roles():
    bea, cem = ("Bea, the 1st", "bea@example.org"), ("", "cem@example.org")
    assert as_roster({"mentor": [bea], "mentee": [("", bea[1]), cem]}).decode().split("\r\n") == [
        "Name,Email,Role",
        '"Bea, the 1st",bea@example.org,mentor and mentee',
        ",cem@example.org,mentee",
        "",
    ]


def test_read_pasted_reads_a_word_of_many_letters_once():
    assert read_pasted("a" * 400_000).wrong == [(1, "a" * 400_000)]
