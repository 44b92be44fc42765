"""Looking for words in what people wrote: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q


def saying(words: Sequence[str], *fields: str) -> Q:
    """Every word stands somewhere in these columns, in whatever case. SQLite folds the letters of
    English alone, so other words are looked for as they are commonly written too."""
    found = Q()
    for word in words:
        anywhere = Q()
        for spelt in _spellings(word):
            for field in fields:
                anywhere |= Q(**{f"{field}__icontains": spelt})
        found &= anywhere
    return found


def _spellings(word: str) -> set[str]:
    if word.isascii():
        return {word}
    return {word, word.lower(), word.upper(), word.capitalize()}
