"""Builders with one working default each; `**changes` are what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import ActionToken, Job, Message, User
from accounts.services.outbox import queue_message
from accounts.tokens import issue_token

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday, ten o'clock in London


def make_person(name: str = "Ana Lima", **changes: Any) -> User:
    email = changes.pop("email", f"{name.split()[0].lower()}@example.org")
    return User.objects.create_user(email, name=name, **changes)


def make_token(**changes: Any) -> ActionToken:
    person = changes.pop("person", None) or make_person("Tess")
    facts: dict[str, Any] = {
        "purpose": "accounts.test",
        "about": person,
        "person": person,
        "scope": "",
        "now": NOW,
        "expires_at": NOW + timedelta(days=14),
    }
    return issue_token(**{**facts, **changes})


def make_message(person: User | None = None, **changes: Any) -> Message:
    person = person or make_person()
    facts: dict[str, Any] = {
        "kind": "accounts.test_notice",
        "person": person,
        "about": person,
        "scope": "",
        "now": NOW,
        "dedupe_key": f"test:{Message.objects.count()}",
    }
    return queue_message(**{**facts, **changes})


def make_job(by: User | None = None, **changes: Any) -> Job:
    facts: dict[str, Any] = {"kind": "accounts.test_job", "by": by, "created_at": NOW}
    return Job.objects.create(**{**facts, **changes})
