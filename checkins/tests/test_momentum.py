"""The share of the last eight due things with any answer: its owner's alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from checkins.models import CheckIn
from checkins.momentum import Due, Momentum, momentum
from checkins.queries.momentum import momentum_of
from checkins.tests.make import make_check_in
from goals import services
from goals.tests.make import make_commitment
from mentorship.models import Pairing
from mentorship.tests.make import NOW

DAY = timedelta(days=1)
TODAY = date(2026, 11, 16)
PAGE = "/momentum/"


def dues(*answered: bool) -> list[Due]:
    return [Due(TODAY + n * DAY, said) for n, said in enumerate(answered)]


# -- The share ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 2])
def test_momentum_is_silent_below_three(count) -> None:
    assert momentum(dues(*[True] * count)) is None


def test_momentum_counts_the_last_eight_by_their_day() -> None:
    assert momentum(dues(False, False, *[True] * 8)) == Momentum(8, 8)
    assert momentum(reversed(dues(*[True] * 8, False, False))) == Momentum(6, 8)


@given(st.lists(st.booleans(), min_size=3, max_size=30), st.booleans())
def test_momentum_moves_by_one_thing_at_a_time(answered, next_one) -> None:
    before, after = momentum(dues(*answered)), momentum(dues(*answered, next_one))

    assert abs(after.answered - before.answered) <= 1
    assert after.answered + after.waiting == after.of <= 8


# -- What was due ---------------------------------------------------------------------------------


def past(member, days: int = 3, **facts):
    return make_commitment(member, due_on=TODAY - days * DAY, **facts)


def test_momentum_of_promises_takes_any_answer(as_mentee, maria) -> None:
    for answer in ("done", "partly", "stuck", "moved", "let_go"):
        services.answer_commitment(commitment=past(as_mentee), answer=answer, by=maria, now=NOW)
    past(as_mentee)

    assert momentum_of(maria, NOW) == Momentum(5, 6)


def test_momentum_of_a_moved_promise_that_comes_due_again_waits_again(as_mentee, maria) -> None:
    promise = past(as_mentee)
    services.answer_commitment(
        commitment=promise, answer="moved", moved_to=TODAY + DAY, by=maria, now=NOW
    )
    for _other in range(2):
        past(as_mentee)

    assert momentum_of(maria, NOW) == Momentum(1, 3)
    assert momentum_of(maria, NOW + 5 * DAY) == Momentum(1, 4)


def test_momentum_waits_for_the_day_to_be_over(as_mentee, maria) -> None:
    for _n in range(4):
        make_commitment(as_mentee, due_on=TODAY)

    assert momentum_of(maria, NOW) is None


def test_momentum_of_check_ins_takes_held_and_did_not_happen(pairing, maria) -> None:
    over = {"ended_at": NOW}
    for days, state, facts in (
        (21, CheckIn.State.HELD, over),
        (14, CheckIn.State.DID_NOT_HAPPEN, over),
        (10, CheckIn.State.CANCELED, over),
        (7, CheckIn.State.PLANNED, {}),
        (-7, CheckIn.State.PLANNED, {}),
    ):
        make_check_in(pairing, starts_at=NOW - days * DAY, state=state, **facts)

    assert momentum_of(maria, NOW) == Momentum(2, 3)


def test_momentum_is_about_ones_own_promises(as_mentee, as_mentor, maria, omar) -> None:
    for _n in range(3):
        past(as_mentor)

    assert momentum_of(maria, NOW) is None
    assert momentum_of(omar, NOW) == Momentum(0, 3)


def test_momentum_counts_nothing_that_nobody_can_answer(pairing, as_mentee, maria) -> None:
    for _n in range(3):
        past(as_mentee)
    Pairing.objects.filter(pk=pairing.pk).update(state=Pairing.State.PAUSED)

    assert momentum_of(maria, NOW) is None


# -- The page -------------------------------------------------------------------------------------


def test_momentum_page_is_silent_before_there_is_any(sign_in, maria) -> None:
    client = sign_in(maria)

    assert b"There is little to tell yet" in client.get(PAGE).content
    assert client.get(PAGE, headers={"hx-request": "true"}).content.strip() == b""


def test_momentum_page_says_it_in_words(sign_in, as_mentee, maria) -> None:
    for answer in ("done", "let_go"):
        services.answer_commitment(commitment=past(as_mentee), answer=answer, by=maria, now=NOW)
    past(as_mentee)
    page = sign_in(maria).get(PAGE).content.decode()

    assert "2 of your last 3 promises and check-ins got an answer" in page
    assert "One still waits for a word" in page


def test_momentum_asks_once_however_much_was_due(as_mentee, maria) -> None:
    counts = []
    for _n in range(2):
        for days in range(1, 30):
            past(as_mentee, days)
        with CaptureQueriesContext(connection) as seen:
            momentum_of(maria, NOW)
        counts.append(len(seen))

    assert counts == [1, 1]
