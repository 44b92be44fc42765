"""Remarks about a file name the roles in the program's own words."""

import pytest

from mentorship.queries.remarks import own_remark, say_remark
from mentorship.roster import Remark
from mentorship.words import Words

COACHING = Words(mentor_word="Coach", mentee_word="Learner")


@pytest.mark.parametrize(
    ("remark", "ours", "theirs"),
    [
        (Remark("role_missing"), "is a mentor or a mentee.", "is Coach or Learner."),
        (Remark("note_also_other_role"), "as mentor and as mentee", "as Coach and as Learner"),
        (Remark("note_both_seen", {"role": "mentee"}), "as mentee only", "as Learner only"),
        (own_remark("no_peers_here"), "pairs a mentor with a mentee", "pairs Coach with Learner"),
        (own_remark("no_sides_here"), "entered as a mentor or a mentee", "as Coach or Learner"),
    ],
    ids=lambda told: getattr(told, "code", None),
)
def test_remark_names_roles_in_the_words_of_the_program(remark, ours, theirs):
    assert ours in say_remark(remark)
    assert theirs in say_remark(remark, COACHING)


def test_remark_without_a_program_has_the_words_of_the_product():
    assert "is a mentor or a mentee." in Remark("role_missing").sentence
