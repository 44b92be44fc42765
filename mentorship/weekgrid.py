"""A week as boxes to tick, morning to evening, and the hours that they stand for."""

from __future__ import annotations

from collections.abc import Iterable

# As rosters understand these words; the core decides which box hours from elsewhere belong to.
PARTS = {
    "morning": (range(8, 12), range(8, 12)),
    "lunch": (range(12, 14), range(12, 13)),
    "afternoon": (range(13, 17), range(14, 17)),
    "evening": (range(17, 21), range(17, 21)),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BOXES = tuple(f"{day}-{part}" for day in range(7) for part in PARTS)


def hours_of(boxes: Iterable[str]) -> list[int]:
    """Local hours 0..167 from Monday 00:00, sorted."""
    split = (box.split("-") for box in boxes)
    return sorted({int(day) * 24 + hour for day, part in split for hour in PARTS[part][0]})


def boxes_of(hours: Iterable[int]) -> list[str]:
    """The boxes of whose core at least half is free."""
    free = set(hours)
    return [box for box in BOXES if _free(box, free)]


def _free(box: str, free: set[int]) -> bool:
    day, part = box.split("-")
    core = PARTS[part][1]
    return 2 * sum(int(day) * 24 + hour in free for hour in core) >= len(core)


def words_of(boxes: Iterable[str]) -> list[str]:
    """ "Monday morning": words that rosters read back as the same hours, in any language."""
    split = (box.split("-") for box in boxes)
    return [f"{DAYS[int(day)]} {part}" for day, part in split]
