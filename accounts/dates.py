"""Days and times as the reader's language says them, each worked out once in a process."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def dated(on: date | datetime, form: str) -> str:
    """What `date_format` gives. Of an instant, what its own wall shows: two instants that are the
    same are not the same words in every zone."""
    wall = on.replace(tzinfo=None) if isinstance(on, datetime) else on
    return _said(get_language(), wall, form)


@lru_cache(maxsize=16_384)
def _said(_language: str | None, on: date | datetime, form: str) -> str:
    return date_format(on, form)
