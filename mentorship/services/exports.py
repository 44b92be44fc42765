"""Files to take along. Who took what is written down; what stood in it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from mentorship import sheets
from mentorship.models import Cohort, MatchingRun
from mentorship.queries.exports import Sheet, pairs_sheet, people_sheet
from mentorship.queries.runs import run_sheet

SHEETS = {"people": people_sheet, "pairs": pairs_sheet}


@dataclass(frozen=True)
class Download:
    filename: str
    content_type: str
    content: bytes


@transaction.atomic
def export_cohort(*, cohort: Cohort, by: User, now: datetime, what: str, kind: str) -> Download:
    """`what` is people or pairs, `kind` csv or xlsx."""
    made = as_file(SHEETS[what](cohort), f"{cohort.slug}-{what}", kind)
    record(
        by=by,
        verb="cohort.export",
        about=cohort,
        scope=cohort.scope,
        now=now,
        what=what,
        kind=kind,
    )
    return made


@transaction.atomic
def export_run(*, run: MatchingRun, by: User, now: datetime, kind: str) -> Download:
    """A run's pairs with their points, and who had nobody."""
    cohort = run.cohort
    made = as_file(run_sheet(run), f"{cohort.slug}-run-{run.pk}", kind)
    record(by=by, verb="run.export", about=run, scope=cohort.scope, now=now, kind=kind)
    return made


def as_file(sheet: Sheet, name: str, kind: str) -> Download:
    if kind == "xlsx":
        content = sheets.workbook_file(sheet.title, sheet.head, sheet.rows)
        return Download(f"{name}.xlsx", sheets.XLSX_TYPE, content)
    return Download(f"{name}.csv", sheets.CSV_TYPE, sheets.csv_file(sheet.head, sheet.rows))
