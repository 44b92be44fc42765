"""Who sees what: the doors and the readers' list say the same."""

from itertools import product

import pytest
from django.http import Http404

from goals import access
from goals.models import Commitment, Goal
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_pairing, make_person

CAST = ["maria", "omar", "ada", "cleo", "eve"]
PRIVATE = {"state": "draft", "shared_at": None, "agreed_at": None}


def close(pairing: Pairing) -> None:
    pairing.state, pairing.closed_at, pairing.close_reason = "closed", NOW, "completed"
    pairing.save()


def seen_by(door, pk: int, request) -> list[str]:
    seen = []
    for name in CAST:
        try:
            door(request.getfixturevalue(name), pk)
        except Http404:
            continue
        seen.append(name)
    return seen


def test_a_draft_is_its_owners_alone(as_mentee, maria, request) -> None:
    goal = make_goal(as_mentee, **PRIVATE)

    assert seen_by(access.get_goal, goal.pk, request) == ["maria"]
    assert access.readers(goal) == [maria]


def test_a_shared_goal_is_read_by_the_pairing(as_mentee, maria, omar, request) -> None:
    goal = make_goal(as_mentee)

    assert seen_by(access.get_goal, goal.pk, request) == ["maria", "omar"]
    assert access.readers(goal) == [maria, omar]


def test_a_promise_is_read_by_the_pairing(as_mentor, maria, omar, request) -> None:
    promise = make_commitment(as_mentor)

    assert seen_by(access.get_commitment, promise.pk, request) == ["maria", "omar"]
    assert access.readers(promise) == [omar, maria]


def test_a_consent_is_its_persons_alone(as_mentee, maria, request) -> None:
    consent = make_consent(make_goal(as_mentee))

    assert seen_by(access.get_consent, consent.pk, request) == ["maria"]
    assert access.readers(consent) == [maria]


@pytest.mark.parametrize("make", [make_goal, make_commitment])
def test_a_former_mentor_sees_nothing_of_a_closed_pairing(as_mentee, make, maria, request) -> None:
    thing = make(as_mentee)
    close(as_mentee.pairing)
    thing = type(thing).objects.get(pk=thing.pk)
    door = access.get_goal if isinstance(thing, Goal) else access.get_commitment

    assert seen_by(door, thing.pk, request) == ["maria"]
    assert access.readers(thing) == [maria]


def test_a_mentor_of_another_pairing_sees_nothing(as_mentee, cohort, omar) -> None:
    ines = make_person("Ines Faro")
    make_pairing(cohort, make_person("Bo Lind"), ines)

    with pytest.raises(Http404):
        access.get_goal(ines, make_goal(as_mentee).pk)


@pytest.mark.parametrize(
    ("name", "make"), [*product(CAST, [make_goal, lambda who: make_goal(who, **PRIVATE)])]
)
def test_doors_and_readers_agree(as_mentee, name, make, request) -> None:
    goal, person = make(as_mentee), request.getfixturevalue(name)
    seen = Goal.objects.visible_to(person).filter(pk=goal.pk).exists()

    assert seen == (person in access.readers(goal))


OWNERS = {
    "edit",
    "log_progress",
    "achieve",
    "drop",
    "add_milestone",
    "reach_milestone",
    "reopen_milestone",
    "drop_milestone",
}


def test_goal_actions_follow_its_state(as_mentee, maria, omar) -> None:
    draft, agreed = make_goal(as_mentee, **PRIVATE), make_goal(as_mentee)
    waiting = make_goal(as_mentee, state="proposed", agreed_at=None)

    assert access.goal_actions(maria, draft) == OWNERS | {"propose"}
    assert access.goal_actions(maria, agreed) == OWNERS
    assert access.goal_actions(omar, waiting) == {"agree", "ask"}
    assert access.goal_actions(omar, agreed) == set()


def test_nothing_is_done_in_a_closed_pairing(as_mentee, maria) -> None:
    goal, promise = make_goal(as_mentee), make_commitment(as_mentee)
    close(as_mentee.pairing)

    assert access.goal_actions(maria, Goal.objects.get(pk=goal.pk)) == set()
    assert access.commitment_actions(maria, Commitment.objects.get(pk=promise.pk)) == set()


def test_commitment_actions_are_the_owners(as_mentee, maria, omar) -> None:
    promise = make_commitment(as_mentee)

    assert access.commitment_actions(maria, promise) == access.commitments.OWNERS
    assert access.commitment_actions(omar, promise) == set()


def test_consent_actions_follow_its_state(as_mentee, maria) -> None:
    consent = make_consent(make_goal(as_mentee))

    assert access.consent_actions(maria, consent) == {"change", "pause", "revoke"}


def test_consent_actions_of_something_over_only_make_it_less(as_mentee, maria) -> None:
    consent = make_consent(make_goal(as_mentee, state="achieved", ended_at=NOW))

    assert access.consent_actions(maria, consent) == {"pause", "revoke"}
