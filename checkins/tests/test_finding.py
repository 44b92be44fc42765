"""Words in their context."""

import pytest

from checkins.finding import Part, found_in, words_of


def test_words_are_taken_once_and_six_at_most() -> None:
    assert words_of("  a b a\nc d e f g ") == ("a", "b", "c", "d", "e", "f")


@pytest.mark.parametrize("text", ["", "nothing of it"])
def test_nothing_is_shown_where_nothing_was_found(text) -> None:
    assert found_in(text, ("walrus",)) == []


def test_a_short_text_is_shown_whole() -> None:
    assert found_in("A Walrus came.", ("walrus",)) == [
        Part("A "),
        Part("Walrus", hit=True),
        Part(" came."),
    ]


def test_signs_of_patterns_are_letters_like_others() -> None:
    assert [part.text for part in found_in("It cost 5.0 (net)", ("5.0", "("))] == [
        "It cost ",
        "5.0",
        " ",
        "(",
        "net)",
    ]


def test_places_far_apart_are_shown_apart() -> None:
    text = "walrus " + "x " * 300 + "walrus"
    shown = "".join(part.text for part in found_in(text, ("walrus",)))
    assert shown.count("walrus") == 2
    assert shown.count("…") == 1
    assert len(shown) < 250
