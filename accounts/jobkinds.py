"""Kinds of long work. Each app declares its own in jobs.py; the job worker asks here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from accounts.models import Job


class Progress(Protocol):
    def __call__(self, percent: int, note: object = "") -> None: ...


# The result's "next" is the path that the person continues at.
JobFunction = Callable[["Job", datetime, Progress], dict[str, Any]]
_kinds: dict[str, JobFunction] = {}
_titles: dict[str, object] = {}


def register(name: str, function: JobFunction, title: object = "") -> None:
    """`title` names the work on the page that waits for it: «Proposing pairs»."""
    if name in _kinds:
        raise ValueError(f"The job kind {name} is declared twice.")
    _kinds[name] = function
    _titles[name] = title


def title_of(name: str) -> str:
    """In the reader's language; "" for kinds that say nothing, or that nobody declares now."""
    return str(_titles.get(name, ""))


def get(name: str) -> JobFunction:
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No app declares the job kind {name!r} in its jobs.py.") from None
