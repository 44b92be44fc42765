"""Excel workbooks (.xlsx) to records, read as a stream and never unpacked beyond a limit."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

import openpyxl  # type: ignore[import-untyped,unused-ignore]

from mentorship.roster import limits
from mentorship.roster.cleaning import clean, fold
from mentorship.roster.fields import is_known_header
from mentorship.roster.sentences import Remark, RosterRefused, refusal, remark

Record = tuple[int, list[str]]

FORMULA_WITHOUT_RESULT = "\ue000formula"
"""Stands in a cell whose formula was never calculated: a private character no file means."""

_SHEET_PARTS = "xl/worksheets/"
_MAX_SHEETS = 20


def read_workbook(content: bytes, notes: list[Remark]) -> list[Record]:
    """Records of the first sheet that looks like a roster."""
    parts = check_workbook(content)
    # Broken workbooks make the reader raise nearly anything; a person only needs to know one thing.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _records(content, parts, notes)
    except RosterRefused:
        raise
    except Exception as error:
        raise refusal("file_damaged") from error


def check_workbook(content: bytes) -> bool:
    """Refuse bombs before anything is parsed; tell whether any sheet has formulas.

    zipfile never yields more than an entry declares, so the declared sizes bound the work.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.MAX_PARTS or _unpacked(entries) > limits.MAX_UNZIPPED:
                raise refusal("file_unzips_too_big", most=limits.MAX_UNZIPPED // 2**20)
            if not any(entry.filename.startswith("xl/") for entry in entries):
                raise refusal("file_other_office")
            return _has_formulas(archive, entries)
    except RosterRefused:
        raise
    except Exception as error:
        raise refusal("file_damaged") from error


def _unpacked(entries: list[zipfile.ZipInfo]) -> int:
    return sum(entry.file_size for entry in entries)


def _has_formulas(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Also refuses a DOCTYPE: workbooks have none, entity bombs do."""
    formulas = False
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(entry) as part:
            head = part.read(4096)
            if b"<!DOCTYPE" in head.replace(b"\0", b""):
                raise refusal("file_damaged")
            if entry.filename.startswith(_SHEET_PARTS) and not formulas:
                formulas = b"</f>" in head or _contains(part, b"</f>", head)
    return formulas


def _contains(part: IO[bytes], mark: bytes, head: bytes) -> bool:
    tail = head[-len(mark) :]
    while chunk := part.read(1 << 18):
        if mark in tail + chunk:
            return True
        tail = chunk[-len(mark) :]
    return False


def _records(content: bytes, formulas: bool, notes: list[Remark]) -> list[Record]:
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    sheets = [
        sheet for sheet in book.worksheets if sheet.sheet_state == "visible"
    ] or book.worksheets
    title = _best_sheet(sheets[:_MAX_SHEETS])
    if title is None:
        raise refusal("file_empty")
    if len(sheets) > 1:
        notes.append(remark("note_sheet", sheet=title))
    if not formulas:
        return list(_rows(book[title], notes))
    twin = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    return list(_rows(book[title], notes, twin[title]))


def _best_sheet(sheets: list[Any]) -> str | None:
    """The title of the sheet with the most known column names near its top."""
    best: tuple[int, str] | None = None
    for sheet in sheets:
        head = [[_text(value) for value in row] for row in islice(_values(sheet), 12)]
        known = max(
            (sum(is_known_header(fold(cell)) for cell in row[:200]) for row in head), default=0
        )
        filled = any(cell for row in head for cell in row)
        if filled and (best is None or known > best[0]):
            best = (known, sheet.title)
    return best[1] if best else None


def _values(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # programs write wrong ones
    return sheet.iter_rows(values_only=True)  # type: ignore[no-any-return,unused-ignore]


def _rows(
    sheet: Any,
    notes: list[Remark],
    formulas: Any | None = None,
) -> Iterator[Record]:
    twin = _values(formulas) if formulas is not None else None
    blank = found = 0
    for number, values in enumerate(_values(sheet), start=1):
        written = next(twin, ()) if twin is not None else ()
        cells = [_text(value) for value in values]
        for place, value in enumerate(written[: len(cells)]):
            if not cells[place] and values[place] is None and _is_formula(value):
                cells[place] = FORMULA_WITHOUT_RESULT
        if any(cells):
            blank, found = 0, found + 1
            if found > limits.MAX_ROWS + 20:
                raise refusal("file_too_many_rows", most=limits.MAX_ROWS)
            yield number, cells
        elif (blank := blank + 1) >= limits.MAX_BLANK_RUN:
            notes.append(remark("note_blank_tail", line=number - blank))
            return


def _is_formula(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or value.startswith("="))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))
