"""Rows to people: each line becomes a person with notes, or an error that says what to do."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace

from mentorship.roster.addresses import has_address, read_address
from mentorship.roster.asked import Asked
from mentorship.roster.capacities import read_capacity
from mentorship.roster.cleaning import fold, is_blank, is_formula, one_line, split_answers, unique
from mentorship.roster.fields import FIELDS
from mentorship.roster.hours import read_hours
from mentorship.roster.languages import read_language
from mentorship.roster.levels import level_rank
from mentorship.roster.mapping import Mapping
from mentorship.roster.names import given_name_first
from mentorship.roster.own_answers import Answer, as_offered, not_asked, own_answers
from mentorship.roster.roles import read_roles
from mentorship.roster.sentences import Remark, remark
from mentorship.roster.styles import style_choices
from mentorship.roster.table import Row, Table
from mentorship.roster.ticks import yes
from mentorship.roster.workbook import FORMULA_WITHOUT_RESULT
from mentorship.roster.zones import read_zone

MAX_NAME = 150
MAX_ID = 100
MAX_SHORT = 300
_ORDINAL = re.compile(r"#?\s?(\d{1,2})\s*(?:st|nd|rd|th|\.)?\Z")
_ORDINAL_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_EXPERTISE = {"expert": 1, "advanced": 2, "intermediate": 3, "beginner": 4, "novice": 5}


@dataclass(frozen=True)
class ParsedPerson:
    """One line understood. One enrollment for each role in `roles`."""

    line: int
    email: str
    """Lower case, trimmed."""
    name: str
    roles: tuple[str, ...]
    capacity: int
    external_id: str
    zone: str
    """IANA name; the default where the line says nothing we understand."""
    language: str
    """ISO 639-1 code of the first language named, or ""."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """Only what was answered; blank cells leave no key."""
    notes: tuple[Remark, ...] = ()
    not_asked: MappingType[str, frozenset[str]] = field(default_factory=dict)
    """Role → answers to questions that this role is not asked, for who has two roles."""

    def answers_as(self, role: str) -> dict[str, Answer]:
        gone = self.not_asked.get(role)
        if not gone:
            return self.answers
        return {key: value for key, value in self.answers.items() if key not in gone}


@dataclass(frozen=True)
class RowError:
    """One line that cannot be imported, and why."""

    line: int
    reason: Remark
    name: str = ""
    """Who the line seems to be about, for the table on screen."""
    external_id: str = ""

    @property
    def sentence(self) -> str:
        return self.reason.sentence


class _Refused(Exception):
    def __init__(self, reason: Remark) -> None:
        super().__init__(reason.code)
        self.reason = reason


def understand(
    table: Table,
    mapping: Mapping,
    *,
    default_role: str | None = None,
    default_zone: str,
    default_capacity: int,
    addresses: MappingType[int, str] | None = None,
    asked: Sequence[Asked] = (),
) -> list[ParsedPerson | RowError]:
    """Every row of the table, in order, as a person or as an error; never an exception.

    `asked` are the cohort's own questions; the mapping says which columns answer them.

    `addresses` were typed by somebody for lines whose own they correct.

    `default_role` is the role that somebody chose for the file. A role in a line's own role column
    counts before it; a column "both mentor and mentee" does not (a note says that it was seen).
    """
    seen = _Seen()
    found: list[ParsedPerson | RowError] = []
    for row in table.rows:
        reader = _RowReader(table, row, mapping, (addresses or {}).get(row.line, ""))
        try:
            person = _person(reader, default_role, default_zone, default_capacity, asked)
            found.append(seen.checked(person))
        except _Refused as refused:
            name, its_id = _name(reader)[:MAX_NAME], reader.line("external_id", MAX_ID)
            found.append(RowError(row.line, refused.reason, name, its_id))
    return found


@dataclass(frozen=True)
class Contact:
    """A line that says no more than who somebody is and where to write to them."""

    external_id: str
    name: str
    email: str


def contacts(table: Table, mapping: Mapping) -> Iterator[Contact]:
    """Lines with an address that can be written to; the others are passed over."""
    for row in table.rows:
        reader = _RowReader(table, row, mapping)
        email, _said = read_address(reader.one("email"))
        if email:
            yield Contact(reader.line("external_id", MAX_ID), _name(reader)[:MAX_NAME], email)


class _RowReader:
    """The cells of one row by field, and the notes collected while reading them."""

    def __init__(self, table: Table, row: Row, mapping: Mapping, address: str = "") -> None:
        self.table, self.row, self.mapping, self.address = table, row, mapping, address
        self.notes: list[Remark] = []

    def cells(self, key: str) -> list[tuple[int, str]]:
        places = self.mapping.columns.get(key, ())
        found = [(place, self.row.cells[place]) for place in places if place < len(self.row.cells)]
        return [(place, cell) for place, cell in found if not self._empty(cell)]

    def one(self, key: str) -> str:
        return next((cell for _, cell in self.cells(key)), "")

    def line(self, key: str, most: int = MAX_SHORT) -> str:
        return one_line(self.one(key))[:most]

    def own_cells(self, key: str) -> list[tuple[str | None, str]]:
        """(what a column of several is about, its text), blank ones too."""
        places = self.mapping.columns.get(key, ())
        found = [
            (self.mapping.items.get(p), self.row.cells[p])
            for p in places
            if p < len(self.row.cells)
        ]
        return [(item, "" if cell == FORMULA_WITHOUT_RESULT else cell) for item, cell in found]

    def _empty(self, cell: str) -> bool:
        return cell == FORMULA_WITHOUT_RESULT or is_blank(cell)

    def raw(self, key: str) -> str:
        """The first cell even where it only says "n/a"."""
        places = self.mapping.columns.get(key, ())
        return next((self.row.cells[place] for place in places if place < len(self.row.cells)), "")


def _person(
    reader: _RowReader,
    default_role: str | None,
    default_zone: str,
    default_capacity: int,
    asked: Sequence[Asked],
) -> ParsedPerson:
    email = _email(reader)
    roles = _roles(reader, default_role)
    capacity, noted = read_capacity(one_line(reader.one("capacity"))[:200], default_capacity)
    if noted and roles != ("mentee",):
        reader.notes.append(noted)
    zone, noted = read_zone(one_line(reader.one("zone"))[:200], default_zone)
    reader.notes.extend([noted] if noted else [])
    answers = as_offered(_answers(reader, roles), roles, asked)
    answers |= own_answers(asked, roles, reader.own_cells, reader.notes)
    name = _name_or_from_address(reader, email)
    _note_row(reader)
    return ParsedPerson(
        line=reader.row.line,
        email=email,
        name=name,
        roles=roles,
        capacity=capacity,
        external_id=reader.line("external_id", MAX_ID),
        zone=zone,
        language=next(filter(None, map(read_language, _list(reader, "languages"))), ""),
        answers=answers,
        notes=tuple(reader.notes),
        not_asked=not_asked(roles, asked),
    )


def _note_row(reader: _RowReader) -> None:
    if reader.row.extra:
        reader.notes.append(remark("note_extra_cells", text=" | ".join(reader.row.extra)))
    if any(cell == FORMULA_WITHOUT_RESULT for cell in reader.row.cells):
        reader.notes.append(remark("note_formula_empty"))
    elif any(map(is_formula, reader.row.cells)):
        reader.notes.append(remark("note_formula"))


def _email(reader: _RowReader) -> str:
    cell = reader.address or reader.one("email")
    if not cell and reader.raw("email") == FORMULA_WITHOUT_RESULT:
        raise _Refused(remark("email_formula"))
    if not cell and has_address(reader.one("name")):
        cell = reader.one("name")
        reader.notes.append(remark("note_email_in_name"))
    email, said = read_address(cell)
    if email and reader.address:
        reader.notes.append(remark("note_email_given", email=email))
    if not email:
        raise _Refused(said or remark("email_missing"))
    reader.notes.extend([said] if said else [])
    return email


def _name(reader: _RowReader) -> str:
    first, last, full = reader.line("first_name"), reader.line("last_name"), reader.line("name")
    if first and last:
        return f"{last}{first}" if _family_first(first, last) else f"{first} {last}"
    if has_address(full):
        full = re.sub(r"[<(\[]?\S+@\S+[>)\]]?", " ", full).strip(" ,;\"'")
    words = fold(full).split()
    if first and full and fold(first) not in (" ".join(words[: len(fold(first).split())]), *words):
        return f"{first} {full}"
    if last and full and fold(last) not in (fold(full), *words):
        return f"{full} {last}"
    return given_name_first(full) or first or last


def _family_first(first: str, last: str) -> bool:
    """Chinese, Japanese and Korean names, written without a space."""
    return all(
        "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in first + last
    )


def _name_or_from_address(reader: _RowReader, email: str) -> str:
    name = _name(reader)
    if len(name) > MAX_NAME:
        reader.notes.append(remark("note_name_cut"))
        return name[:MAX_NAME].rstrip()
    if name:
        return name
    words = re.sub(r"\+.*$", "", email.partition("@")[0])
    name = " ".join(re.split(r"[._\-]+", words)).strip().title() or email
    reader.notes.append(remark("note_name_from_email", name=name))
    return name


def _roles(reader: _RowReader, default_role: str | None) -> tuple[str, ...]:
    both = yes(reader.one("both_roles")) is True
    own = _own_roles(reader, default_role)
    if own:
        return own
    hint = None if default_role else reader.table.role_hint
    if both and default_role in ("mentor", "mentee"):
        reader.notes.append(remark("note_both_seen", role=default_role))
    elif both:
        reader.notes.append(remark("note_also_other_role"))
        return ("mentor", "mentee")
    if hint:
        reader.notes.append(remark("note_role_from_file"))
    role = default_role or hint
    if role is None:
        raise _Refused(remark("role_missing"))
    return (role,)


def _own_roles(reader: _RowReader, default_role: str | None) -> tuple[str, ...]:
    """What the line itself says."""
    ticked = tuple(role for role in ("mentor", "mentee") if yes(reader.one(f"is_{role}")))
    text = reader.line("role")
    if not text:
        return ticked
    if roles := read_roles(text):
        return roles
    if default_role is None and not ticked:
        raise _Refused(remark("role_unknown", text=text))
    if not ticked:
        reader.notes.append(remark("note_role_default", text=text))
    return ticked


def _answers(reader: _RowReader, roles: tuple[str, ...]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for key, known in FIELDS.items():
        if known.answer and (answer := _answer(reader, key)) not in (None, "", []):
            assert answer is not None
            answers[key] = answer
    _plain_skills(answers, _list(reader, "skills"), roles)
    if languages := unique(read_language(each) or each for each in _list(reader, "languages")):
        answers["languages"] = languages
    if hours := read_hours(_list(reader, "availability")):
        answers["availability_hours"] = hours
    if styles := style_choices(map(reader.one, ("accountability_style", "style", "communication"))):
        answers["style_choices"] = styles
    if (rank := level_rank(reader.line("level"))) is not None:
        answers["level_rank"] = rank
    return answers


def _plain_skills(answers: dict[str, Answer], skills: list[str], roles: tuple[str, ...]) -> None:
    """A column that only says "Skills": what mentors have to give and mentees look for."""
    if not skills:
        return
    for role, key in (("mentor", "skills_offered"), ("mentee", "skills_wanted")):
        if role in roles or "peer" in roles:
            before = answers.get(key)
            known = [str(each) for each in before] if isinstance(before, list) else []
            answers[key] = unique([*known, *skills])


def _answer(reader: _RowReader, key: str) -> Answer | None:
    kind = FIELDS[key].kind
    if key == "reports_to":  # one line of a form; name and address may stand in two columns
        said = unique(one_line(cell) for _, cell in reader.cells(key))
        return "; ".join(said)[:MAX_SHORT]
    if kind == "list":
        return _list(reader, key)
    if kind == "yesno":
        return yes(reader.one(key))
    if kind == "text":
        return "\n\n".join(dict.fromkeys(cell for _, cell in reader.cells(key)))
    return reader.line(key)


def _list(reader: _RowReader, key: str) -> list[str]:
    """Answers of ordinary cells in order, then those of matrix columns by their rank."""
    plain: list[str] = []
    ranked: list[tuple[int, int, list[str]]] = []
    for place, cell in reader.cells(key):
        item = reader.mapping.items.get(place)
        if item is None:
            plain.extend(split_answers(cell))
        elif key == "availability":
            plain.extend(f"{item} {part}" for part in split_answers(cell))
        elif yes(cell) is not False:
            ranked.append((_rank(cell), place, [item]))
    return unique([*plain, *(item for _, _, items in sorted(ranked) for item in items)])


def _rank(cell: str) -> int:
    folded = fold(cell)
    if found := _ORDINAL.match(folded):
        return int(found[1])
    return _ORDINAL_WORDS.get(folded) or _EXPERTISE.get(folded) or 50


class _Seen:
    """Who was on earlier lines of the same file."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], int] = {}
        self.ids: dict[str, tuple[str, int]] = {}

    def checked(self, person: ParsedPerson) -> ParsedPerson:
        """The person without roles that an earlier line has; refused when nothing is left."""
        owner = self.ids.setdefault(person.external_id.casefold(), (person.email, person.line))
        if person.external_id and owner[0] != person.email:
            raise _Refused(remark("id_twice", id=person.external_id, first=owner[1]))
        before = {role: self.lines.get((person.email, role)) for role in person.roles}
        fresh = tuple(role for role, line in before.items() if line is None)
        for role in fresh:
            self.lines[person.email, role] = person.line
        first = min((line for line in before.values() if line is not None), default=0)
        if not fresh:
            raise _Refused(remark("email_twice", email=person.email, first=first))
        if fresh == person.roles:
            return person
        note = remark("note_role_repeated", email=person.email, first=first)
        return replace(person, roles=fresh, notes=(*person.notes, note))


def people_of(found: list[ParsedPerson | RowError]) -> Iterator[ParsedPerson]:
    return (each for each in found if isinstance(each, ParsedPerson))


def errors_of(found: list[ParsedPerson | RowError]) -> Iterator[RowError]:
    return (each for each in found if isinstance(each, RowError))
