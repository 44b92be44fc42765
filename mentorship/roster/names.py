"""Names as lists write them. Pure: no Django, no database."""

import re

from mentorship.roster.cleaning import fold

_SUFFIXES = frozenset("jr sr ii iii iv phd md mba esq dr prof msc bsc ma".split())
_LISTED = re.compile(r"([^,;]+)[,;]([^,;]+)")


def given_name_first(full: str) -> str:
    """“Haddad, Omar” and “Haddad; Omar”, as staff lists write it, turned into “Omar Haddad”."""
    listed = _LISTED.fullmatch(full)
    family, given = (part.strip() for part in listed.groups()) if listed else ("", "")
    if not family or not given or fold(given) in _SUFFIXES or len(full) > 60:
        return full
    return f"{given} {family}"
