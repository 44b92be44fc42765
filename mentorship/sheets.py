"""Tables to download, as CSV or as a workbook, in which no cell can become a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import openpyxl  # type: ignore[import-untyped,unused-ignore]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped,unused-ignore]

Cell = str | int | float | date | datetime | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full-width signs are read as the plain ones by some programs.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A program that takes another sign than the comma begins a new cell here, too.
_INNER = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST = 32_767  # characters in a workbook's cell


def safe_text(text: str) -> str:
    """Text that a spreadsheet would run, behind an apostrophe: it shows and does nothing."""
    text = _UNPRINTABLE.sub("", text)
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) else text


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """With a byte order mark, by which Excel knows that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_in_csv(name) for name in head])
    writer.writerows([_in_csv(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str | int | float:
    plain = _plain(cell)
    return _INNER.sub(r"\1'", plain) if isinstance(plain, str) else plain


def workbook_file(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "1")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, name) for name in head])
    for row in rows:
        sheet.append([_text_cell(sheet, _plain(cell)) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return safe_text(cell) if isinstance(cell, str) else cell


def _text_cell(sheet: object, value: str | int | float) -> object:
    """Numbers stay numbers; text is marked as text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value[:_MOST])
    cell.data_type = "s"
    return cell
