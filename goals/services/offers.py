"""Asking before agreeing, and drafts that somebody offers: only the one they are for adopts one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_message
from goals.models import DraftOffer, Goal, GoalQuestion, GoalQuestionAnswer, Measure
from goals.services.goals import create_goal
from goals.services.parts import check_open, check_owner, check_pairing, locked, note
from goals.wishes import DraftWish, GoalWish, MeasureWish
from mentorship.models import Enrollment, PairingMember

# -- Questions about a goal ----------------------------------------------------------------------


@transaction.atomic
def ask_about_goal(
    *, goal: Goal, text: str, by: User, now: datetime, client_token: str = ""
) -> GoalQuestion:
    """By the other side, in place of a yes. The goal stays proposed; its owner hears by mail."""
    goal = locked(goal)
    asker = _other_member(goal, by)
    check_pairing(goal.owner)
    asked = {"by": asker, "client_token": client_token}
    before = GoalQuestion.objects.filter(**asked).first() if client_token else None
    if before is not None:
        return before
    if goal.state != Goal.State.PROPOSED:
        raise DomainError(_("This goal is not waiting for an answer any more."))
    question = GoalQuestion.objects.create(goal=goal, text=_said(text), asked_at=now, **asked)
    queue_message(
        kind="goals.goal_asked_about",
        person=goal.person,
        about=question,
        scope=goal.scope,
        now=now,
        dedupe_key=f"goals.goal_asked_about:{question.pk}",
    )
    note("ask", goal, by, now)
    return question


@transaction.atomic
def answer_goal_question(
    *, question: GoalQuestion, text: str, by: User, now: datetime
) -> GoalQuestionAnswer:
    """By the owner of the goal, once. Whoever asked hears by mail, and can agree from there."""
    goal = locked(question.goal)
    check_owner(goal.owner, by)
    check_pairing(goal.owner)
    before = GoalQuestionAnswer.objects.filter(question=question).first()
    if before is not None:
        if before.text == text.strip():
            return before
        raise DomainError(_("You have answered this already, and it stays as you said it."))
    check_open(goal)
    answer = GoalQuestionAnswer.objects.create(question=question, text=_said(text), answered_at=now)
    cancel_messages(
        about=question,
        reason=_("It was answered before this left."),
        now=now,
        kinds=["goals.goal_asked_about"],
    )
    queue_message(
        kind="goals.goal_question_answered",
        person=question.by.person,
        about=question,
        scope=goal.scope,
        now=now,
        dedupe_key=f"goals.goal_question_answered:{question.pk}",
    )
    note("answer_question", goal, by, now)
    return answer


def _other_member(goal: Goal, by: User) -> PairingMember:
    members = goal.owner.pairing.members.all()
    for member in members:
        if member.pk != goal.owner_id and member.enrollment.user_id == by.pk:
            return member
    raise DomainError(_("Only somebody else of this pairing can ask about a goal."))


def _said(text: str) -> str:
    if not text.strip():
        raise DomainError(_("Write it in a few words first."), field="text")
    return text.strip()


# -- Drafts for somebody else --------------------------------------------------------------------


@transaction.atomic
def offer_draft(
    *, to: PairingMember, wish: DraftWish, by: User, now: datetime, client_token: str = ""
) -> DraftOffer:
    """By a mentor or a partner. It is a suggestion: nothing is anybody's goal yet."""
    offerer = PairingMember.objects.filter(pairing=to.pairing, enrollment__user=by).first()
    if offerer is None or offerer.pk == to.pk:
        raise DomainError(_("You can offer a draft to the people you work with."))
    if offerer.role == Enrollment.Role.MENTEE:
        raise DomainError(_("Drafts are offered by mentors and partners."))
    check_pairing(to)
    facts = {
        "to": to,
        "title": wish.title,
        "why": wish.why,
        "due_on": wish.due_on,
        "unit": wish.unit,
        "target": wish.target,
        "offered_at": now,
    }
    if client_token:
        offer, new = DraftOffer.objects.get_or_create(
            by=offerer, client_token=client_token, defaults=facts
        )
    else:
        offer, new = DraftOffer.objects.create(by=offerer, **facts), True
    if new:
        queue_message(
            kind="goals.draft_offered",
            person=to.person,
            about=offer,
            scope=to.pairing.scope,
            now=now,
            dedupe_key=f"goals.draft_offered:{offer.pk}",
        )
        _note("offer", offer, by, now)
    return offer


@transaction.atomic
def adopt_draft(*, offer: DraftOffer, by: User, now: datetime) -> Goal:
    """Makes a private draft of one's own of it, to be changed at will. A second press finds it."""
    offer = _locked_offer(offer)
    _check_receiver(offer, by)
    if offer.goal is not None:
        return offer.goal
    if offer.adopted_at is not None:
        raise DomainError(_("You have taken this up before. Write a new goal for what comes next."))
    goal = create_goal(
        owner=PairingMember.objects.with_person().get(pk=offer.to_id),
        wish=GoalWish(
            title=offer.title,
            relevant=offer.why,
            due_on=offer.due_on,
            measures=_measures_of(offer),
        ),
        by=by,
        now=now,
    )
    offer.adopted_at, offer.goal = now, goal
    offer.save(update_fields=["adopted_at", "goal"])
    _call_off(offer, now)
    _note("adopt", offer, by, now)
    return goal


@transaction.atomic
def set_aside_draft(*, offer: DraftOffer, by: User, now: datetime) -> DraftOffer:
    """Nobody is told, and it can still be adopted."""
    offer = _locked_offer(offer)
    _check_receiver(offer, by)
    if offer.adopted_at is not None:
        raise DomainError(_("It is your own goal already. You can change it, or let it go."))
    if offer.set_aside_at is None:
        offer.set_aside_at = now
        offer.save(update_fields=["set_aside_at"])
        _call_off(offer, now)
        _note("set_aside", offer, by, now)
    return offer


def _measures_of(offer: DraftOffer) -> tuple[MeasureWish, ...]:
    if offer.target is not None:
        return (MeasureWish(unit=offer.unit, target=offer.target),)
    return (MeasureWish(kind=Measure.Kind.YES_NO, unit=offer.unit),) if offer.unit else ()


def _locked_offer(offer: DraftOffer) -> DraftOffer:
    DraftOffer.objects.select_for_update().filter(pk=offer.pk).first()
    return DraftOffer.objects.with_people().select_related("goal").get(pk=offer.pk)


def _check_receiver(offer: DraftOffer, by: User) -> None:
    if offer.to.person != by:
        raise DomainError(_("Only the person it was offered to can decide about it."))


def _call_off(offer: DraftOffer, now: datetime) -> None:
    cancel_messages(
        about=offer,
        reason=_("It was looked at before this left."),
        now=now,
        kinds=["goals.draft_offered"],
    )


def _note(verb: str, offer: DraftOffer, by: User, now: datetime) -> None:
    record(by=by, verb=f"draft.{verb}", about=offer, scope=offer.scope, now=now)
