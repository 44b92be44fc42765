"""What kinds of mail exist. Each app declares its own in messages.py; delivery asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from accounts.models import Message

Class = Literal["transactional", "service", "consented"]
Unsubscribe = Literal["none", "stream", "consent"]
Policy = Literal["hold", "resend_once"]
UNSUBSCRIBE_OF: dict[Class, Unsubscribe] = {
    "transactional": "none",
    "service": "stream",
    "consented": "consent",
}
SUBJECT_CHARS = 65
PREHEADER_CHARS = 90


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    primary: bool = False


@dataclass
class Section:
    """A part of a longer mail: one mentee, one promise, one meeting."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


@dataclass
class Content:
    """What a mail says. One template pair makes text and HTML of it; all strings are plain."""

    subject: str
    heading: str = ""
    preheader: str = ""
    greeting: str = ""  # empty: «Hello Ana,» in the person's language
    paragraphs: list[str] = field(default_factory=list)
    code: str = ""  # shown large, for a sign-in code
    quote: str = ""
    quote_by: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)  # below the buttons
    footer: list[str] = field(default_factory=list)  # which consent, when it was given
    footer_links: list[Button] = field(default_factory=list)  # change, less often, stop
    ics: str | bytes = ""
    ics_method: str = ""  # REQUEST, CANCEL
    thread: str = ""  # mails with the same word are shown together: «pairing-7»


def always_wanted(message: Message, now: datetime) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class MailKind:
    name: str  # «goals.follow_up»
    klass: Class
    why: object  # a lazy sentence for the footer: why you get it
    keeps_for: timedelta  # after that it is too late to be useful
    render: Callable[[Message, datetime], Content]
    # "" while it should go out, else the reason as a sentence; asked in the guard's transaction.
    still_wanted: Callable[[Message, datetime], str] = always_wanted
    title: object = ""  # what a person calls these mails, in their settings
    counts: bool = False  # to the three a week
    policy: Policy = "hold"
    secret: bool = False
    urgent: bool = False  # somebody waits for it in front of a page: no catching up holds it back
    stands_alone: bool = False  # never told together with others
    gathers: bool = False  # several that are due at once come as one mail
    stop_label: object = ""  # empty: as its class says
    by_wish: bool = False  # of a class that needs no yes of its reader, yet somebody asked for it

    @property
    def rests_on_consent(self) -> bool:
        """That it exists tells of a yes: for no eyes but those of who gave it and who reads it."""
        return self.by_wish or self.klass == "consented"

    @property
    def is_transactional(self) -> bool:
        return self.klass == "transactional"

    @property
    def unsubscribe(self) -> Unsubscribe:
        """What one click switches off: nothing, the kind's stream, or the consent behind it."""
        return UNSUBSCRIBE_OF[self.klass]


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> MailKind:
    if kind.name in _kinds:
        raise ValueError(f"The mail kind {kind.name} is declared twice.")
    if kind.is_transactional and kind.counts:
        raise ValueError(f"{kind.name}: a transactional mail never counts to the weekly three.")
    _kinds[kind.name] = kind
    return kind


def get(name: str) -> MailKind:
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No app declares the mail kind {name!r} in its messages.py.") from None


def find(name: str) -> MailKind | None:
    return _kinds.get(name)


def all_kinds() -> list[MailKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def counting_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if kind.counts]


def urgent_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if kind.urgent]


def collapsing_kinds() -> list[str]:
    """Of which several late ones may come as one mail."""
    return [
        kind.name for kind in all_kinds() if not kind.is_transactional and not kind.stands_alone
    ]


def gathering_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if kind.gathers]


def streams() -> list[MailKind]:
    """Kinds that a person may switch off as a whole."""
    return [kind for kind in all_kinds() if kind.unsubscribe == "stream"]
