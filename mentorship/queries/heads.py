"""To whom people report, as they or a file told it: who is meant by a name or an address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mentorship.models import Cohort, Enrollment
from mentorship.roster.cleaning import fold, is_blank
from mentorship.roster.names import given_name_first

from .places import Place

REPORTS_TO = "reports_to"
_BETWEEN = re.compile(r"[;\n|]|, (?=\S+@)")
_ADDRESS = re.compile(r"[^\s<>()\[\],:;|]+@[^\s<>()\[\],:;|]+")


class Heads:
    """The people of a cohort by every name they go by, and what they said, in whichever role. Two
    of one name are both meant, since nobody is to be paired within a line by mistake; who takes no
    part is known by what was said."""

    def __init__(self, rows: Iterable[tuple[int, str, str, Any]] = ()) -> None:
        self.keys: dict[str, set[str]] = defaultdict(set)
        self.said: dict[int, set[str]] = defaultdict(set)
        for user, name, email, said in rows:
            for known in filter(None, (fold(name), email.casefold())):
                self.keys[known].add(f"u{user}")
            if said:
                self.said[user].add(str(said))

    def __repr__(self) -> str:
        """All that it depends on: preparations are kept by it."""
        facts = self.keys.items(), self.said.items()
        return repr([[(key, sorted(names)) for key, names in each] for each in facts])

    def of(self, user: int) -> frozenset[str]:
        """Keys of the people whom somebody reports to, and of others what they were called."""
        parts = [part for said in self.said.get(user, ()) for part in _BETWEEN.split(said)]
        return frozenset(key for part in parts if not is_blank(part) for key in self._meant(part))

    def _meant(self, part: str) -> Iterable[str]:
        addresses = [each.strip(".'\"").casefold() for each in _ADDRESS.findall(part)]
        name = fold(given_name_first(_ADDRESS.sub(" ", part).strip(" ,<>()[]\"'")))
        if known := [key for each in addresses for key in self.keys.get(each, ())]:
            return known
        said = [each for each in (*addresses, name) if each]
        return [key for each in said for key in self.keys.get(each) or (f"said:{each}",)]


def heads_of(cohort: Cohort, places: Iterable[Place] | None = None) -> Heads:
    """`places`: all who may be paired, where they were fetched anyway; nothing is asked then
    unless one of them tells. Those who have, or had, a place are known by it."""
    people = Enrollment.objects.in_cohort(cohort)
    telling = people.filter(answers__has_key=REPORTS_TO)
    tells = telling.exists() if places is None else any(_tells(each.answers) for each in places)
    if not tells:
        return Heads()
    columns = ("user_id", "user__name", "user__email", f"answers__{REPORTS_TO}")
    return Heads(people.order_by("pk").values_list(*columns))


def _tells(answers: Any) -> bool:
    """Of a dict, or of the text that it is stored as."""
    return f'"{REPORTS_TO}"' in answers if isinstance(answers, str) else REPORTS_TO in answers
