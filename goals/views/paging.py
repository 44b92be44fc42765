"""Keys of pages in the query string; whatever else stands there means the first page."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST_KEY = 18  # digits that every database's integers hold


def key(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    good = value.isascii() and value.isdigit() and len(value) <= LONGEST_KEY
    return int(value) if good else None
