"""Public holidays of a country, by the package that keeps them. Pure: dates in, dates and names out."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from holidays import country_holidays
from holidays.registry import COUNTRIES

SMALL = {"And", "Of", "The"}
NAME = 60  # letters that a break's name may have


@cache
def countries() -> list[tuple[str, str]]:
    """Codes and English names, by name."""
    found = [(facts[1], _spoken(facts[0])) for facts in COUNTRIES.values()]
    return sorted(found, key=lambda country: country[1])


def _spoken(name: str) -> str:
    """Of «BosniaAndHerzegovina», which is how the package writes it."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z']*|[A-Z]+", name)
    return " ".join(word.lower() if word in SMALL else word for word in words)


def public_days(country: str, first: date, last: date) -> list[tuple[date, str]]:
    """Those of the whole country, in its own language or in English where it is told so."""
    years = range(first.year, last.year + 1)
    found = country_holidays(country, years=years, language="en_US")
    return sorted((day, name[:NAME]) for day, name in found.items() if first <= day <= last)
