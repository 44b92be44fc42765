"""An uploaded file on its way from upload to result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.jobkinds import Progress
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, ColumnChoice, RosterImport
from mentorship.queries.remarks import say_refusal
from mentorship.queries.rosters import Wishes, headers_key
from mentorship.roster import RosterRefused, is_long, refuse_early

from .imports import Imported, enter_people, prepare_import
from .programs import check_open
from .roster_previews import preview_of, reading_of, unseen

State = RosterImport.State


def upload_roster(
    *, cohort: Cohort, by: User | None, now: datetime, filename: str, content: bytes, role: str = ""
) -> RosterImport:
    """Reads and compares first, so that a file nobody can read leaves no trace. A long one is only
    looked over; the worker reads it."""
    upload = RosterImport(
        cohort=cohort, by=by, filename=filename[:255], content=content, role=role, created_at=now
    )
    waits = _look_over(upload)
    if not waits:
        upload.preview = preview_of(upload)
    with transaction.atomic():
        upload.save()
        record(by=by, verb="roster.upload", about=upload, scope=cohort.scope, now=now, role=role)
        if waits:
            _read_later(upload, by, now)
    return upload


def map_roster(
    *, upload: RosterImport, by: User, now: datetime, columns: Mapping[str, str | list[str]]
) -> RosterImport:
    """Says which column means what, for this file and the next of its kind; compares again."""
    expect_preview(upload)
    labels = upload.preview["labels"]
    upload.columns, upload.preview = dict(columns), upload.preview | {"as_last_time": False}
    waits = is_long(bytes(upload.content or b""))
    if not waits:
        upload.preview = preview_of(upload)
    with transaction.atomic():
        upload.save(update_fields=["columns", "preview"])
        remember_columns(upload.cohort, labels, upload.role, columns, now)
        record(by=by, verb="roster.map", about=upload, scope=upload.cohort.scope, now=now)
        if waits:
            _read_later(upload, by, now)
    return upload


def complete_roster(
    *, upload: RosterImport, by: User, now: datetime, addresses: Mapping[int, str]
) -> RosterImport:
    """E-mail addresses typed for lines that had none, or a wrong one. What a second file left open
    is not repeated: the lines themselves say what is open now."""
    expect_preview(upload)
    told = [said for said in upload.preview.get("supplied", []) if said[0] == "addresses_supplied"]
    upload.preview = upload.preview | {"supplied": told}
    return keep_addresses(upload, by, now, addresses, verb="roster.complete")


def keep_addresses(
    upload: RosterImport, by: User, now: datetime, addresses: Mapping[int, str], *, verb: str
) -> RosterImport:
    """Wrong ones too: the line says what is wrong with them."""
    typed = upload.addresses | {str(line): text.strip() for line, text in addresses.items()}
    upload.addresses = {line: text for line, text in typed.items() if text}
    waits = is_long(bytes(upload.content or b""))
    if not waits:
        upload.preview = preview_of(upload)
    with transaction.atomic():
        upload.save(update_fields=["addresses", "preview"])
        scope = upload.cohort.scope
        record(by=by, verb=verb, about=upload, scope=scope, now=now, lines=len(addresses))
        if waits:
            _read_later(upload, by, now)
    return upload


def remember_columns(
    cohort: Cohort,
    labels: Iterable[str],
    role: str,
    columns: Mapping[str, str | list[str]],
    now: datetime,
) -> None:
    ColumnChoice.objects.update_or_create(
        program_id=cohort.program_id,
        headers=headers_key(labels, role),
        defaults={"columns": dict(columns), "chosen_at": now},
    )


def _look_over(upload: RosterImport) -> bool:
    """Whether the worker has to read it; raises for what nobody can read."""
    content = bytes(upload.content or b"")
    if not is_long(content):
        return False
    try:
        refuse_early(content, upload.filename)
    except RosterRefused as refusal:
        raise DomainError(say_refusal(refusal)) from refusal
    return True


def _read_later(upload: RosterImport, by: User | None, now: datetime) -> None:
    upload.job = start_job(
        kind="mentorship.read_roster",
        by=by,
        about=upload,
        scope=upload.cohort.scope,
        now=now,
        input={"retry": reverse("mentorship:upload_roster", args=[upload.cohort.slug])},
    )
    upload.state = State.READING
    upload.save(update_fields=["job", "state"])


def read_waiting_roster(*, upload: RosterImport, progress: Progress) -> None:
    """The worker's part of a preview. A file that turns out unreadable goes at once."""
    try:
        upload.preview = preview_of(upload, progress)
    except DomainError:
        RosterImport.objects.filter(pk=upload.pk, state=State.READING).delete()
        raise
    RosterImport.objects.filter(pk=upload.pk, state=State.READING).update(
        state=State.PREVIEW, job=None, preview=upload.preview, columns=upload.columns
    )


