"""From a private sentence to an agreed goal, and to its end."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from goals import services
from goals.models import Consent, Goal, GoalRevision
from goals.tests.make import make_consent, make_goal
from goals.wishes import GoalWish, MeasureWish
from mentorship.models import Pairing
from mentorship.tests.make import NOW

TALKS = GoalWish(
    title="Give three talks",
    relevant="It opens the next role",
    due_on=date(2027, 2, 28),
    confidence=8,
    measures=(MeasureWish(unit="talks", target=Decimal(3)),),
)


def create(owner, wish: GoalWish = TALKS, token: str = "") -> Goal:
    return services.create_goal(
        owner=owner, wish=wish, by=owner.person, now=NOW, client_token=token
    )


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_create_goal_keeps_a_private_draft(as_mentee) -> None:
    goal = create(as_mentee)

    assert (goal.state, goal.shared_at, goal.title) == ("draft", None, "Give three talks")
    assert [str(measure) for measure in goal.measures.all()] == ["0.00→3.00 talks"]
    assert verbs() == ["consent.offer", "goal.create"]
    assert Message.objects.count() == 0


def test_create_goal_leaves_being_asked_undecided(as_mentee, maria) -> None:
    goal = create(as_mentee)

    assert (goal.consent.state, goal.consent.person) == ("offered", maria)


def test_create_goal_twice_from_one_form_makes_one(as_mentee) -> None:
    first, second = create(as_mentee, token="a"), create(as_mentee, token="a")

    assert first == second
    assert Consent.objects.count() == 1


def test_create_goal_for_somebody_else_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        services.create_goal(owner=as_mentee, wish=TALKS, by=omar, now=NOW)


def test_create_goal_in_a_closed_pairing_is_refused(as_mentee) -> None:
    close(as_mentee.pairing)

    with pytest.raises(DomainError):
        create(as_mentee)


def close(pairing: Pairing) -> None:
    pairing.state, pairing.closed_at, pairing.close_reason = "closed", NOW, "completed"
    pairing.save()


def test_create_goal_takes_three_measures_at_most(as_mentee) -> None:
    four = (MeasureWish(unit="x", target=Decimal(3)),) * 4

    with pytest.raises(DomainError):
        create(as_mentee, GoalWish(title="Too much", measures=four))


def test_edit_goal_of_a_draft_leaves_no_revision(as_mentee, maria) -> None:
    goal = create(as_mentee, GoalWish(title="Speak"))
    services.edit_goal(goal=goal, wish=TALKS, by=maria, now=NOW)
    goal.refresh_from_db()

    assert (goal.title, goal.due_on) == ("Give three talks", date(2027, 2, 28))
    assert GoalRevision.objects.count() == 0


def test_edit_goal_keeps_progress_with_its_measure(as_mentee, maria) -> None:
    goal = create(as_mentee)
    entry = services.log_progress(goal=goal, by=maria, now=NOW, value=Decimal(1))
    more = GoalWish(title="Five", measures=(MeasureWish(unit="talks", target=Decimal(5)),))
    services.edit_goal(goal=goal, wish=more, by=maria, now=NOW)
    entry.refresh_from_db()

    assert str(entry.measure) == "0.00→5.00 talks"


def later(**changes: object) -> GoalWish:
    facts = {
        "title": "Give three presentations by the end of February",
        "due_on": date(2027, 3, 31),
        "measures": (MeasureWish(unit="presentations", target=Decimal(3)),),
    }
    return GoalWish(**(facts | changes))


def test_edit_goal_that_is_agreed_keeps_what_it_said(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    services.edit_goal(goal=goal, wish=later(), by=maria, now=NOW, reason="The stage is closed")
    revision = goal.revisions.get()

    assert revision.before["due_on"] == "2027-02-28"
    assert revision.after["due_on"] == "2027-03-31"
    assert revision.reason == "The stage is closed"


def test_edit_goal_that_is_agreed_needs_a_reason_for_a_new_date(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)

    with pytest.raises(DomainError):
        services.edit_goal(goal=goal, wish=later(), by=maria, now=NOW)


def test_edit_goal_that_is_agreed_mends_a_word_without_reason(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    wish = later(title="Give three talks", due_on=date(2027, 2, 28))
    services.edit_goal(goal=goal, wish=wish, by=maria, now=NOW)

    assert goal.revisions.get().after["title"] == "Give three talks"


def test_edit_goal_without_change_leaves_no_trace(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    services.edit_goal(goal=goal, wish=later(due_on=date(2027, 2, 28)), by=maria, now=NOW)

    assert (GoalRevision.objects.count(), verbs()) == (0, [])


def test_edit_goal_that_is_agreed_keeps_a_date(as_mentee, maria) -> None:
    with pytest.raises(DomainError):
        services.edit_goal(
            goal=make_goal(as_mentee), wish=later(due_on=None), by=maria, now=NOW, reason="x"
        )


def test_propose_goal_shares_it_and_writes_to_the_mentor(as_mentee, maria, omar) -> None:
    goal = services.propose_goal(goal=create(as_mentee), by=maria, now=NOW)
    message = Message.objects.get()

    assert (goal.state, goal.shared_at) == ("proposed", NOW)
    assert (message.kind, message.person) == ("goals.goal_proposed", omar)


def test_propose_goal_twice_writes_once(as_mentee, maria) -> None:
    goal = create(as_mentee)
    services.propose_goal(goal=goal, by=maria, now=NOW)
    services.propose_goal(goal=goal, by=maria, now=NOW)

    assert Message.objects.count() == 1


def test_propose_goal_without_date_says_what_is_missing(as_mentee, maria) -> None:
    goal = create(as_mentee, GoalWish(title="Speak"))

    with pytest.raises(DomainError, match="Give it a date first"):
        services.propose_goal(goal=goal, by=maria, now=NOW)


def test_agree_goal_tells_the_owner_and_withdraws_the_question(as_mentee, maria, omar) -> None:
    goal = services.propose_goal(goal=create(as_mentee), by=maria, now=NOW)
    goal = services.agree_goal(goal=goal, by=omar, now=NOW)
    found = Message.objects.order_by("id").values_list("kind", "state", "person")

    assert (goal.state, goal.agreed_by, goal.agreed_at) == ("agreed", omar, NOW)
    assert list(found) == [
        ("goals.goal_proposed", "cancelled", omar.pk),
        ("goals.goal_agreed", "pending", maria.pk),
    ]


def test_agree_goal_twice_is_agreed_once(as_mentee, maria, omar) -> None:
    goal = services.propose_goal(goal=create(as_mentee), by=maria, now=NOW)
    services.agree_goal(goal=goal, by=omar, now=NOW)
    services.agree_goal(goal=goal, by=omar, now=NOW + timedelta(days=1))
    goal.refresh_from_db()

    assert goal.agreed_at == NOW
    assert verbs().count("goal.agree") == 1


@pytest.mark.parametrize("name", ["maria", "eve", "ada"])
def test_agree_goal_is_for_the_other_side_alone(as_mentee, maria, name, request) -> None:
    goal = services.propose_goal(goal=create(as_mentee), by=maria, now=NOW)

    with pytest.raises(DomainError):
        services.agree_goal(goal=goal, by=request.getfixturevalue(name), now=NOW)


def test_agree_goal_that_is_a_draft_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        services.agree_goal(goal=create(as_mentee), by=omar, now=NOW)


def test_achieve_goal_ends_being_asked(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    consent = make_consent(goal)
    services.achieve_goal(goal=goal, by=maria, now=NOW, learned="Practice aloud")
    goal.refresh_from_db()
    consent.refresh_from_db()

    assert (goal.state, goal.learned, goal.ended_at) == ("achieved", "Practice aloud", NOW)
    assert (consent.state, consent.next_plan_at) == ("expired", None)


def test_achieve_goal_that_nobody_else_saw(as_mentee, maria) -> None:
    goal = services.achieve_goal(goal=create(as_mentee), by=maria, now=NOW)

    assert (goal.state, goal.shared_at) == ("achieved", None)


def test_drop_goal_is_the_owners_alone(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        services.drop_goal(goal=make_goal(as_mentee), by=omar, now=NOW)


def test_drop_goal_after_its_end_is_refused(as_mentee, maria) -> None:
    goal = services.achieve_goal(goal=make_goal(as_mentee), by=maria, now=NOW)

    with pytest.raises(DomainError):
        services.drop_goal(goal=goal, by=maria, now=NOW)


@pytest.mark.parametrize(
    "broken",
    [
        {"confidence": 11},
        {"state": "proposed", "shared_at": None},
        {"state": "agreed", "due_on": None},
        {"state": "agreed", "agreed_at": None},
        {"state": "dropped", "ended_at": None},
    ],
)
def test_database_refuses_a_goal(as_mentee, broken) -> None:
    goal = make_goal(as_mentee)

    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**broken)


@pytest.mark.parametrize("broken", [{"target": None}, {"target": 0}, {"position": 4}])
def test_database_refuses_a_measure(as_mentee, broken) -> None:
    goal = make_goal(as_mentee)

    with pytest.raises(IntegrityError), transaction.atomic():
        goal.measures.update(**broken)


def test_goal_revisions_are_append_only(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    services.edit_goal(goal=goal, wish=later(), by=maria, now=NOW, reason="x")
    revision = goal.revisions.get()

    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(TypeError):
        revision.delete()
