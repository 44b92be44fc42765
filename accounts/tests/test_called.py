"""Two people of one first name are told apart; everybody else goes by the first name."""

import pytest

from accounts.models.people import told_apart


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["Maria Oliveira", "Ben Kent"], ["Maria", "Ben"]),
        (["Maria Oliveira", "Maria Santos", "Ben Kent"], ["Maria O.", "Maria S.", "Ben"]),
        (["Maria Oliveira", "maria santos"], ["Maria O.", "maria s."]),
        (["Maria Santos", "Maria da Silva"], ["Maria Santos", "Maria da Silva"]),
        (["Maria Santos", "Maria Silva", "Maria Rui"], ["Maria Santos", "Maria Silva", "Maria R."]),
        (["Maria", "Maria Silva"], ["Maria", "Maria S."]),
        (["", "Ben Kent"], ["p0", "Ben"]),
        ([], []),
    ],
)
def test_people_of_one_first_name_are_told_apart(names, called) -> None:
    people = [(name, f"p{place}@example.org") for place, name in enumerate(names)]
    assert list(told_apart(people).values()) == called


def test_somebody_met_twice_is_one_person() -> None:
    twice = [("Maria Oliveira", "maria@example.org")] * 2
    assert told_apart(twice) == {"maria@example.org": "Maria"}
