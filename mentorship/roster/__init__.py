"""Roster files: reading them, guessing what their columns mean, understanding each line.

Pure Python: no Django, no database. Bytes go in; people and errors come out, each with its line:

    table = read_table(content, filename)               # or RosterRefused
    mapping = guess_mapping(table.headers, role, table.sample())
    mapping = apply_choices(mapping, table.headers, {"email": "Address"})
    found = understand(table, mapping, default_role=None, default_zone="UTC", default_capacity=1)
"""

from mentorship.roster.asked import Asked
from mentorship.roster.early import is_long, refuse_early
from mentorship.roster.fields import FIELDS, Field
from mentorship.roster.mapping import Mapping, apply_choices, guess_mapping, labels, read_choices
from mentorship.roster.own_answers import Answer, merged
from mentorship.roster.people import (
    Contact,
    ParsedPerson,
    RowError,
    contacts,
    errors_of,
    people_of,
    understand,
)
from mentorship.roster.second import Supplied, Wanted, supplied
from mentorship.roster.sentences import SENTENCES, Remark, RosterRefused
from mentorship.roster.table import Row, Table, read_table

__all__ = [
    "FIELDS",
    "SENTENCES",
    "Answer",
    "Asked",
    "Contact",
    "Field",
    "Mapping",
    "ParsedPerson",
    "Remark",
    "RosterRefused",
    "Row",
    "RowError",
    "Supplied",
    "Table",
    "Wanted",
    "apply_choices",
    "contacts",
    "errors_of",
    "guess_mapping",
    "is_long",
    "labels",
    "merged",
    "people_of",
    "read_choices",
    "read_table",
    "refuse_early",
    "supplied",
    "understand",
]
