"""Giving feedback, and answering it. What was said stays as it was said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_message
from checkins.models import (
    CheckIn,
    Feedback,
    FeedbackActedOn,
    FeedbackLater,
    FeedbackReply,
    FeedbackRequest,
)
from goals.models import Commitment, Goal
from goals.services import make_commitment
from mentorship.models import Pairing, PairingMember

GIVEN = "checkins.feedback_given"
TO_CLARIFY = "checkins.feedback_to_clarify"
PROMISE_LENGTH = 240
TRY_WITHIN = timedelta(days=7)
NOT_WORKING = gettext_lazy("This pairing is not active right now, so nothing new is written in it.")


@transaction.atomic
def give_feedback(
    *,
    to: PairingMember,
    by: User,
    kind: str,
    text: str,
    client_token: str,
    now: datetime,
    goal: Goal | None = None,
    commitment: Commitment | None = None,
    check_in: CheckIn | None = None,
    skill: str = "",
    request: FeedbackRequest | None = None,
    follows: Feedback | None = None,
) -> Feedback:
    """A mail tells the receiver. The same form sent twice is one entry. It may answer a request
    of theirs, or say more about earlier words where they asked for it."""
    to = PairingMember.objects.with_person().get(pk=to.pk)  # as things stand now
    _expect_working(to.pairing)
    author = to.pairing.members.filter(enrollment__user=by).first()
    if author is None or author.pk == to.pk:
        raise DomainError(_("Feedback goes to somebody you work with."))
    before = Feedback.objects.filter(author=author, client_token=client_token).first()
    if before is not None:
        return before
    if not text.strip():
        raise DomainError(_("Write a line first. One sentence is enough."))
    _expect_one_circle(to.pairing, goal, commitment, check_in)
    if request is not None:
        request = _answered_request(request, author, to, now)
    feedback = Feedback.objects.create(
        author=author,
        to=to,
        kind=kind,
        text=text.strip(),
        goal=goal,
        commitment=commitment,
        check_in=check_in,
        skill=skill.strip(),
        request=request,
        follows=_to_say_more_of(follows, author, to),
        client_token=client_token,
        given_at=now,
    )
    record(by=by, verb="feedback.give", about=feedback, scope=feedback.scope, now=now, kind=kind)
    queue_message(
        kind=GIVEN,
        person=to.person,
        about=feedback,
        scope=feedback.scope,
        now=now,
        dedupe_key=f"{GIVEN}:{feedback.pk}",
    )
    return feedback


@transaction.atomic
def answer_feedback(
    *,
    feedback: Feedback,
    by: User,
    answer: str,
    now: datetime,
    text: str = "",
    heard: str = "",
    due_on: date | None = None,
) -> FeedbackReply:
    """Once. “I will try this” becomes a promise of the one who says so."""
    feedback = Feedback.objects.with_people().select_for_update(of=("self",)).get(pk=feedback.pk)
    before = FeedbackReply.objects.filter(feedback=feedback).first()
    if before is not None:
        return before
    _expect_working(feedback.author.pairing)
    _expect_receiver(feedback, by)
    promise = None
    if answer == FeedbackReply.Answer.WILL_TRY:
        promise = _promise_to_try(feedback, by, text, due_on, now)
    reply = FeedbackReply.objects.create(
        feedback=feedback,
        answer=answer,
        text=text.strip(),
        heard=heard.strip(),
        commitment=promise,
        at=now,
    )
    if answer == FeedbackReply.Answer.CLARIFY:
        _tell_author(feedback, now)
    _note("answer", feedback, by, now, answer=answer)
    return reply


def _tell_author(feedback: Feedback, now: datetime) -> None:
    queue_message(
        kind=TO_CLARIFY,
        person=feedback.author.person,
        about=feedback,
        scope=feedback.scope,
        now=now,
        dedupe_key=f"{TO_CLARIFY}:{feedback.pk}",
    )


@transaction.atomic
def put_off_feedback(*, feedback: Feedback, by: User, now: datetime) -> FeedbackLater:
    """Read now, answered tomorrow: it comes back on their first page in the morning. Nobody else
    learns of it."""
    _expect_receiver(feedback, by)
    _expect_working(feedback.author.pairing)
    if feedback.is_answered:
        raise DomainError(_("You have answered this already."))
    back_on = by.local_date(now) + timedelta(days=1)
    later = feedback.put_off.filter(back_on=back_on).first()
    if later is None:
        later = FeedbackLater.objects.create(feedback=feedback, back_on=back_on, at=now)
        _note("put_off", feedback, by, now)
    return later


@transaction.atomic
def mark_acted_on(*, feedback: Feedback, by: User, now: datetime) -> FeedbackActedOn:
    """Said by hand by who received it; a promise that is done says it by itself."""
    feedback = Feedback.objects.with_people().select_for_update(of=("self",)).get(pk=feedback.pk)
    _expect_receiver(feedback, by)
    _expect_working(feedback.author.pairing)
    if not feedback.is_answered:
        raise DomainError(_("Answer it first; then you can say that you acted on it."))
    done, new = FeedbackActedOn.objects.get_or_create(feedback=feedback, defaults={"at": now})
    if new:
        _note("act_on", feedback, by, now)
    return done


def _note(verb: str, feedback: Feedback, by: User, now: datetime, **details: str) -> None:
    record(
        by=by,
        verb=f"feedback.{verb}",
        about=feedback,
        scope=feedback.scope,
        now=now,
        **details,
    )


def _promise_to_try(
    feedback: Feedback, by: User, text: str, due_on: date | None, now: datetime
) -> Commitment:
    words = " ".join((text.strip() or feedback.text).split())
    return make_commitment(
        owner=feedback.to,
        by=by,
        now=now,
        text=words if len(words) <= PROMISE_LENGTH else words[: PROMISE_LENGTH - 1] + "…",
        due_on=due_on or by.local_date(now) + TRY_WITHIN,
        client_token=f"feedback-{feedback.pk}",
    )


def _answered_request(
    request: FeedbackRequest, author: PairingMember, to: PairingMember, now: datetime
) -> FeedbackRequest | None:
    """Theirs to this author, and still open; words that come after its end are words all the
    same."""
    open_now = FeedbackRequest.objects.select_for_update().open(now)
    found = open_now.filter(pk=request.pk, asker=to, to=author).first()
    if found is not None:
        found.state, found.ended_at = FeedbackRequest.State.ANSWERED, now
        found.save(update_fields=["state", "ended_at"])
    return found


def _to_say_more_of(
    earlier: Feedback | None, author: PairingMember, to: PairingMember
) -> Feedback | None:
    if earlier is None:
        return None
    asked = Feedback.objects.to_say_more(author.person).filter(pk=earlier.pk, author=author, to=to)
    return asked.first()


def _expect_receiver(feedback: Feedback, by: User) -> None:
    if feedback.to.enrollment.user_id != by.pk:
        raise DomainError(_("This was written for somebody else, so the answer is theirs."))


def _expect_working(pairing: Pairing) -> None:
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(NOT_WORKING)


def _expect_one_circle(
    pairing: Pairing, goal: Goal | None, commitment: Commitment | None, check_in: CheckIn | None
) -> None:
    """What the feedback is about belongs to the same pairing, so that its readers are the same."""
    homes = [goal.owner.pairing_id] if goal else []
    homes += [commitment.owner.pairing_id] if commitment else []
    homes += [check_in.pairing_id] if check_in else []
    if any(home != pairing.pk for home in homes):
        raise DomainError(_("Choose something that you work on together."))
