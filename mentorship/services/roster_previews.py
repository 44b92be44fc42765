"""The dry run of an uploaded file, as it is stored."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.jobkinds import Progress
from mentorship.models import RosterImport
from mentorship.queries.remarks import packed, say_refusal
from mentorship.queries.rosters import Plan, Reading, plan_import, read_roster
from mentorship.roster import FIELDS, RosterRefused


def unseen(percent: int, note: object = "") -> None:
    """For a file so short that nobody watches."""


def preview_of(upload: RosterImport, progress: Progress = unseen) -> dict[str, Any]:
    """Everything the preview page shows, with remarks as codes: the reader's language is theirs."""
    progress(10, gettext("Reading the file"))
    try:
        reading = reading_of(upload)
    except RosterRefused as refusal:
        raise DomainError(say_refusal(refusal)) from refusal
    as_last_time = reading.as_last_time or upload.preview.get("as_last_time", False)
    found = reading.mapping.remembered(reading.table.headers)
    if reading.as_last_time:
        # What was shown is what will be imported, even if somebody says otherwise meanwhile.
        own = [each.key for each in reading.asked if each.is_own]
        upload.columns = {key: found.get(key, []) for key in (*FIELDS, *own)}
    progress(70, gettext("Comparing with who is here already"))
    plan = plan_import(upload.cohort, reading.lines)
    return {
        "counts": plan.counts(),
        "backs": plan.backs(),
        "labels": reading.table.labels,
        "columns": found,
        "asked": {each.key: each.label for each in reading.asked if each.is_own},
        "as_last_time": as_last_time,
        "notes": packed(reading.table.notes),
        "problems": packed(reading.mapping.problems),
        "lines": _packed_lines(plan),
        "supplied": upload.preview.get("supplied", []),
        "absent": plan.absent,
    }


def reading_of(upload: RosterImport) -> Reading:
    if upload.content is None:
        raise DomainError(_("This file was wiped after its import. Upload it again."))
    return read_roster(
        content=bytes(upload.content),
        filename=upload.filename,
        cohort=upload.cohort,
        role=upload.role,
        columns=upload.columns,
        addresses={int(line): text for line, text in upload.addresses.items()},
    )


def _packed_lines(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "line": line.line,
            "kind": line.kind,
            "name": line.name,
            "email": line.email,
            "roles": line.roles,
            "remarks": packed(line.remarks),
            "id": line.external_id,
            "back": line.back,
        }
        for line in plan.lines
    ]
