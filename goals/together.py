"""What may be told about several people together without telling about one. Pure."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Share:
    """So many of so many people. `part` is None where the number would tell of one of them."""

    part: int | None
    whole: int | None


def share(part: int, whole: int) -> Share:
    """A number is told where five or more people stand behind it and behind what is left over.

    Without the second half “all of them” and “all but one” would tell about each of them, and two
    numbers of one whole could be taken from each other.
    """
    if whole < FEWEST:
        return Share(None, None)
    told = FEWEST <= part <= whole - FEWEST
    return Share(part if told else None, whole)
