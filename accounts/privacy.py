"""What this floor knows in a person's own words: to give to them, and to erase."""

from __future__ import annotations

from typing import Any

from accounts.models import Draft, User


def export(user: User) -> dict[str, Any]:
    """What they began to write and have not sent."""
    begun = Draft.objects.of(user).unsent().order_by("saved_at")
    return {"drafts": list(begun.values("at", "fields", "saved_at"))}


def erase(user: User) -> None:
    Draft.objects.of(user).delete()
