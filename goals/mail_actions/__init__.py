"""What can be answered from a mail without signing in. GET shows one page, POST acts."""

from . import consents, goals, promises, reflections

__all__ = ["consents", "goals", "promises", "reflections"]
