from goals.words import what_changed

TALKS = {"kind": "number", "unit": "talks", "start": "0.00", "target": "3.00"}
FACTS = {"title": "Give talks", "measures": [TALKS], "due_on": "2027-02-28"}


def told(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """Label, what it said before, what it says now."""
    return [
        (
            change.label,
            "".join(piece.text for piece in change.pieces if piece.kind != "new"),
            "".join(piece.text for piece in change.pieces if piece.kind != "gone"),
        )
        for change in what_changed(before, after)
    ]


def test_what_changed_tells_only_that_as_the_page_says_it() -> None:
    more = TALKS | {"target": "5.00"}

    assert told(FACTS, FACTS | {"measures": [more], "due_on": "2027-03-31"}) == [
        ("How to know", "From 0 to 3 talks", "From 0 to 5 talks"),
        ("By", "28 February 2027", "31 March 2027"),
    ]


def test_what_changed_marks_single_words_of_a_title() -> None:
    [change] = what_changed(FACTS, FACTS | {"title": "Give many talks"})

    assert [piece.text for piece in change.pieces if piece.is_marked] == ["many"]


def test_what_changed_tells_a_way_to_know_that_came() -> None:
    asked = {"kind": "yes_no", "unit": "I am asked back", "start": "0.00", "target": None}

    assert told(FACTS, FACTS | {"measures": [TALKS, asked]}) == [
        (
            "How to know",
            "From 0 to 3 talks",
            "From 0 to 3 talks · It happens, or not yet: I am asked back",
        )
    ]


def test_what_changed_tells_a_step_that_went() -> None:
    step = {"title": "Book a room", "due_on": "2026-12-01"}

    assert told({"milestones": [step]}, {"milestones": []}) == [
        ("Steps", "Book a room (1 December 2026)", "")
    ]


def test_what_changed_of_nothing_changed_is_empty() -> None:
    assert what_changed(FACTS, FACTS) == []
