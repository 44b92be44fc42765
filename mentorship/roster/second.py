"""A second file that says where to write to people whom the first one only names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mentorship.roster.cleaning import fold
from mentorship.roster.people import Contact


@dataclass(frozen=True)
class Wanted:
    """A line of the first file that lacks an address."""

    line: int
    name: str
    external_id: str


@dataclass(frozen=True)
class Supplied:
    addresses: dict[int, str]
    """By line."""
    unclear: list[int]
    """Lines that several people of the second file could be: nobody guesses which."""


def supplied(wanted: Iterable[Wanted], contacts: Iterable[Contact]) -> Supplied:
    """By ID where both files have one, else by the exact name; capitals and accents aside."""
    lines = list(wanted)
    by_id: dict[str, set[str]] = {}
    by_name: dict[str, set[tuple[str, str]]] = {}
    for each in contacts:
        if each.external_id:
            by_id.setdefault(each.external_id.casefold(), set()).add(each.email)
        if each.name:
            known = (each.external_id.casefold(), each.email)
            by_name.setdefault(fold(each.name), set()).add(known)
    names = [fold(line.name) for line in lines]
    often = Counter(names)
    found, unclear = {}, []
    for line, name in zip(lines, names, strict=True):
        own = line.external_id.casefold()
        choices = by_id.get(own, set()) if own else set()
        if not choices:  # another ID is another person, whatever their name
            namesakes = by_name.get(name, set()) if name else set()
            choices = {email for its, email in namesakes if not its or not own or its == own}
            if choices and often[name] > 1:
                unclear.append(line.line)
                continue
        if len(choices) == 1:
            found[line.line] = next(iter(choices))
        elif choices:
            unclear.append(line.line)
    return Supplied(found, unclear)
