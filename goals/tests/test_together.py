from datetime import timedelta

import pytest

from goals.queries.together import together
from goals.services import answer_commitment, log_progress
from goals.tests.make import make_commitment, make_goal
from goals.together import Share, share
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_pairing, make_person, member_of

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (3, 4, Share(None, None)),
        (4, 20, Share(None, 20)),
        (5, 20, Share(5, 20)),
        (15, 20, Share(15, 20)),
        (16, 20, Share(None, 20)),
        (20, 20, Share(None, 20)),
        (0, 20, Share(None, 20)),
        (5, 9, Share(None, 9)),
    ],
)
def test_share_tells_of_no_fewer_than_five_on_either_side(part, whole, told) -> None:
    assert share(part, whole) == told


@pytest.fixture
def mentees(cohort) -> list:
    people = [(make_person(f"Ana{n} A"), make_person(f"Ben{n} B")) for n in range(12)]
    return [member_of(make_pairing(cohort, ana, ben), ana) for ana, ben in people]


def test_together_counts_people_and_not_things(cohort, mentees) -> None:
    for member in mentees[:6]:
        for title in ("One", "Two"):
            goal = make_goal(member, title=title)
        log_progress(goal=goal, by=member.person, now=NOW, note="A step")
    found = together(Pairing.objects.in_cohort(cohort), NOW + HOUR)
    assert found.with_goal == found.with_progress == Share(6, 12)
    assert found.with_answer == Share(None, 12)


def test_together_says_nothing_of_what_happened_since(cohort, mentees) -> None:
    for member in mentees[:6]:
        promise = make_commitment(member)
        answer_commitment(commitment=promise, answer="done", by=member.person, now=NOW)
    pairings = Pairing.objects.in_cohort(cohort)
    assert together(pairings, NOW - HOUR).with_answer == Share(None, 12)
    assert together(pairings, NOW + HOUR).with_answer == Share(6, 12)


def test_together_counts_no_mentor(cohort, mentees) -> None:
    assert together(Pairing.objects.in_cohort(cohort), NOW).with_goal.whole == 12
