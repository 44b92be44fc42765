"""Columns that answer the cohort's own questions."""

import pytest

from mentorship.roster import Asked, apply_choices, guess_mapping, read_table, understand
from mentorship.roster.own_answers import merged

TEA = Asked("q:tea", "Which tea?", "one_of", ("Green tea", "Black, strong", "None"))
TALK = Asked("q:talk", "Ways to talk", "several_of", ("Phone", "Café, outside", "C", "C++"))
PACE = Asked("q:pace", "How fast?", "scale", ("Slow", "Fast"))
NOTE = Asked("q:note", "A word about you", "short_text", roles=("mentor",))
STORY = Asked("q:story", "Your story so far", "long_text")
LEVEL = Asked("level", "Where are you?", "level", ("Junior", "Senior"))
ALL = (TEA, TALK, PACE, NOTE, STORY, LEVEL)


def read(head: str, *lines: str, asked: tuple[Asked, ...] = ALL):
    content = "\n".join([f"name,email,role,{head}", *lines]).encode()
    table = read_table(content, "a.csv")
    mapping = guess_mapping(table.headers, None, table.sample(), asked)
    facts = {"default_zone": "UTC", "default_capacity": 1, "asked": asked}
    return understand(table, mapping, **facts)


def answer(asked: Asked, cell: str):
    (person,) = read(asked.label, f'Ana,a@example.org,mentor,"{cell}"', asked=(asked,))
    return person.answers.get(asked.key), [note.code for note in person.notes]


@pytest.mark.parametrize(
    ("asked", "cell", "said"),
    [
        (TEA, "GREEN  tea.", "Green tea"),
        (TEA, "black, strong", "Black, strong"),
        (TEA, "none", "None"),
        (TALK, "cafe, outside, phone", ["Phone", "Café, outside"]),
        (TALK, "C++; Phone; phone", ["Phone", "C++"]),
        (PACE, "4", 4),
        (PACE, "2.0", 2),
        (PACE, "5 - always", 5),
        (PACE, "3/5", 3),
        (PACE, "slow", 1),
        (PACE, "Fast", 5),
        (NOTE, "two\nlines", "two lines"),
        (STORY, "two\nlines", "two\nlines"),
    ],
)
def test_understand_writes_own_answers_as_the_form_does(asked: Asked, cell: str, said: object):
    assert answer(asked, cell) == (said, [])


@pytest.mark.parametrize(
    ("asked", "cell", "said", "code"),
    [
        (TEA, "Coffee", None, "note_not_an_option"),
        (TALK, "Phone; Fax", ["Phone"], "note_not_an_option"),
        (PACE, "10", None, "note_not_on_scale"),
        (PACE, "4.5", None, "note_not_on_scale"),
        (NOTE, "x" * 301, "x" * 300, "note_answer_cut"),
        (STORY, "x" * 4001, "x" * 4000, "note_answer_cut"),
    ],
)
def test_understand_names_what_it_leaves_out(asked: Asked, cell: str, said: object, code: str):
    assert answer(asked, cell) == (said, [code])


@pytest.mark.parametrize("cell", ["", "n/a", "-"])
def test_understand_leaves_no_own_answer_for_blank_cells(cell: str):
    assert answer(TALK, cell) == (None, [])


def test_guess_mapping_prefers_the_words_of_the_cohort():
    wish = Asked("q:wish", "Your goals", "long_text")
    assert guess_mapping(["Your Goals *"], asked=(wish,)).columns == {"q:wish": (0,)}


def test_guess_mapping_never_takes_the_address_for_a_question():
    odd = Asked("q:odd", "E-mail", "short_text")
    assert guess_mapping(["E-mail"], asked=(odd,)).columns == {"email": (0,)}


def test_guess_mapping_knows_questions_of_a_known_meaning_by_their_words():
    assert guess_mapping(["Where are you?"], asked=ALL).columns == {"level": (0,)}


def test_guess_mapping_of_skills_asked_of_both_sides_by_one_name():
    both = tuple(Asked(key, "What is it?", key) for key in ("skills_wanted", "skills_offered"))
    assert guess_mapping(["What is it?"], asked=both).columns == {"skills": (0,)}


def test_understand_reads_one_column_for_each_option():
    head = "Ways to talk [Phone],Ways to talk [C++]"
    (person,) = read(head, "Ana,a@example.org,mentee,no,x")
    assert (person.answers["q:talk"], person.notes) == (["C++"], ())


def test_understand_ranks_a_level_by_its_place_among_those_offered():
    (person,) = read("Where are you?", "Ana,a@example.org,mentee,JUNIOR")
    assert (person.answers["level"], person.answers["level_rank"]) == ("Junior", 6)


def test_understand_asks_only_the_roles_that_are_asked():
    mentee, both = read(
        "A word about you",
        "Ana,a@example.org,mentee,Hi",
        "Bo,b@example.org,both mentor and mentee,Hi",
    )
    assert mentee.answers == {}
    assert (both.answers_as("mentor"), both.answers_as("mentee")) == ({"q:note": "Hi"}, {})


def test_understand_reads_one_column_for_namesakes_by_role():
    sides = tuple(
        Asked(f"q:{role}", "Why here?", "short_text", roles=(role,))
        for role in ("mentor", "mentee")
    )
    found = read(
        "Why here?", "Ana,a@example.org,mentor,Hi", "Bo,b@example.org,mentee,Ho", asked=sides
    )
    assert [person.answers for person in found] == [{"q:mentor": "Hi"}, {"q:mentee": "Ho"}]


def test_apply_choices_knows_own_questions_and_no_others():
    mapping = apply_choices(guess_mapping(["x"]), ["x"], {"q:tea": "x", "q:gone": "x"}, (TEA,))
    assert mapping.columns == {"q:tea": (0,)}
    assert [problem.code for problem in mapping.problems] == ["map_unknown_field"]


def test_merged_keeps_what_the_file_has_no_words_for():
    before = {"level": "Senior", "level_rank": 12, "q:tea": "None", "bio": "Me"}
    assert merged(before, {"level": "?", "bio": "You"}) == {
        "q:tea": "None",
        "level": "?",
        "bio": "You",
    }
