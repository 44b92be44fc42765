"""Asking for feedback on a piece of work, inside the pairing or outside, and what comes of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_message
from checkins.models import ColleagueAnswer, FeedbackRequest, SharedAnswer
from goals.models import Goal
from mentorship.models import Pairing, PairingMember

from .feedback import NOT_WORKING

REQUESTED = "checkins.feedback_requested"
COLLEAGUE_ASKED = "checkins.colleague_asked"
MOST_OPEN = 5
MOST_A_WEEK = 10  # to people outside, also when some are taken back in between
LINK_LIVES = timedelta(days=14)
ADDRESS_INSIDE = re.compile(r"(https?:|www\.|\b[\w-]+\.[a-z]{2,}/)", re.IGNORECASE)


@transaction.atomic
def request_feedback(
    *,
    asker: PairingMember,
    to: PairingMember,
    by: User,
    now: datetime,
    work: str,
    question: str,
    client_token: str,
    link: str = "",
    skill: str = "",
    goal: Goal | None = None,
) -> FeedbackRequest:
    """A partner sees it on their first page and gets one mail."""
    facts = {"work": work, "question": question, "link": link, "skill": skill, "goal": goal}
    _lock(by)
    before = _asked_before(asker, by, client_token)
    if before is not None:
        return before
    asker = _ready_to_ask(asker, by, facts, now)
    to = PairingMember.objects.with_person().get(pk=to.pk)
    if to.pairing_id != asker.pairing_id or to.pk == asker.pk:
        raise DomainError(_("Ask somebody you work with."))
    if goal is not None and goal.shared_at is None:
        raise DomainError(_("They cannot see this goal yet. Share it first, or leave it out."))
    request = _write_down(asker, by, now, client_token, facts | {"to": to})
    queue_message(
        kind=REQUESTED,
        person=to.person,
        about=request,
        scope=request.scope,
        now=now,
        dedupe_key=f"{REQUESTED}:{request.pk}",
    )
    return request


@transaction.atomic
def ask_colleague(
    *,
    asker: PairingMember,
    by: User,
    now: datetime,
    name: str,
    address: str,
    work: str,
    question: str,
    client_token: str,
    link: str = "",
    skill: str = "",
    goal: Goal | None = None,
) -> FeedbackRequest:
    """One question to somebody outside. What the asker sees is the same whoever has the address:
    nobody learns from it who has an account, or who said that they want no such mails."""
    facts = {"work": work, "question": question, "link": link, "skill": skill, "goal": goal}
    _lock(by)
    before = _asked_before(asker, by, client_token)
    if before is not None:
        return before
    asker = _ready_to_ask(asker, by, facts, now)
    name, address = " ".join(name.split()), address.strip().lower()
    if not name:
        raise DomainError(_("What is their name? The mail begins with it."))
    _check_for_strangers(name, facts)
    _check_address(asker, by, address, now)
    outside = {"colleague": name, "address": address, "expires_at": now + LINK_LIVES}
    request = _write_down(asker, by, now, client_token, facts | outside)
    queue_message(
        kind=COLLEAGUE_ASKED,
        person=None,
        to_address=address,
        about=request,
        scope=request.scope,
        now=now,
        not_after=now + LINK_LIVES,
        dedupe_key=f"{COLLEAGUE_ASKED}:{request.pk}",
    )
    return request


def _asked_before(asker: PairingMember, by: User, client_token: str) -> FeedbackRequest | None:
    """The same form sent twice is one request."""
    return (
        FeedbackRequest.objects.asked_by(by).filter(asker=asker, client_token=client_token).first()
    )


def _lock(by: User) -> None:
    """One at a time, so that a form sent twice is one request, and two at once cannot both be the
    fifth."""
    list(User.objects.select_for_update().filter(pk=by.pk).values_list("pk"))


def _ready_to_ask(
    asker: PairingMember, by: User, facts: dict[str, Any], now: datetime
) -> PairingMember:
    """The asker's place as things stand now."""
    asker = PairingMember.objects.with_person().get(pk=asker.pk)
    if asker.enrollment.user_id != by.pk:
        raise DomainError(_("Everybody asks for themselves."))
    if asker.pairing.state != Pairing.State.ACTIVE:
        raise DomainError(NOT_WORKING)
    if not facts["work"].strip() or not facts["question"].strip():
        raise DomainError(_("Say which piece of work it is, and ask one question about it."))
    goal = facts["goal"]
    if goal is not None and goal.owner_id != asker.pk:
        raise DomainError(_("Choose a goal of yours."))
    if FeedbackRequest.objects.asked_by(by).open(now).count() >= MOST_OPEN:
        raise DomainError(
            _("%(most)s questions of yours wait for an answer. Take one back, or wait a little.")
            % {"most": MOST_OPEN}
        )
    return asker


