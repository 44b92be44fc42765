"""Addresses of pages, each worked out once in a process: a page about ten people has a hundred."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *args: object) -> str:
    """What `reverse(name, args=args)` gives."""
    return _known(get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF, name, args)


@lru_cache(maxsize=16_384)
def _known(_prefix: str, urls: str, name: str, args: tuple[object, ...]) -> str:
    return reverse(name, urls, args)
