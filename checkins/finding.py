"""Showing what was found in its context. Pure: text in, parts of it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST_WORDS = 6
AROUND = 90  # letters before and after what was found


class Part(NamedTuple):
    text: str
    hit: bool = False


def words_of(search: str) -> tuple[str, ...]:
    """What was typed, as words; each once, in the order it was typed."""
    return tuple(dict.fromkeys(search.split()))[:MOST_WORDS]


def found_in(text: str, words: Sequence[str]) -> list[Part]:
    """The places of a text in which one of the words stands, with what is around them; nothing
    where there is none."""
    if not words:
        return []
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    hits = [match.span() for match in pattern.finditer(text)]
    parts: list[Part] = []
    for start, end in _windows(text, hits):
        if start > 0 and not parts:
            parts.append(Part("… "))
        inside = [span for span in hits if start <= span[0] and span[1] <= end]
        parts += _marked(text, start, end, inside)
        if end < len(text):
            parts.append(Part(" … "))
    return parts


def _windows(text: str, hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Around each hit, from a word's begin to a word's end; what would touch is one."""
    windows: list[tuple[int, int]] = []
    for first, last in hits:
        start, end = max(0, first - AROUND), min(len(text), last + AROUND)
        if start > 0:
            space = text.find(" ", start, first)
            start = space + 1 if space >= 0 else start
        if end < len(text):
            space = text.rfind(" ", last, end)
            end = space if space >= 0 else end
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows[:3]


def _marked(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> list[Part]:
    parts, at = [], start
    for first, last in hits:
        parts += [Part(text[at:first]), Part(text[first:last], hit=True)]
        at = last
    return [part for part in [*parts, Part(text[at:end])] if part.text]