def _check_for_strangers(name: str, facts: dict[str, Any]) -> None:
    """What goes to an address outside carries no web addresses but our own."""
    said = (name, facts["work"], facts["question"], facts["skill"])
    if any(ADDRESS_INSIDE.search(text) for text in said):
        raise DomainError(
            _("Put the web address into its own field. The mail itself goes without any.")
        )


def _check_address(asker: PairingMember, by: User, address: str, now: datetime) -> None:
    if address == by.email.lower():
        raise DomainError(_("This is your own address. Whom would you like to ask?"))
    mine = FeedbackRequest.objects.asked_by(by).exclude(colleague="")
    if mine.filter(asked_at__gt=now - timedelta(days=7)).count() >= MOST_A_WEEK:
        raise DomainError(
            _("You have asked %(most)s people this week. Read what they say first.")
            % {"most": MOST_A_WEEK}
        )
    if mine.filter(address=address, asked_at__gt=now - LINK_LIVES).exists():
        raise DomainError(_("You asked this address within the last two weeks. Once is enough."))


def _write_down(
    asker: PairingMember, by: User, now: datetime, client_token: str, facts: dict[str, Any]
) -> FeedbackRequest:
    for field in ("work", "question", "skill"):
        facts[field] = " ".join(facts[field].split())
    request = FeedbackRequest.objects.create(
        asker=asker, client_token=client_token, asked_at=now, **facts
    )
    _note("ask", request, by, now)
    return request


@transaction.atomic
def withdraw_feedback_request(*, request: FeedbackRequest, by: User, now: datetime) -> None:
    """A mail that has not left yet stays here; a colleague's link says that it is over."""
    request = _locked(request)
    if request.asker.enrollment.user_id != by.pk:
        raise DomainError(_("Only who asked can take it back."))
    if request.state == FeedbackRequest.State.WITHDRAWN:
        return
    _end(request, FeedbackRequest.State.WITHDRAWN, now)
    cancel_messages(about=request, reason=_("The question was taken back."), now=now)
    _note("withdraw", request, by, now)


@transaction.atomic
def decline_feedback_request(*, request: FeedbackRequest, by: User, now: datetime) -> None:
    """A partner would rather not this time. No reason is asked."""
    request = _locked(request)
    if request.to is None or request.to.enrollment.user_id != by.pk:
        raise DomainError(_("This was not asked of you."))
    if request.state == FeedbackRequest.State.DECLINED:
        return
    _end(request, FeedbackRequest.State.DECLINED, now)
    _note("decline", request, by, now)


@transaction.atomic
def share_answer(
    *, answer: ColleagueAnswer, by: User, now: datetime, text: str, with_rating: bool = False
) -> SharedAnswer:
    """A copy for the pairing, once. The answer itself stays where it is."""
    request = _locked(answer.request)
    if request.asker.enrollment.user_id != by.pk:
        raise DomainError(_("This answer was given to somebody else."))
    if request.asker.pairing.state != Pairing.State.ACTIVE:
        raise DomainError(NOT_WORKING)
    if not text.strip():
        raise DomainError(_("Leave at least one sentence to pass on."))
    rating = answer.rating if with_rating else None
    shared, new = SharedAnswer.objects.get_or_create(
        answer=answer, defaults={"text": text.strip(), "rating": rating, "at": now}
    )
    if new:
        _note("share", request, by, now)
    return shared


def _locked(request: FeedbackRequest) -> FeedbackRequest:
    FeedbackRequest.objects.select_for_update().filter(pk=request.pk).first()
    return FeedbackRequest.objects.with_people().get(pk=request.pk)


def _end(request: FeedbackRequest, state: str, now: datetime) -> None:
    if request.state != FeedbackRequest.State.OPEN:
        raise DomainError(_("This question has had its end already."))
    request.state, request.ended_at = state, now
    request.save(update_fields=["state", "ended_at"])


def _note(verb: str, request: FeedbackRequest, by: User, now: datetime) -> None:
    record(by=by, verb=f"feedback_request.{verb}", about=request, scope=request.scope, now=now)
