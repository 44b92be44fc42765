"""What a colleague without an account does with a question, and forgetting their address."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.services.outbox import cancel_messages, forget_address, queue_message
from accounts.services.suppressions import address_hash
from checkins.models import ColleagueAnswer, ColleagueSilence, FeedbackRequest

from .feedback_requests import COLLEAGUE_ASKED

ANSWERED = "checkins.colleague_answered"
KEPT_AFTER_END = timedelta(days=30)  # an address of which nobody answered
AT_ONCE = 200


@transaction.atomic
def answer_as_colleague(
    *,
    request: FeedbackRequest,
    text: str,
    now: datetime,
    rating: int | None = None,
    never_again: bool = False,
) -> ColleagueAnswer:
    """Once, to who asked alone. Their address is not needed any more, so it goes."""
    request = _locked(request)
    _expect_open(request, now)
    if not text.strip():
        raise DomainError(_("Write a line first. One sentence is enough."))
    if never_again:
        _silence(request, now)
    answer = ColleagueAnswer.objects.create(
        request=request,
        text=text.strip(),
        rating=rating if request.asks_rating else None,
        at=now,
    )
    _end(request, FeedbackRequest.State.ANSWERED, now)
    queue_message(
        kind=ANSWERED,
        person=request.asker.person,
        about=request,
        scope=request.scope,
        now=now,
        dedupe_key=f"{ANSWERED}:{request.pk}",
    )
    _note("answer", request, now)
    return answer


@transaction.atomic
def decline_as_colleague(
    *, request: FeedbackRequest, now: datetime, never_again: bool = False
) -> None:
    """The asker sees that they would rather not. “Never again” holds for everybody who asks here;
    nobody is told of it, and it can be said after the question has ended, too."""
    request = _locked(request)
    silenced = never_again and _silence(request, now)
    if not silenced:
        _expect_open(request, now)
    if request.is_open(now):
        _end(request, FeedbackRequest.State.DECLINED, now)
    _note("decline", request, now)


def forget_colleagues(*, now: datetime) -> int:
    """Addresses of those who never answered go a month after their link ended."""
    over = FeedbackRequest.objects.to_forget(now - KEPT_AFTER_END).order_by("expires_at")
    found = list(over[:AT_ONCE])
    for request in found:
        with transaction.atomic():
            _forget(request, now)
    return len(found)


def _locked(request: FeedbackRequest) -> FeedbackRequest:
    FeedbackRequest.objects.select_for_update().filter(pk=request.pk).first()
    return FeedbackRequest.objects.with_people().get(pk=request.pk)


def _expect_open(request: FeedbackRequest, now: datetime) -> None:
    if not request.is_open(now):
        raise DomainError(_("This question is over. Nothing more is asked of you."))


def _silence(request: FeedbackRequest, now: datetime) -> bool:
    """False where the address is forgotten already."""
    if not request.address:
        return False
    ColleagueSilence.objects.get_or_create(
        address_hash=address_hash(request.address), defaults={"since": now}
    )
    return True


def _end(request: FeedbackRequest, state: str, now: datetime) -> None:
    request.state, request.ended_at = state, now
    request.save(update_fields=["state", "ended_at"])
    _forget(request, now)


def _forget(request: FeedbackRequest, now: datetime) -> None:
    """Here and in the mail. A mail that is just leaving is looked at again by the sweep."""
    asked = [COLLEAGUE_ASKED]
    cancel_messages(about=request, kinds=asked, reason=_("The question is over."), now=now)
    if forget_address(about=request, kinds=asked):
        FeedbackRequest.objects.filter(pk=request.pk).update(address="")


def _note(verb: str, request: FeedbackRequest, now: datetime) -> None:
    """By nobody whom we know."""
    verb = f"feedback_request.{verb}"
    record(by=None, verb=verb, about=request, scope=request.scope, now=now)
