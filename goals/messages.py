"""The mails of this floor, each kind beside its noun."""

from goals.mails import goals

__all__ = ["goals"]
