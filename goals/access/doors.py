"""The one door to each object. What you may not see does not exist."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

Thing = TypeVar("Thing", bound=Model)


def found(queryset: QuerySet[Thing], **by: object) -> Thing:
    """The one visible thing. What you may not see does not exist."""
    thing = queryset.filter(**by).first()
    if thing is None:
        raise Http404
    return thing
