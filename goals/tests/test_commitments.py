"""Promises and their five answers."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from goals import services
from goals.models import Commitment, CommitmentAnswer, Consent
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW

DUE = date(2026, 11, 20)


def make(owner, **changes: object) -> Commitment:
    facts = {"text": "Send the draft", "due_on": DUE, "by": owner.person, "now": NOW}
    return services.make_commitment(owner=owner, **(facts | changes))


def answer(promise: Commitment, said: str, **changes: object) -> CommitmentAnswer:
    facts = {"by": promise.person, "now": NOW}
    return services.answer_commitment(commitment=promise, answer=said, **(facts | changes))


def test_make_commitment_leaves_being_asked_undecided(as_mentee, maria) -> None:
    promise = make(as_mentee)

    assert (promise.state, promise.made_by) == ("open", maria)
    assert promise.consent.state == "offered"


def test_make_commitment_by_the_other_side_leaves_the_decision_with_its_owner(
    as_mentee, maria, omar
) -> None:
    promise = make(as_mentee, by=omar)

    assert (promise.made_by, promise.consent.person) == (omar, maria)


def test_make_commitment_is_open_to_mentors(as_mentor, omar) -> None:
    assert make(as_mentor).person == omar


def test_make_commitment_twice_from_one_form_makes_one(as_mentee) -> None:
    assert make(as_mentee, client_token="a") == make(as_mentee, client_token="a")


@pytest.mark.parametrize("name", ["eve", "ada"])
def test_make_commitment_by_an_outsider_is_refused(as_mentee, name, request) -> None:
    with pytest.raises(DomainError):
        make(as_mentee, by=request.getfixturevalue(name))


def test_make_commitment_for_yesterday_is_refused(as_mentee) -> None:
    with pytest.raises(DomainError):
        make(as_mentee, due_on=date(2026, 11, 15))


def test_make_commitment_for_somebody_elses_goal_is_refused(as_mentee, as_mentor) -> None:
    with pytest.raises(DomainError):
        make(as_mentor, goal=make_goal(as_mentee))


@pytest.mark.parametrize(
    ("said", "state"),
    [("done", "done"), ("partly", "partly"), ("let_go", "let_go"), ("stuck", "open")],
)
def test_answer_commitment_takes_it_as_said(as_mentee, said, state) -> None:
    promise = make_commitment(as_mentee)
    row = answer(promise, said, note="n", via="mail")
    promise.refresh_from_db()

    assert (promise.state, promise.answered_at) == (state, NOW)
    assert (row.note, row.via, row.on) == ("n", "mail", date(2026, 11, 16))


def test_answer_commitment_stuck_asks_for_help_until_another_answer(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    answer(promise, "stuck")
    promise.refresh_from_db()
    assert promise.stuck_at == NOW

    answer(promise, "moved")
    promise.refresh_from_db()
    assert promise.stuck_at is None


def test_answer_commitment_moved_goes_a_week_on(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    row = answer(promise, "moved")
    promise.refresh_from_db()

    assert row.moved_to == promise.due_on == date(2026, 11, 27)
    assert (promise.state, promise.moves) == ("moved", 1)


def test_answer_commitment_moved_after_its_day_goes_a_week_on_from_today(as_mentee) -> None:
    promise = make_commitment(as_mentee, due_on=date(2026, 11, 1))

    assert answer(promise, "moved").moved_to == date(2026, 11, 23)


@pytest.mark.parametrize("day", [date(2026, 11, 15), DUE])
def test_answer_commitment_moved_to_nowhere_is_refused(as_mentee, day) -> None:
    with pytest.raises(DomainError):
        answer(make_commitment(as_mentee), "moved", moved_to=day)


def test_answer_commitment_moved_takes_the_yes_along(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    consent = make_consent(promise, next_plan_at=NOW + timedelta(days=4))
    answer(promise, "moved")
    consent.refresh_from_db()

    assert (consent.ends_on, consent.next_plan_at) == (date(2026, 12, 11), NOW)
    assert [terms.version for terms in consent.terms.all()] == [2, 1]


@pytest.mark.parametrize("said", ["done", "partly", "let_go"])
def test_answer_commitment_ends_being_asked(as_mentee, said) -> None:
    promise = make_commitment(as_mentee)
    consent = make_consent(promise)
    answer(promise, said)
    consent.refresh_from_db()

    assert (consent.state, consent.next_plan_at) == ("expired", None)


def test_answer_commitment_twice_the_same_is_one_answer(as_mentee) -> None:
    promise = make_commitment(as_mentee)

    assert answer(promise, "done") == answer(promise, "done")
    assert AuditEntry.objects.filter(verb="commitment.answer").count() == 1


def test_answer_commitment_after_its_end_is_refused(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    answer(promise, "done")

    with pytest.raises(DomainError):
        answer(promise, "let_go")


def test_answer_commitment_of_somebody_else_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        answer(make_commitment(as_mentee), "done", by=omar)


def test_answers_are_append_only(as_mentee) -> None:
    row = answer(make_commitment(as_mentee), "stuck")

    with pytest.raises(TypeError):
        row.save()


def test_database_refuses_a_move_without_a_day(as_mentee) -> None:
    row = answer(make_commitment(as_mentee), "moved")

    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentAnswer.objects.filter(pk=row.pk).update(moved_to=None)


def test_database_refuses_an_end_without_an_answer(as_mentee) -> None:
    promise = make_commitment(as_mentee)

    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promise.pk).update(state="done")


@pytest.mark.parametrize(("ask", "state"), [(True, "active"), (False, "declined")])
def test_make_commitment_takes_its_owners_decision_along(as_mentee, ask, state) -> None:
    assert Consent.objects.get(commitment=make(as_mentee, ask=ask)).state == state


def test_make_commitment_by_the_other_side_cannot_decide_for_its_owner(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        make(as_mentee, by=omar, ask=True)


def test_done_early_is_before_the_day_that_was_promised_at_first(as_mentee) -> None:
    early, on_its_day, moved = (
        make_commitment(as_mentee, due_on=day) for day in (DUE, NOW.date(), DUE)
    )
    make_commitment(as_mentee)
    answer(moved, "moved")
    for promise in (early, on_its_day, moved):
        answer(promise, "done")

    assert list(Commitment.objects.done_early()) == [early]