@transaction.atomic
def confirm_roster(
    *,
    upload: RosterImport,
    applied: bool,
    by: User,
    now: datetime,
    again: bool = False,
    agreed: bool = False,
) -> Job:
    """Starts the import in the worker. Twice the same click is one import. `again`: those whom
    somebody withdrew are entered again. `agreed`: who was only invited takes part."""
    upload = RosterImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.job is not None and not _stopped(upload):
        return upload.job
    _expect_confirmable(upload)
    _check_wishes(upload, applied, again, agreed)
    retry = reverse("mentorship:roster", args=[upload.cohort.slug, upload.pk])
    upload.job = start_job(
        kind="mentorship.import_roster",
        by=by,
        about=upload,
        scope=upload.cohort.scope,
        now=now,
        input={"retry": retry, "again": again, "agreed": agreed},
    )
    upload.applied, upload.state = applied, State.CONFIRMED
    upload.save(update_fields=["job", "applied", "state"])
    return upload.job


def _expect_confirmable(upload: RosterImport) -> None:
    check_open(upload.cohort.program)
    if upload.job is None:  # else its import stopped, and is tried again
        expect_preview(upload)
    if upload.preview.get("problems"):
        raise DomainError(_("First say which column holds what; something in it does not fit."))


def _check_wishes(upload: RosterImport, applied: bool, again: bool, agreed: bool) -> None:
    counts, backs = upload.preview["counts"], upload.preview.get("backs", {})
    if agreed and not applied:
        raise DomainError(
            _(
                "You ticked that invited people applied, and chose that these people are being "
                "invited. Choose “these people applied themselves”, or take the tick away."
            )
        )
    wished = (again and backs.get("again")) or (agreed and backs.get("agreed"))
    if not counts["new"] and not counts["changed"] and not wished:
        raise DomainError(_("There is nothing in this file to enter."))


def _wishes(upload: RosterImport) -> Wishes:
    said = upload.job.input if upload.job else {}
    return Wishes(bool(said.get("again")), bool(said.get("agreed")))


@transaction.atomic
def drop_roster(*, upload: RosterImport, by: User, now: datetime) -> RosterImport:
    upload = RosterImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if not _stopped(upload):
        expect_preview(upload)
    upload.state = State.DROPPED
    _wipe(upload, now)
    record(by=by, verb="roster.drop", about=upload, scope=upload.cohort.scope, now=now)
    return upload


def run_roster(*, upload: RosterImport, now: datetime, progress: Progress = unseen) -> Imported:
    """The import itself, by the worker; run twice, the second run changes nothing. Reading and
    comparing come before the transaction, so that pages are not kept waiting by them.

    The last word of the transaction is the worker's own: if another one has the job by now, nothing
    of this is kept; if not, its lease begins anew with the commit, however long the writing took.
    """
    check_open(upload.cohort.program)
    lines = reading_of(upload).lines
    progress(40, gettext("Comparing with who is here already"))
    prepared = prepare_import(
        upload.cohort,
        lines,
        applied=bool(upload.applied),
        by=upload.by,
        now=now,
        wishes=_wishes(upload),
    )
    progress(70, gettext("Entering the people"))
    with transaction.atomic():
        imported = enter_people(prepared)
        _finish(upload, imported, now)
        progress(95, gettext("Entering the people"))
    return imported


def _finish(upload: RosterImport, imported: Imported, now: datetime) -> None:
    upload.state = State.DONE
    upload.result = {
        "new": imported.new,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "errors": imported.errors,
        "absent": imported.absent,
    }
    upload.outcomes = imported.outcomes
    _wipe(upload, now)


def _wipe(upload: RosterImport, now: datetime) -> None:
    upload.content, upload.preview, upload.addresses = None, {}, {}
    upload.finished_at = now
    upload.save()


def _stopped(upload: RosterImport) -> bool:
    """Its import broke: the file is still here, to be tried again or dropped."""
    return upload.job is not None and upload.job.state == Job.State.FAILED


def expect_preview(upload: RosterImport) -> None:
    if upload.state == State.READING:
        raise DomainError(_("This file is still being read. Look again in a moment."))
    if upload.state != State.PREVIEW:
        raise DomainError(_("This file was imported or dropped already. Upload it again to go on."))
