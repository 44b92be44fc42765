"""The preview and the result of an import, page by page, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentorship.models import RosterImport

from .paging import slice_by_key
from .remarks import unpacked
from .rosters import FIELD_NAMES, KINDS

SHOWS = ("all", *KINDS)


def preview_page(upload: RosterImport, data: Mapping[str, str]) -> dict[str, Any]:
    """Lines of one kind (or all), 50 at a time; everything from the one stored dry run."""
    preview = upload.preview
    show = data.get("show", "all")
    show = show if show in SHOWS else "all"
    lines = [line for line in preview["lines"] if show in ("all", line["kind"])]
    page = slice_by_key(lines, after=_number(data.get("after", "")))
    return {
        "counts": preview["counts"],
        "importable": preview["counts"]["new"] + preview["counts"]["changed"],
        "notes": unpacked(preview["notes"]),
        "problems": unpacked(preview["problems"]),
        "used_columns": used_columns(preview),
        "unused_columns": unused_columns(preview),
        "show": show,
        "lines": [line | {"remarks": unpacked(line["remarks"])} for line in page.items],
        **_links(page.after, page.before, show),
    }


def result_page(upload: RosterImport, data: Mapping[str, str]) -> dict[str, Any]:
    errors = upload.result.get("errors", [])
    page = slice_by_key(errors, after=_number(data.get("after", "")))
    return {
        "result": upload.result,
        "errors": [
            {"line": error["line"], "remarks": unpacked(error["remarks"])} for error in page.items
        ],
        **_links(page.after, page.before, ""),
    }


def used_columns(preview: Mapping[str, Any]) -> list[tuple[object, str]]:
    """(what it holds, the columns' names), in the order of the fields we know."""
    found = preview["columns"]
    return [(FIELD_NAMES[key], ", ".join(found[key])) for key in FIELD_NAMES if found.get(key)]


def unused_columns(preview: Mapping[str, Any]) -> list[str]:
    used = {label for labels in preview["columns"].values() for label in labels}
    return [label for label in preview["labels"] if label not in used]


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 else 0


def _links(after: int | None, before: int | None, show: str) -> dict[str, str]:
    tail = f"&show={show}" if show else ""
    return {
        "newer_url": f"?after={before}{tail}" if before is not None else "",
        "older_url": f"?after={after}{tail}" if after is not None else "",
    }
