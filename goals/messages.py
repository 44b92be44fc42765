"""The mails of this floor, each kind beside its noun."""

from goals.mails import asks, goals, offers

__all__ = ["asks", "goals", "offers"]
