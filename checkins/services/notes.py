"""Writing notes in three inks. A note stays as it was written: sharing it later makes a copy, and
putting it differently makes another one beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_message
from checkins.access import program_readers
from checkins.models import CheckIn, CloseOut, Note
from mentorship.models import PairingMember

TO_PROGRAM = "checkins.note_to_program"


@transaction.atomic
def write_note(
    *,
    author: PairingMember,
    ink: str,
    text: str,
    by: User,
    now: datetime,
    check_in: CheckIn | None = None,
    close_out: CloseOut | None = None,
    client_token: str = "",
) -> Note:
    """About a talk, about what somebody wrote down of it, or about working together. Sent twice,
    it is one note."""
    if check_in is not None and check_in.pairing_id != author.pairing_id:
        raise DomainError(_("This talk was with somebody else."))
    facts = {"ink": ink, "check_in": check_in, "close_out": close_out}
    return _write("write", author, by, now, text, client_token, **facts)


@transaction.atomic
def share_note(*, note: Note, ink: str, text: str, by: User, now: datetime) -> Note:
    """A copy for more readers, whole or in part, once for each ink. The note itself stays as it
    is, with its own readers."""
    if ink == Note.Ink.PRIVATE or note.ink not in (Note.Ink.PRIVATE, ink):
        raise DomainError(_("Choose who reads the copy."))
    before = Note.objects.filter(copy_of=note, ink=ink).first()
    if before is not None:
        return before
    facts = {"ink": ink, "check_in": note.check_in, "copy_of": note}
    return _write("share", note.author, by, now, text, "", **facts)


@transaction.atomic
def correct_note(*, note: Note, text: str, by: User, now: datetime, client_token: str = "") -> Note:
    """Put differently, for the same readers. What was written before stays beside it."""
    facts = {"ink": note.ink, "check_in": note.check_in, "corrects": note}
    return _write("correct", note.author, by, now, text, client_token, **facts)


def _write(
    verb: str,
    author: PairingMember,
    by: User,
    now: datetime,
    text: str,
    client_token: str,
    **facts: Any,
) -> Note:
    _expect_writable(author, by, text, facts["ink"])
    facts |= {"text": text.strip(), "written_at": now}
    if client_token:
        note, new = Note.objects.get_or_create(
            author=author, client_token=client_token, defaults=facts
        )
    else:
        note, new = Note.objects.create(author=author, **facts), True
    if new:
        record(by=by, verb=f"note.{verb}", about=note, scope=note.scope, now=now)
        _tell_the_program(note, now)
    return note


def _expect_writable(author: PairingMember, by: User, text: str, ink: str) -> None:
    if author.enrollment.user_id != by.pk:
        raise DomainError(_("Only the people who work together write notes about it."))
    if not author.pairing.holds_seats:
        raise DomainError(_("You have finished working together. What was written stays."))
    if not text.strip():
        raise DomainError(_("Write a line first."), field="text")
    if ink == Note.Ink.PROGRAM and not program_readers(author.pairing):
        raise DomainError(_("Nobody who runs the program could read it now."))


def _tell_the_program(note: Note, now: datetime) -> None:
    """That there is something to read; the words stay on our page."""
    if note.ink != Note.Ink.PROGRAM:
        return
    for person in program_readers(note.author.pairing):
        queue_message(
            kind=TO_PROGRAM,
            person=person,
            about=note,
            scope=note.scope,
            now=now,
            dedupe_key=f"{TO_PROGRAM}:{note.pk}:{person.pk}",
        )
