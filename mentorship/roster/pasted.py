"""Names and addresses as people paste them: from a mail's “To”, from a list, from a chat.

Pure: no Django, no database. What is no person is given back with its line number, as it stood.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from mentorship.roster.addresses import read_address
from mentorship.roster.cleaning import one_line
from mentorship.roster.names import given_name_first

MOST = 200
"""People in one box; more come by a file, which says more about each."""
_PART = r"[^\s<>()\[\]{}\",;:|\\]"
# From where a word begins, so that a long one is read once and not anew from each of its letters.
_ADDRESS = re.compile(rf"(?<!{_PART}){_PART}+@{_PART}+")
_EDGES = " \t,;:|<>()[]{}\"'“”•*·–—-"


@dataclass(frozen=True)
class Pasted:
    """`people` are (name, address), in order, each address once; `wrong` are (line, text)."""

    people: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read_pasted(text: str) -> Pasted:
    people: dict[str, str] = {}
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(text.replace("\x00", " ").splitlines(), start=1):
        line = one_line(line)
        if not line.strip(_EDGES):
            continue
        found = _people_of(line)
        if not found:
            wrong.append((number, line))
        for name, address in found:
            people[address] = people.get(address) or name
    return Pasted([(name, address) for address, name in people.items()], wrong)


def _people_of(line: str) -> list[tuple[str, str]]:
    """All people of one line, or nobody if one of them cannot be read."""
    matches = list(_ADDRESS.finditer(line))
    found = []
    after = 0
    for match in matches:
        address, _remark = read_address(match.group().strip(_EDGES + "."))
        if not address:
            return []
        name = line[after : match.start()].strip(_EDGES)
        if not name and len(matches) == 1:  # “bea@example.org Bea Ruiz”
            name = line[match.end() :].strip(_EDGES)
        found.append((given_name_first(name), address))
        after = match.end()
    return found


def as_roster(roles: dict[str, list[tuple[str, str]]]) -> bytes:
    """A file of name, address and role, of which the importer reads every line. Who is in two
    lists gets both roles."""
    people: dict[str, tuple[str, list[str]]] = {}
    for role, members in roles.items():
        for name, address in members:
            known, has = people.get(address, ("", []))
            people[address] = (known or name, [*has, role])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Name", "Email", "Role"])
    for address, (name, has) in people.items():
        writer.writerow([name, address, " and ".join(has)])
    return out.getvalue().encode()
