"""Parts of pages that a process keeps for as long as they are asked for.

A part is kept by everything that it shows: the rows as the database gave them for whoever asks, their
day, zone and language. So it is never out of date, and nobody sees what was made for somebody else
unless it is the same to the letter. Of a request nothing is kept: where a form needs its token, a mark
stands that is put right when the page is made.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

Part = TypeVar("Part")
# Nobody can guess it, and so nobody can write it into their own words.
TOKEN = secrets.token_hex(16)


EVERYTHING: list[Kept[Any]] = []


class Kept(Generic[Part]):
    """So many parts of a few kilobytes; the one that nobody asked for longest makes room."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.parts: OrderedDict[Hashable, Part] = OrderedDict()
        self.lock = Lock()
        EVERYTHING.append(self)

    def get(self, facts: Hashable, make: Callable[[], Part]) -> Part:
        """`make` may use nothing but these facts, the language and the zone. While somebody works
        at the templates, nothing is kept."""
        if settings.DEBUG:
            return make()
        key = get_language(), get_current_timezone_name(), facts
        with self.lock:
            if key in self.parts:
                self.parts.move_to_end(key)
                return self.parts[key]
        part = make()
        with self.lock:
            self.parts[key] = part
            while len(self.parts) > self.most:
                self.parts.popitem(last=False)
        return part


def forget() -> None:
    """As in a process that has just begun."""
    for kept in EVERYTHING:
        kept.parts.clear()


PARTS: Kept[SafeString] = Kept(4000)


def drawn(template: str, **facts: Hashable) -> SafeString:
    """A template that is told these facts and nothing else, and therefore can be kept by them. Rows
    are no facts: two of them are equal when their keys are."""
    told = {**facts, "csrf_token": TOKEN}
    return PARTS.get((template, *facts.items()), lambda: render_to_string(template, told))
