"""Who may: the one way to refuse, shared by every door."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied


def require(action: str, actions: Collection[str]) -> None:
    """403 when the thing is visible but this may not be done with it (now)."""
    if action not in actions:
        raise PermissionDenied(action)
