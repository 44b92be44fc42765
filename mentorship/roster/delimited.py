"""Text to records: the delimiter found, quoted line breaks kept, real line numbers."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator

from mentorship.roster import limits
from mentorship.roster.cleaning import fold
from mentorship.roster.fields import is_known_header
from mentorship.roster.sentences import Remark, refusal, remark

Record = tuple[int, list[str]]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_SEP = re.compile(r"\s*\"?sep=(.)\"?[;,\t]*\s*\Z", re.IGNORECASE)
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARS = 60_000
_SAMPLE_RECORDS = 40
_MAX_REPAIRS = 50


class Lines:
    """The lines of a text one by one, with number and position, for csv.reader to pull."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.number = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        found = _LINE.match(self.text, self.position)
        if found is None:
            raise StopIteration
        self.position = found.end()
        self.number += 1
        return found[0]

    def back_to(self, position: int, number: int) -> None:
        self.position, self.number = position, number

    def at_end(self) -> bool:
        return self.position >= len(self.text)


def find_delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and how many characters of a leading "sep=;" line to skip."""
    first = _LINE.match(text)
    if first and (told := _SEP.match(first[0])):
        return told[1], first.end()
    sample = text[:_SAMPLE_CHARS]
    best = max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))
    return (best if _fit(sample, best) > 0 else ","), 0


def _fit(sample: str, delimiter: str) -> float:
    """How much like a table the sample is with this delimiter; 0 for one column."""
    records = []
    try:
        for cells in csv.reader(Lines(sample), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                records.append(cells)
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        pass
    if not records:
        return 0
    widths = Counter(len(cells) for cells in records)
    width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if width < 2 and max(widths) < 2:
        return 0
    known = max(sum(is_known_header(fold(cell)) for cell in cells[:200]) for cells in records[:8])
    return known + often / len(records) * math.sqrt(min(width, 12))


def read_records(text: str, delimiter: str, notes: list[Remark]) -> Iterator[Record]:
    """Each record with the line it starts on. A quotation mark never closed costs one line only."""
    lines = Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    width = repairs = 0
    while True:
        start, position = lines.number + 1, lines.position
        try:
            cells = next(reader)
            broken = lines.number > start and _swallowed(lines, position, cells, width, delimiter)
        except StopIteration:
            return
        except csv.Error as error:
            if lines.number == start or repairs == _MAX_REPAIRS:
                raise refusal("file_cell_too_long", line=start, most=limits.MAX_CELL) from error
            broken = True
        if broken:
            lines.back_to(position, start - 1)
            cells = _unquoted(next(lines), delimiter, start)
            reader = csv.reader(lines, delimiter=delimiter)
            notes.append(remark("note_open_quote", line=start))
            repairs += 1
        width = width or _width(cells)
        yield start, cells


def _width(cells: list[str]) -> int:
    return len(cells) if sum(bool(cell.strip()) for cell in cells) > 1 else 0


def _swallowed(lines: Lines, position: int, cells: list[str], width: int, delimiter: str) -> bool:
    """Whether this record of several lines is one line with a stray quotation mark."""
    if lines.at_end() and lines.text.count('"', position) % 2:
        return True
    if len(cells) == width or width < 3:
        return False
    first = _LINE.match(lines.text, position)
    return first is not None and len(first[0].split(delimiter)) == width


def _unquoted(line: str, delimiter: str, number: int) -> list[str]:
    if len(line) > limits.MAX_CELL * 4:
        raise refusal("file_cell_too_long", line=number, most=limits.MAX_CELL)
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return [cell.strip().strip('"') for cell in cells]
