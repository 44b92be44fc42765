"""Counting how often a link is used, so that nobody can try keys quickly."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache


def over_limit(name: str, key: str, *, times: int, seconds: int) -> bool:
    """True once `key` was seen more than `times` in this window. The key itself is not kept."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    slot = f"rate:{name}:{digest}:{int(time.time()) // seconds}"
    if cache.add(slot, 1, timeout=seconds):
        return False
    try:
        return cache.incr(slot) > times
    except ValueError:  # it ran out between the two calls
        return False
