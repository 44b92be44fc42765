from goals.words import said_before

KEPT = {"kind": "number", "unit": "talks", "start": "0.00", "target": "3.00"}
FACTS = {"title": "Give talks", "due_on": "2027-02-28", "measures": [KEPT]}


def test_said_before_tells_only_what_changed_as_the_page_says_it() -> None:
    after = FACTS | {"due_on": "2027-03-31", "measures": [KEPT | {"target": "5.00"}]}
    assert said_before(FACTS, after) == ["From 0 to 3 talks", "by 28 February 2027"]


def test_said_before_tells_a_title_that_changed() -> None:
    assert said_before(FACTS, FACTS | {"title": "Give many talks"}) == ["Give talks"]


def test_said_before_of_nothing_changed_is_empty() -> None:
    assert said_before(FACTS, FACTS) == []
