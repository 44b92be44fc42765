"""Files to take along. Who took what is written down; what stood in it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.jobkinds import Progress
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship import sheets
from mentorship.models import Cohort, MatchingRun
from mentorship.queries.exports import (
    AT_ONCE,
    EXPORT,
    Rows,
    Sheet,
    pairs_sheet,
    people_sheet,
    rows_of,
)
from mentorship.queries.runs import run_rows, run_sheet

RUN = "run"  # among what a file can be of
SHEETS = {"people": people_sheet, "pairs": pairs_sheet}


@dataclass(frozen=True)
class Download:
    filename: str
    content_type: str
    content: bytes


@transaction.atomic
def export_cohort(*, cohort: Cohort, by: User, now: datetime, what: str, kind: str) -> Download:
    """`what` is people or pairs, `kind` csv or xlsx."""
    made = as_file(SHEETS[what](cohort), _name(cohort, what), kind)
    _write_down(cohort, by, now, what, kind)
    return made


def takes_long(cohort: Cohort, what: str, kind: str) -> bool:
    """Workbooks are slow to write; CSV is not."""
    return kind == "xlsx" and rows_of(cohort, what) > AT_ONCE


def run_takes_long(run: MatchingRun, kind: str) -> bool:
    return kind == "xlsx" and run_rows(run) > AT_ONCE


@transaction.atomic
def start_export(*, cohort: Cohort, by: User, now: datetime, what: str, kind: str) -> Job:
    """The worker makes the file; whoever asked for it, and nobody else, takes it when it is ready."""
    page = reverse("mentorship:people", args=[cohort.slug])
    asked = {"what": what, "kind": kind, "retry": page}
    return start_job(kind=EXPORT, by=by, about=cohort, scope=cohort.scope, now=now, input=asked)


@transaction.atomic
def start_run_export(*, run: MatchingRun, by: User, now: datetime, kind: str) -> Job:
    """The same for a run, which is named in the order."""
    cohort = run.cohort
    page = reverse("mentorship:run", args=[cohort.slug, run.pk])
    asked = {"what": RUN, "run": run.pk, "kind": kind, "retry": page}
    return start_job(kind=EXPORT, by=by, about=cohort, scope=cohort.scope, now=now, input=asked)


def make_export(*, job: Job, cohort: Cohort, progress: Progress) -> None:
    """The worker's part. The file goes with the job's other uploads, a week after it was made."""
    what, kind = job.input["what"], job.input["kind"]
    run = _run_of(job, cohort)
    sheet = run_sheet(run) if run is not None else SHEETS[what](cohort)
    count = run_rows(run) if run is not None else rows_of(cohort, what)
    rows = _told(sheet.rows, count, progress)
    made = as_file(Sheet(sheet.title, sheet.head, rows), "", kind)
    Job.objects.filter(pk=job.pk).update(upload=made.content)


@transaction.atomic
def take_export(*, job: Job, cohort: Cohort, by: User, now: datetime) -> Download:
    content = Job.objects.values_list("upload", flat=True).get(pk=job.pk)
    if content is None:
        raise DomainError(_("This file was kept for a week and is gone. Export it again."))
    what, kind, run = job.input["what"], job.input["kind"], _run_of(job, cohort)
    if run is not None:
        _write_down_run(run, by, now, kind)
    else:
        _write_down(cohort, by, now, what, kind)
    name = _run_name(run) if run is not None else _name(cohort, what)
    type_ = sheets.XLSX_TYPE if kind == "xlsx" else sheets.CSV_TYPE
    return Download(f"{name}.{kind}", type_, bytes(content))


def _run_of(job: Job, cohort: Cohort) -> MatchingRun | None:
    return cohort.matching_runs.get(pk=job.input["run"]) if job.input["what"] == RUN else None


def _told(rows: Rows, count: int, progress: Progress) -> Rows:
    for number, row in enumerate(rows):
        if number % AT_ONCE == 0:
            progress(90 * number // max(1, count), _("Writing the file"))
        yield row
    progress(95, _("Writing the file"))


def _name(cohort: Cohort, what: str) -> str:
    return f"{cohort.slug}-{what}"


def _write_down(cohort: Cohort, by: User, now: datetime, what: str, kind: str) -> None:
    record(
        by=by,
        verb="cohort.export",
        about=cohort,
        scope=cohort.scope,
        now=now,
        what=what,
        kind=kind,
    )


@transaction.atomic
def export_run(*, run: MatchingRun, by: User, now: datetime, kind: str) -> Download:
    """A run's pairs with their points, and who had nobody."""
    made = as_file(run_sheet(run), _run_name(run), kind)
    _write_down_run(run, by, now, kind)
    return made


def _run_name(run: MatchingRun) -> str:
    return f"{run.cohort.slug}-run-{run.pk}"


def _write_down_run(run: MatchingRun, by: User, now: datetime, kind: str) -> None:
    record(by=by, verb="run.export", about=run, scope=run.cohort.scope, now=now, kind=kind)


def as_file(sheet: Sheet, name: str, kind: str) -> Download:
    if kind == "xlsx":
        content = sheets.workbook_file(sheet.title, sheet.head, sheet.rows)
        return Download(f"{name}.xlsx", sheets.XLSX_TYPE, content)
    return Download(f"{name}.csv", sheets.CSV_TYPE, sheets.csv_file(sheet.head, sheet.rows))
