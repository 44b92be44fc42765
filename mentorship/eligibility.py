"""Whether an answer meets a condition. Pure: no Django, no database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

ZONE, EMAIL_DOMAIN, CAPACITY = "zone", "email_domain", "capacity"
NUMBER_CHARS = 30


def meets(answer: Any, operator: str, value: str, order: Sequence[str] = ()) -> bool:
    """`operator` is one of EligibilityRule.Operator; `order`: the answers there are to choose from,
    lowest first. Words are compared without regard to case; of several answers one is enough.
    Nothing is never “is”, “contains”, “at least” or “at most”."""
    words = [fold(word) for word in flat(answer)]
    wanted = fold(value)
    if operator == "answered":
        return bool(words)
    if operator == "is":
        return wanted in words
    if operator == "is_not":
        return wanted not in words
    if operator == "contains":
        return any(wanted in word for word in words)
    return _reaches(words, operator, value, [fold(option) for option in order])


def _reaches(words: list[str], operator: str, value: str, order: list[str]) -> bool:
    """By their places in the order where the value stands in it; else as numbers."""
    limit, said = number(value), [number(word) for word in words]
    if fold(value) in order:
        limit = float(order.index(fold(value)))
        said = [float(order.index(word)) for word in words if word in order]
    found = [each for each in said if each is not None]
    if limit is None or not found:
        return False
    return max(found) >= limit if operator == "at_least" else min(found) <= limit


def flat(answer: Any) -> Iterable[str]:
    """Every word in an answer of whatever shape: text, number, yes or no, list, or table."""
    if answer is None or answer == "":
        return []
    if isinstance(answer, dict):
        return [word for part in answer.values() for word in flat(part)]
    if isinstance(answer, (list, tuple, set)):
        return [word for part in answer for word in flat(part)]
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    text = str(answer).strip()
    return [text] if text else []


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def number(text: str) -> float | None:
    """“3”, “2,5”; anything else is not a number."""
    plain = text.strip().replace(",", ".")
    if not plain or len(plain) > NUMBER_CHARS:
        return None
    digits = plain.removeprefix("-").replace(".", "", 1)
    return float(plain) if digits.isascii() and digits.isdecimal() else None
