"""Giving feedback and answering it."""

from datetime import date

import pytest

from accounts.errors import DomainError
from accounts.models import Message
from checkins.models import Feedback, FeedbackReply
from checkins.services import answer_feedback, give_feedback
from checkins.tests.make import make_feedback
from goals.models import Commitment, Consent
from goals.tests.make import make_goal
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_cohort, make_pairing, make_person


def give(to, by, **changes) -> Feedback:
    facts = {"kind": "affirm", "text": "That pause worked.", "client_token": "one", "now": NOW}
    return give_feedback(to=to, by=by, **(facts | changes))


def test_give_feedback_mails_its_receiver(as_mentee, omar, maria) -> None:
    feedback = give(as_mentee, omar)
    assert feedback.author.person == omar
    assert Message.objects.get(kind="checkins.feedback_given").person == maria


def test_give_feedback_twice_is_one_entry(as_mentee, omar) -> None:
    give(as_mentee, omar)
    give(as_mentee, omar)
    assert Feedback.objects.count() == 1


def test_give_feedback_goes_both_ways(as_mentor, maria) -> None:
    assert give(as_mentor, maria).to == as_mentor


def test_give_feedback_needs_somebody_one_works_with(as_mentee, eve, maria) -> None:
    with pytest.raises(DomainError):
        give(as_mentee, eve)
    with pytest.raises(DomainError):
        give(as_mentee, maria)


def test_give_feedback_is_about_something_shared(as_mentee, omar, program) -> None:
    other = make_pairing(
        make_cohort(program, name="B", slug="b"), make_person("Ida B"), make_person("Jo C")
    )
    foreign = make_goal(other.members.first())
    with pytest.raises(DomainError):
        give(as_mentee, omar, goal=foreign)


def test_give_feedback_rests_with_the_pairing(as_mentee, omar, pairing) -> None:
    pause_pairing(pairing=pairing, by=omar, now=NOW)
    with pytest.raises(DomainError):
        give(as_mentee, omar)


@pytest.mark.parametrize("answer", ["thanked", "clarify", "not_now"])
def test_answer_feedback_promises_nothing_by_itself(as_mentor, as_mentee, maria, answer) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    reply = answer_feedback(feedback=feedback, by=maria, answer=answer, now=NOW)
    assert (reply.answer, reply.commitment) == (answer, None)
    assert not Commitment.objects.exists()


def test_answer_feedback_will_try_becomes_a_promise_to_decide_on(
    as_mentor, as_mentee, maria
) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    reply = answer_feedback(
        feedback=feedback, by=maria, answer="will_try", text="Pause once", now=NOW
    )
    promise = reply.commitment
    assert (promise.text, promise.owner, promise.due_on) == (
        "Pause once",
        as_mentee,
        date(2026, 11, 23),
    )
    assert Consent.objects.get(commitment=promise).state == Consent.State.OFFERED


def test_answer_feedback_twice_keeps_the_first(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    answer_feedback(feedback=feedback, by=maria, answer="not_now", now=NOW)
    assert FeedbackReply.objects.get().answer == "thanked"


def test_answer_feedback_is_its_receivers(as_mentor, as_mentee, omar) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    with pytest.raises(DomainError):
        answer_feedback(feedback=feedback, by=omar, answer="thanked", now=NOW)
