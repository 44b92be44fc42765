"""A roster file as a table: headers, rows with their real line numbers, and what was noticed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentorship.roster import limits
from mentorship.roster.cleaning import clean, fold, one_line, without_joiners
from mentorship.roster.delimited import find_delimiter, read_records
from mentorship.roster.encoding import decode
from mentorship.roster.fields import candidates
from mentorship.roster.mapping import labels
from mentorship.roster.roles import role_of_filename
from mentorship.roster.sentences import Remark, RosterRefused, refusal, remark
from mentorship.roster.workbook import read_workbook

Record = tuple[int, list[str]]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NOT_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|head|meta|script|svg)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S+\.\w")
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1b\x7f]")
_SAMPLE = 20_000
_FEW_CONTROLS = 8
_LOOK_AHEAD = 10
_OPTION_ROW = frozenset(["response", "open ended response"])


@dataclass(frozen=True)
class Row:
    """One record. `line` is where it starts in the file (in a workbook: the row's number)."""

    line: int
    cells: tuple[str, ...]
    """Exactly as many as there are headers, cleaned."""
    extra: tuple[str, ...] = ()
    """What stands beyond the last header."""


@dataclass(frozen=True)
class Table:
    headers: tuple[str, ...]
    """As in the file, cleaned; duplicates stay apart by their place."""
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str
    """Empty for a workbook."""
    filename: str = ""
    header_line: int = 1
    notes: tuple[Remark, ...] = ()

    @property
    def labels(self) -> list[str]:
        """Headers made unique, for a screen: "Python", "Python (2)", "Column 7"."""
        return labels(self.headers)

    @property
    def role_hint(self) -> str | None:
        return role_of_filename(self.filename)

    def sample(self, most: int = 50) -> list[tuple[str, ...]]:
        return [row.cells for row in self.rows[:most]]


def read_table(content: bytes, filename: str) -> Table:
    """The table in a CSV file or .xlsx workbook. Raises RosterRefused, and nothing else."""
    refuse_size(content)
    _refuse_other_kinds(content)
    notes: list[Remark] = []
    if content.startswith(b"PK\x03\x04"):
        return _table(read_workbook(content, notes), filename, "xlsx", "", notes)
    text, encoding, said = decode(content)
    notes.extend(said)
    _refuse_text(text)
    delimiter, skip = find_delimiter(text)
    body = text[skip:]
    shift = 1 if skip else 0
    records = ((line + shift, cells) for line, cells in read_records(body, delimiter, notes))
    return _table(_cleaned(records), filename, encoding, delimiter, notes)


def refuse_size(content: bytes) -> None:
    if len(content) > limits.MAX_BYTES:
        size = round(len(content) / 2**20, 1)
        raise refusal("file_too_big", size=str(size), most=limits.MAX_BYTES // 2**20)


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip():
        raise refusal("file_empty")
    if content.startswith(_OLD_OFFICE):
        raise refusal("file_old_excel")
    if content.startswith(_NOT_TABLES) or _MARKUP.match(
        content[:200].removeprefix(b"\xef\xbb\xbf")
    ):
        raise refusal("file_not_a_table")


def _refuse_text(text: str) -> None:
    if "\0" in text or _is_binary(text[:_SAMPLE]):
        raise refusal("file_not_a_table")
    breaks = text.count("\n") + text.count("\r") - text.count("\r\n")
    if breaks > limits.MAX_LINES:
        raise refusal("file_too_many_lines", most=limits.MAX_LINES)


def _is_binary(sample: str) -> bool:
    """Control characters come into real tables one by one, into other files by the hundred."""
    controls = len(_CONTROL.findall(sample))
    return controls > _FEW_CONTROLS and controls * 50 > len(sample)


def _cleaned(records: Iterable[Record]) -> Iterator[Record]:
    for line, cells in records:
        if len(cells) > limits.MAX_COLUMNS:
            cells = _shortened(line, cells)
        yield line, [clean(cell) if cell else "" for cell in cells]


def _shortened(line: int, cells: list[str]) -> list[str]:
    """Without empty cells at the end; still too many is refused."""
    width = next((i for i in range(len(cells), 0, -1) if cells[i - 1].strip()), 0)
    if width > limits.MAX_COLUMNS:
        raise refusal("file_too_many_columns", line=line, columns=width, most=limits.MAX_COLUMNS)
    return cells[:width]


def _table(
    records: Iterable[Record], filename: str, encoding: str, delimiter: str, notes: list[Remark]
) -> Table:
    kept = _filled(records)
    if not kept:
        raise refusal("file_empty")
    at = _find_header(kept[:_LOOK_AHEAD])
    if at is None:
        notes.append(remark("note_headerless"))
        header_line, header, rest = 0, [""] * max(len(cells) for _, cells in kept), kept
    else:
        header_line, header = kept[at]
        header, rest = _with_second_header(header, kept[at + 1 :], notes)
        if at:
            notes.append(remark("note_header_line", line=header_line))
    width = _table_width(header, rest if at is not None else kept)
    headers = tuple(one_line(without_joiners(cell)) for cell in _padded(header, width))
    if not any(headers) and at is not None:
        raise refusal("file_no_header")
    rows = tuple(_row(line, cells, width) for line, cells in rest)
    return Table(headers, rows, encoding, delimiter, filename, header_line, tuple(notes))


def _filled(records: Iterable[Record]) -> list[Record]:
    """Records with anything in them, within the limits."""
    kept: list[Record] = []
    for line, cells in records:
        if not any(cells):
            continue
        if len(cells) > limits.MAX_COLUMNS:
            cells = _shortened(line, cells)
        if any(len(cell) > limits.MAX_CELL for cell in cells):
            raise refusal("file_cell_too_long", line=line, most=limits.MAX_CELL)
        kept.append((line, cells))
        if len(kept) > limits.MAX_ROWS + _LOOK_AHEAD:
            raise refusal("file_too_many_rows", most=limits.MAX_ROWS)
    return _checked_count(kept)


def _checked_count(kept: list[Record]) -> list[Record]:
    if len(kept) > limits.MAX_ROWS + 1:
        raise refusal("file_too_many_rows", most=limits.MAX_ROWS)
    return kept


def _find_header(first: list[Record]) -> int | None:
    """Where the column names are: first, unless a later line knows more; None without any."""
    if _has_address(first[0][1]):
        return None
    known = []
    for _, cells in first:
        if _has_address(cells):
            break
        known.append(_known(cells))
    best = max(range(len(known)), key=lambda place: (known[place], -place))
    return best if known[0] < 2 <= known[best] else 0


def _has_address(cells: list[str]) -> bool:
    return any(_ADDRESS.search(cell[:500]) for cell in cells)


def _known(cells: list[str]) -> int:
    """How many different fields these column names tell."""
    fields = set()
    for cell in cells[: limits.MAX_COLUMNS]:
        found = candidates(fold(cell)) if len(cell) < 400 else ()
        if found and found[0][0] >= 60:
            fields.add(found[0][1])
    return len(fields)


def _with_second_header(
    header: list[str], rest: list[Record], notes: list[Remark]
) -> tuple[list[str], list[Record]]:
    """Form tools that write more than one heading line: question texts, options, import marks."""
    for place, (_, cells) in enumerate(rest[:2]):
        if cells and sum(cell.startswith('{"ImportId"') for cell in cells) * 2 > len(cells):
            notes.append(remark("note_question_rows"))
            return (rest[0][1] if place else header), rest[place + 1 :]
    if rest and _OPTION_ROW & {fold(cell) for cell in rest[0][1]}:
        notes.append(remark("note_question_rows"))
        return _questions_with_options(header, rest[0][1]), rest[1:]
    return header, rest


def _questions_with_options(questions: list[str], options: list[str]) -> list[str]:
    width = max(len(questions), len(options))
    found, question = [], ""
    pairs = zip(_padded(questions, width), _padded(options, width), strict=True)
    for asked, option in pairs:
        question = asked or question
        plain = not option or fold(option) in _OPTION_ROW
        found.append(question if plain else f"{question} [{option.strip('[]')}]")
    return found


def _table_width(header: list[str], rest: list[Record]) -> int:
    """Columns that have a name; those without count only between named ones."""
    named = [place for place, cell in enumerate(header) if cell]
    if named:
        return named[-1] + 1
    return max((len(cells) for _, cells in rest), default=0)


def _row(line: int, cells: list[str], width: int) -> Row:
    beyond = tuple(cell for cell in cells[width:] if cell)
    return Row(line, tuple(_padded(cells, width)[:width]), beyond)


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


__all__ = ["RosterRefused", "Row", "Table", "read_table"]
