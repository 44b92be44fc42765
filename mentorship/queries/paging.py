"""Pages by key: no COUNT(*), no OFFSET, ids first and rows after, the same cost at any depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

PER_PAGE = 50
FURTHEST = 1_000_000  # a place no list of a cohort has


@dataclass(frozen=True)
class KeyPage:
    items: list[Any]
    after: int | None = None  # key to go on from, None on the last page
    before: int | None = None  # key to go back from, None on the first page

    def __bool__(self) -> bool:
        return bool(self.items)


def page_by_key(
    queryset: QuerySet[Any],
    *,
    after: int | None = None,
    before: int | None = None,
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda queryset: queryset,
    size: int = PER_PAGE,
) -> KeyPage:
    """Two queries: ids of the filtered set in order of id, then `rows(…)` of those alone."""
    narrowed = queryset.order_by("pk")
    if before is not None:
        narrowed = queryset.filter(pk__lt=before).order_by("-pk")
    elif after is not None:
        narrowed = narrowed.filter(pk__gt=after)
    ids = list(narrowed.values_list("pk", flat=True)[: size + 1])
    more, ids = len(ids) > size, sorted(ids[:size])
    fetched = rows(queryset.model._default_manager.filter(pk__in=ids).order_by("pk"))
    if before is not None:
        return KeyPage(list(fetched), ids[-1] if ids else None, ids[0] if more else None)
    start = ids[0] if ids and after is not None else None
    return KeyPage(list(fetched), ids[-1] if more else None, start)


def page_by_place(queryset: QuerySet[Any], *, start: int = 0, size: int = PER_PAGE) -> KeyPage:
    """For an order that is not the ids': one query. Keys are places from 0, and the cost grows
    with them, so this is for lists of thousands and not of millions."""
    start = min(start, FURTHEST)
    rows = list(queryset[start : start + size + 1])
    return KeyPage(
        rows[:size],
        start + size if len(rows) > size else None,
        max(0, start - size) if start else None,
    )


def slice_by_key(items: list[Any], *, after: int = 0, size: int = PER_PAGE) -> KeyPage:
    """The same for a list that is already in memory; keys are positions from 0."""
    start = max(0, min(after, len(items)))
    end = start + size
    return KeyPage(
        items[start:end],
        end if end < len(items) else None,
        max(0, start - size) if start else None,
    )
