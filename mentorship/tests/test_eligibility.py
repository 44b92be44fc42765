"""A condition on an answer."""

import pytest

from mentorship.eligibility import meets, number


@pytest.mark.parametrize(
    ("answer", "operator", "value", "expected"),
    [
        ("Berlin", "is", " berlin ", True),
        (["Python", "Law"], "is", "law", True),
        (["Python", "Law"], "is_not", "law", False),
        (None, "is_not", "law", True),
        (None, "is", "law", False),
        ("Head of sales", "contains", "SALES", True),
        ({"push": "direct"}, "is", "direct", True),
        (4, "at_least", "4", True),
        (3, "at_least", "4", False),
        ("2,5", "at_most", "2.5", True),
        ("many", "at_least", "4", False),
        (None, "at_most", "4", False),
        (["a"], "answered", "", True),
        ([], "answered", "", False),
        ("  ", "answered", "", False),
        (False, "is", "no", True),
    ],
)
def test_meets(answer, operator, value, expected):
    assert meets(answer, operator, value) is expected


@pytest.mark.parametrize("text", ["", "x", "1e5", "9" * 40, "٣", "1.2.3"])
def test_number_is_nothing_for_what_is_none(text):
    assert number(text) is None
