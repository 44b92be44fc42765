"""An uploaded file on its way from upload to result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, RosterImport
from mentorship.queries.remarks import packed, say_refusal
from mentorship.queries.rosters import Plan, Reading, plan_import, read_roster
from mentorship.roster import RosterRefused

from .imports import Imported, import_people

State = RosterImport.State


def upload_roster(
    *, cohort: Cohort, by: User | None, now: datetime, filename: str, content: bytes, role: str = ""
) -> RosterImport:
    """Reads and compares first, so that a file nobody can read leaves no trace."""
    upload = RosterImport(
        cohort=cohort, by=by, filename=filename[:255], content=content, role=role, created_at=now
    )
    upload.preview = preview_of(upload)
    with transaction.atomic():
        upload.save()
        record(by=by, verb="roster.upload", about=upload, scope=cohort.scope, now=now, role=role)
    return upload


def map_roster(
    *, upload: RosterImport, by: User, now: datetime, columns: Mapping[str, str | list[str]]
) -> RosterImport:
    """Says which column means what, and compares again."""
    upload.columns = dict(columns)
    upload.preview = preview_of(upload)
    _expect_preview(upload)
    with transaction.atomic():
        upload.save(update_fields=["columns", "preview"])
        record(by=by, verb="roster.map", about=upload, scope=upload.cohort.scope, now=now)
    return upload


@transaction.atomic
def confirm_roster(*, upload: RosterImport, applied: bool, by: User, now: datetime) -> Job:
    """Starts the import in the worker. Twice the same click is one import."""
    upload = RosterImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.job is not None and not _stopped(upload):
        return upload.job
    if upload.job is None:
        _expect_preview(upload)
    if upload.preview.get("problems"):
        raise DomainError(_("First say which column holds what; something in it does not fit."))
    counts = upload.preview["counts"]
    if not counts["new"] and not counts["changed"]:
        raise DomainError(_("There is nothing in this file to enter."))
    upload.job = start_job(
        kind="mentorship.import_roster",
        by=by,
        about=upload,
        scope=upload.cohort.scope,
        now=now,
        input={"retry": reverse("mentorship:roster", args=[upload.cohort.slug, upload.pk])},
    )
    upload.applied, upload.state = applied, State.CONFIRMED
    upload.save(update_fields=["job", "applied", "state"])
    return upload.job


@transaction.atomic
def drop_roster(*, upload: RosterImport, by: User, now: datetime) -> RosterImport:
    upload = RosterImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not _stopped(upload):
        _expect_preview(upload)
    upload.state = State.DROPPED
    _wipe(upload, now)
    record(by=by, verb="roster.drop", about=upload, scope=upload.cohort.scope, now=now)
    return upload


@transaction.atomic
def run_roster(*, upload: RosterImport, now: datetime) -> Imported:
    """The import itself, by the worker; run twice, the second run changes nothing."""
    reading = reading_of(upload)
    imported = import_people(
        cohort=upload.cohort,
        lines=reading.lines,
        applied=bool(upload.applied),
        by=upload.by,
        now=now,
    )
    upload.state = State.DONE
    upload.result = {
        "new": imported.new,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "errors": imported.errors,
    }
    _wipe(upload, now)
    return imported


def preview_of(upload: RosterImport) -> dict[str, Any]:
    """Everything the preview page shows, with remarks as codes: the reader's language is theirs."""
    try:
        reading = reading_of(upload)
    except RosterRefused as refusal:
        raise DomainError(say_refusal(refusal)) from refusal
    plan = plan_import(upload.cohort, reading.lines)
    return {
        "counts": plan.counts(),
        "labels": reading.table.labels,
        "columns": reading.mapping.remembered(reading.table.headers),
        "notes": packed(reading.table.notes),
        "problems": packed(reading.mapping.problems),
        "lines": _packed_lines(plan),
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
        }
        for line in plan.lines
    ]


def _wipe(upload: RosterImport, now: datetime) -> None:
    upload.content, upload.preview, upload.finished_at = None, {}, now
    upload.save()


def _stopped(upload: RosterImport) -> bool:
    """Its import broke: the file is still here, to be tried again or dropped."""
    return upload.job is not None and upload.job.state == Job.State.FAILED


def _expect_preview(upload: RosterImport) -> None:
    if upload.state != State.PREVIEW:
        raise DomainError(_("This file was imported or dropped already. Upload it again to go on."))
