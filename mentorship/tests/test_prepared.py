"""What pages ask about single pairs is prepared once, and is always what a run would say."""

import pytest

from mentorship.matching import alternatives, explain
from mentorship.models import Enrollment, ForbiddenPair, NeverAgain
from mentorship.queries.matchmaking import inputs_of, prepared
from mentorship.queries.places import KEPT
from mentorship.queries.swaps import SwapBoard
from mentorship.queries.whynot import WhyNot
from mentorship.tests.make import NOW, make_draft, make_pairing, make_people
from mentorship.tests.test_matching import four  # noqa: F401

TEXTS = ("Lead a small team well", "Write clearly and lead", "Team writing, small steps")


@pytest.fixture
def written(cohort, four):  # noqa: F811
    """Bea, Cem, Dee and Eli with texts and hours in zones of their own."""
    for n, place in enumerate(four):
        place.answers |= {"goals": TEXTS[n % 3], "bio": TEXTS[(n + 1) % 3]}
        place.answers |= {"availability_hours": [9, 10 + n], "ranked_wishes": ["Eli Noor"]}
        place.save()
    return four


def forbid(bea, dee):
    first, second = sorted((bea.user_id, dee.user_id))
    ForbiddenPair.objects.create(cohort=bea.cohort, first_id=first, second_id=second, at=NOW)


def set_of(row, **changes):
    type(row).objects.filter(pk=row.pk).update(**changes)


CHANGES = {
    "answer": lambda bea, dee: set_of(dee, answers=dee.answers | {"goals": "Chess"}),
    "somebody else's answer": lambda bea, dee: Enrollment.objects.exclude(
        pk__in=[bea.pk, dee.pk]
    ).update(answers={"goals": "Lead a team"}),
    "seats": lambda bea, dee: set_of(dee, capacity=3),
    "name": lambda bea, dee: set_of(dee.user, name="Eli Noor"),
    "zone": lambda bea, dee: set_of(dee.user, zone="Asia/Tokyo"),
    "kept apart": forbid,
    "never again": lambda bea, dee: NeverAgain.objects.create(
        by=dee.user, about=bea.user, said_at=NOW
    ),
    "past": lambda bea, dee: make_pairing(bea.cohort, bea.user, dee.user),
    "somebody comes": lambda bea, dee: make_people(bea.cohort, "mentor", ["Fay Wong"]),
    "weights": lambda bea, dee: set_of(bea.cohort, weights={"skills": 60, "goal_text": 40}),
    "floor": lambda bea, dee: set_of(bea.cohort, floor=70),
    "first day": lambda bea, dee: set_of(bea.cohort, starts_on="2026-07-01"),
}


def test_prepared_finds_the_same_again(cohort, written):
    assert prepared(cohort) is prepared(cohort)
    assert prepared(cohort).inputs == inputs_of(cohort)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_prepared_anew_after_any_change(cohort, written, change):
    before = prepared(cohort)
    change(written[0], written[2])
    cohort.refresh_from_db()
    after = prepared(cohort)
    assert after is not before
    assert after.inputs == inputs_of(cohort) != before.inputs


def test_prepared_holds_few_cohorts(cohort, written):
    first = prepared(cohort)
    for floor in range(KEPT):
        cohort.floor = floor
        prepared(cohort)
    cohort.floor = first.inputs.floor
    assert prepared(cohort) is not first


def test_why_not_page_tells_what_a_run_would(cohort, written):
    bea = str(written[0].pk)
    full = inputs_of(cohort)
    best = [explain(full, bea, mentor.id) for mentor in full.mentors]
    best.sort(key=lambda told: -told.score)
    seen = WhyNot(written[0], None).candidates("")
    assert [(str(one.mentor.pk), one.score) for one in seen] == [
        (told.mentor, f"{round(told.score / 100)}") for told in best
    ]


def test_swap_page_tells_what_a_run_would(cohort, written):
    bea, cem, dee, eli = written
    drafts = make_draft(cohort, bea, dee), make_draft(cohort, cem, eli)
    (swap,) = SwapBoard(drafts[0]).suggestions()
    full = inputs_of(cohort)
    assert swap.explanation == explain(full, str(bea.pk), str(eli.pk))
    assert swap.displaced == drafts[1]
    assert swap.exchange == explain(full, str(cem.pk), str(dee.pk))


def test_alternatives_are_told_like_any_pair(cohort, written):
    full = inputs_of(cohort)
    told = alternatives(full, str(written[1].pk))
    assert len(told) == 2
    assert told == tuple(explain(full, each.mentee, each.mentor) for each in told)
