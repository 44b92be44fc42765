"""The preview and the result of an import, page by page, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mentorship.models import Enrollment, RosterImport
from mentorship.numbers import number_in
from mentorship.words import Words

from .exports import Rows, Sheet
from .paging import KeyPage, page_by_key, slice_by_key
from .remarks import unpacked
from .rosters import AGAIN, AGREED, CHUNK, KINDS, chunks, field_names

SHOWS = ("all", *KINDS, AGAIN, AGREED)
KIND_NAMES = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "error": gettext_lazy("left out"),
}
ADDRESS_CODES = frozenset(
    {"email_missing", "email_no_at", "email_space", "email_several", "email_domain"}
    | {"email_letters", "email_invalid", "email_formula", "email_twice"}
)
MOST_ABSENT = 20_000


def preview_page(upload: RosterImport, data: Mapping[str, str]) -> dict[str, Any]:
    """Lines of one kind (or all), 50 at a time; everything from the one stored dry run."""
    preview, words = upload.preview, upload.cohort.program.words
    backs = preview.get("backs", {})
    show = data.get("show", "all")
    show = show if show in SHOWS else "all"
    lines = [line for line in preview["lines"] if show in ("all", line["kind"], line.get("back"))]
    page = slice_by_key(lines, after=number_in(data.get("after", "")) or 0)
    return {
        "counts": preview["counts"],
        "importable": preview["counts"]["new"] + preview["counts"]["changed"],
        "backs": backs,
        "notes": unpacked([*preview["notes"], *preview.get("supplied", [])], words),
        "problems": unpacked(preview["problems"], words),
        "used_columns": used_columns(preview, words),
        "unused_columns": unused_columns(preview),
        "show": show,
        "as_last_time": preview.get("as_last_time", False),
        "absent": absent_places(upload).count(),
        "lines": [_shown(line, upload.addresses, words) for line in page.items],
        "lacks_addresses": bool(lines_without_address(upload)),
        "asks_addresses": any(_asks_address(line, upload.addresses) for line in page.items),
        **_links(page.after, page.before, show),
    }


def result_page(upload: RosterImport, data: Mapping[str, str]) -> dict[str, Any]:
    errors, words = upload.result.get("errors", []), upload.cohort.program.words
    page = slice_by_key(errors, after=number_in(data.get("after", "")) or 0)
    return {
        "result": upload.result,
        "absent": absent_places(upload).count(),
        "errors": [
            {"line": error["line"], "remarks": unpacked(error["remarks"], words)}
            for error in page.items
        ],
        **_links(page.after, page.before, ""),
    }


def absent_places(upload: RosterImport) -> QuerySet[Enrollment]:
    """Who came by an earlier file and is not in this one, as far as they still have a place."""
    found = upload.preview.get("absent") or upload.result.get("absent") or []
    places = Enrollment.objects.in_cohort(upload.cohort).withdrawable()
    return places.filter(pk__in=found[:MOST_ABSENT])


def absent_page(upload: RosterImport, *, after: int | None, before: int | None) -> KeyPage:
    return page_by_key(
        absent_places(upload),
        after=after,
        before=before,
        rows=lambda places: places.select_related("user").defer("answers"),
    )


def result_sheet(upload: RosterImport) -> Sheet:
    """Each line of the file with what became of it. Names and addresses are as they are now."""
    head = [_("Line"), _("What happened"), _("Name"), _("E-mail address"), _("Why")]
    return Sheet(_("Result"), head, _outcomes(upload))


def _outcomes(upload: RosterImport) -> Rows:
    people: dict[int, User] = {}
    words = upload.cohort.program.words
    for some in chunks({row[2] for row in upload.outcomes if row[2]}, CHUNK):
        people.update(User.objects.in_bulk(some))
    for line, kind, user_id, remarks in upload.outcomes:
        person = people.get(user_id)
        name, email = (person.name, person.email) if person else ("", "")
        yield [line, str(KIND_NAMES[kind]), name, email, " ".join(unpacked(remarks, words))]


def _shown(line: Mapping[str, Any], typed: Mapping[str, str], words: Words) -> dict[str, Any]:
    asks = _asks_address(line, typed)
    address = typed.get(str(line["line"]), "")
    roles = [words.role(role) for role in line.get("roles", ())]
    told = {"roles": roles, "remarks": unpacked(line["remarks"], words)}
    return {**line, **told, "asks_address": asks, "typed": address}


def _asks_address(line: Mapping[str, Any], typed: Mapping[str, str]) -> bool:
    """Nothing but the address is wrong with it; or one was typed already, and may be mistyped."""
    if str(line["line"]) in typed:
        return True
    return line["kind"] == "error" and _asks(line)


def lines_without_address(upload: RosterImport) -> list[Mapping[str, Any]]:
    return [line for line in upload.preview["lines"] if line["kind"] == "error" and _asks(line)]


def _asks(line: Mapping[str, Any]) -> bool:
    return any(code in ADDRESS_CODES for code, _params in line["remarks"])


def used_columns(preview: Mapping[str, Any], words: Words) -> list[tuple[object, str]]:
    """(what it holds, the columns' names): the fields we know, then the cohort's own questions."""
    found = preview["columns"]
    own = {key: f"“{label}”" for key, label in preview.get("asked", {}).items()}
    names = {**field_names(words), **own}
    return [(names[key], ", ".join(found[key])) for key in names if found.get(key)]


def unused_columns(preview: Mapping[str, Any]) -> list[str]:
    used = {label for labels in preview["columns"].values() for label in labels}
    return [label for label in preview["labels"] if label not in used]


def _links(after: int | None, before: int | None, show: str) -> dict[str, str]:
    tail = f"&show={show}" if show else ""
    return {
        "newer_url": f"?after={before}{tail}" if before is not None else "",
        "older_url": f"?after={after}{tail}" if after is not None else "",
    }
