"""The curious question on the page behind a mail, once the answer is in. It asks for no sign-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.links import page_url
from accounts.mailactions import After, MailAction, Page, register
from accounts.models import ActionToken
from goals import access, queries, services, words
from goals.forms import ReflectionForm
from goals.models import Commitment, CommitmentAnswer
from goals.services.reflections import REFLECT

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


def _answer(token: ActionToken) -> CommitmentAnswer:
    """Read once for all that one page asks about it; the verb reads it anew under its lock."""
    if not hasattr(token, "answer_at_hand"):
        token.answer_at_hand = _read(token)
    return token.answer_at_hand


def _read(token: ActionToken) -> CommitmentAnswer:
    mine = Commitment.objects.owned_by(token.person)
    rows = CommitmentAnswer.objects.filter(commitment__in=mine, pk=token.subject_id)
    found = rows.first()
    if found is None:
        raise DomainError(GONE)
    found.commitment = Commitment.objects.with_people().get(pk=found.commitment_id)
    return found


def describe_question(token: ActionToken, now: datetime) -> Page:
    promise = _answer(token).commitment
    others = words.names_of(access.partners(promise.owner))
    kept = _("Only you can read it, unless you choose otherwise above.")
    return Page(
        heading=_("One question, if you like"),
        text=_("About “%(promise)s”. Close this page to pass over it; it is not asked again.")
        % {"promise": promise.text},
        what_happens=kept if others else _("Only you can read it."),
        button=_("Keep it"),
    )


def form_for(token: ActionToken) -> Callable[..., forms.Form]:
    answer = _answer(token)
    return partial(ReflectionForm, about=answer, others=access.partners(answer.commitment.owner))


def reflect(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    services.reflect_on_commitment(
        answer=_answer(token),
        by=token.person,
        now=now,
        cause=data["cause"],
        text=data["text"],
        share=data.get("share") == "yes",
    )
    return _("Thank you. That is good to know.")


def what_next(token: ActionToken, now: datetime) -> After:
    """Where it may lead; these pages ask to sign in."""
    answer = _answer(token)
    said = queries.reflections_on(token.person, answer.commitment)
    if words.is_success(answer) or not said:
        return After()
    return After(links=(_pages(answer.commitment)))


def _pages(promise: Commitment) -> tuple[tuple[str, str], ...]:
    page = page_url("goals:commitment", promise.pk)
    if not promise.is_open:
        return ((_("What could come next"), page),)
    return (
        (_("Split it into smaller ones"), page_url("goals:split_commitment", promise.pk)),
        (_("Choose another moment"), page_url("goals:replan_commitment", promise.pk)),
        (_("Open the promise"), page),
    )


register(
    MailAction(
        purpose=REFLECT,
        label=gettext_lazy("Keep it"),
        describe=describe_question,
        perform=reflect,
        form_for=form_for,
        after=what_next,
    )
)
