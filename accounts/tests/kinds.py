"""Mail kinds that exist in tests only: one of each class."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts import mailkinds
from accounts.mailkinds import Button, Content, MailKind
from accounts.models import Message


def words(message: Message, now: datetime) -> Content:
    if message.params.get("broken"):
        raise ZeroDivisionError("this mail cannot be written")
    return Content(
        subject="A small note",
        heading="A note for you",
        paragraphs=["This came from a test. Ünïcode <stays> as it is."],
        buttons=[Button("Open it", "https://m.example.org/goals/7/?a=1&b=2", primary=True)],
    )


def wanted(message: Message, now: datetime) -> str:
    return str(message.params.get("not_wanted", ""))


def kind(name: str, **changes: object) -> MailKind:
    facts: dict[str, object] = {
        "name": f"accounts.{name}",
        "klass": "transactional",
        "why": "You get this because a test runs.",
        "keeps_for": timedelta(days=30),
        "render": words,
        "still_wanted": wanted,
    }
    return MailKind(**{**facts, **changes})  # type: ignore[arg-type]


KINDS = [
    kind("test_notice", policy="resend_once"),
    kind("test_held"),
    kind("test_secret", secret=True),
    kind("test_stream", klass="service", counts=True, title="Test notes"),
    kind("test_brief", klass="service"),
    kind("test_asked", klass="consented", counts=True),
]


def register_all() -> None:
    for declared in KINDS:
        mailkinds.register(declared)


def forget_all() -> None:
    for declared in KINDS:
        del mailkinds._kinds[declared.name]
