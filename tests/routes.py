"""Every route of the project, found by walking the URLconf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    name: str  # with its namespaces: «goals:agree_goal»
    params: tuple[str, ...]


def walk(
    resolver: URLResolver, spaces: tuple[str, ...] = (), params: tuple[str, ...] = ()
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = (*params, *entry.pattern.converters, *entry.pattern.regex.groupindex)
        here = tuple(dict.fromkeys(here))
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from walk(entry, inner, here)
        elif isinstance(entry, URLPattern):
            name = entry.name or f"({entry.pattern})"
            yield Route(":".join((*spaces, name)), here)


def all_routes() -> list[Route]:
    """One row per name, in a stable order."""
    found = {route.name: route for route in walk(get_resolver())}
    return [found[name] for name in sorted(found)]
