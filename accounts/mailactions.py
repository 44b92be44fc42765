"""What a link in a mail may do. Each app declares its answers in mail_actions.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from accounts.models import ActionToken

# Declared by goals: pauses the consent(s) behind a mail. `token.subject()` is the Message.
PAUSE_CONSENT = "goals.pause_consent"


@dataclass(frozen=True)
class Page:
    """The one confirm page of a link."""

    heading: str
    text: str = ""
    what_happens: str = ""
    button: str = ""  # empty: the action's label
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class After:
    """What the page offers once a link has answered: a further question, whose link was issued by
    `perform`, and pages to go on with."""

    token: ActionToken | None = None
    links: tuple[tuple[str, str], ...] = ()  # label, address


@dataclass(frozen=True, kw_only=True)
class MailAction:
    purpose: str  # «goals.answer_promise»
    label: object  # lazy: what the button says
    describe: Callable[[ActionToken, datetime], Page]
    # Called once, inside a transaction that holds the token's row. Returns what to tell the person.
    # `data` is the form's cleaned_data, or {} without a form.
    perform: Callable[[ActionToken, Mapping[str, Any], datetime], str]
    form_class: type[forms.Form] | None = None
    # Instead of it, where what is asked depends on the link.
    form_for: Callable[[ActionToken], Callable[..., forms.Form]] | None = None
    # Values for the form before the link's own query string (?answer=done) is laid over them.
    initial: Callable[[ActionToken, datetime], dict[str, Any]] | None = None
    # Reads only: it is asked again when the page is opened again.
    after: Callable[[ActionToken, datetime], After] | None = None


_actions: dict[str, MailAction] = {}


def register(action: MailAction) -> MailAction:
    if action.purpose in _actions:
        raise ValueError(f"The mail action {action.purpose} is declared twice.")
    _actions[action.purpose] = action
    return action


def get(purpose: str) -> MailAction:
    try:
        return _actions[purpose]
    except KeyError:
        raise LookupError(f"No app declares {purpose!r} in its mail_actions.py.") from None


def find(purpose: str) -> MailAction | None:
    return _actions.get(purpose)
