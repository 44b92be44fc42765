"""Numbers as people, addresses and forged forms send them."""

from __future__ import annotations

KEY_DIGITS = 18  # what every database holds


def number_in(text: str, digits: int = KEY_DIGITS) -> int | None:
    """None for anything but plain digits, and for more of them than are of use."""
    plain = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if plain else None
