"""The post: what the workers do at a given time, and the letters that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

from django.core.management import call_command

from accounts.models import Message

from .clock import Clock


@dataclass(frozen=True)
class Letter:
    """A mail as it lies in its reader's mailbox."""

    to: str
    kind: str
    subject: str
    text: str
    html: str
    calendar: str
    sent_at: datetime

    @property
    def plain(self) -> str:
        """Its text with the line breaks of mails taken out."""
        return " ".join(self.text.split())

    def link(self, words: str) -> str:
        """Where the button or link with these words leads; both parts of the mail have it."""
        found = [url for label, url in _links(self.html) if label == words]
        assert found, f"no link «{words}» in {self.kind}: {_links(self.html)}"
        assert found[0] in self.text
        return found[0]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.url = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if self.url:
            self.found.append((data.strip(), self.url))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.url = ""


def _links(html: str) -> list[tuple[str, str]]:
    parser = _Links()
    parser.feed(html)
    return parser.found


class Post:
    """Letters are taken out of the database as they leave, since secret ones are wiped later."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.letters: list[Letter] = []
        self._taken: set[int] = set()

    def deliver(self) -> list[Letter]:
        """One tick: plans, sends what is due, runs waiting jobs. Returns what was sent."""
        call_command("tick", now=self.clock.now, stdout=_Nowhere())
        sent = Message.objects.filter(state=Message.State.SENT).exclude(pk__in=self._taken)
        rows = list(sent.order_by("id"))
        self._taken.update(row.pk for row in rows)
        new = [_letter(row) for row in rows]
        self.letters += new
        return new

    def of(self, kind: str, to: str = "") -> list[Letter]:
        """All of one kind so far, the oldest first."""
        return [x for x in self.letters if x.kind == kind and to in ("", x.to)]

    def latest(self, kind: str, to: str) -> Letter:
        found = self.of(kind, to)
        assert found, (
            f"no {kind} came to {to}; there is {[x.kind for x in self.letters if x.to == to]}"
        )
        return found[-1]


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)


def _letter(row: Message) -> Letter:
    return Letter(
        to=row.to_address,
        kind=row.kind,
        subject=row.subject_line,
        text=row.text,
        html=row.html,
        calendar=row.ics,
        sent_at=row.sent_at,
    )
