"""Moving a program and its cohorts from state to state, where a person decides it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_scope
from mentorship.models import Cohort, Pairing, Program

from .programs import check_open

State = Program.State


@transaction.atomic
def open_program(*, program: Program, by: User, now: datetime) -> Program:
    """From now on people can be entered and invited, and hear of it."""
    program = _locked(program)
    if program.state == State.OPEN:
        raise DomainError(_("This program is open already."))
    if program.is_archived:
        raise DomainError(_("This program is archived. You can reopen it."))
    return _move(program, State.OPEN, "program.open", by, now)


@transaction.atomic
def archive_program(*, program: Program, by: User, now: datetime) -> Program:
    """Read only for everybody. Refused while a pair works in it: they were promised their days."""
    program = _locked(program)
    if program.is_archived:
        raise DomainError(_("This program is archived already."))
    # A pairing is published under its cohort's lock, so none can begin beside this.
    list(Cohort.objects.select_for_update(of=("self",)).filter(program=program).values("pk"))
    working = Pairing.objects.in_program(program).holding_seats().count()
    if working:
        raise DomainError(
            ngettext_lazy(
                "One pair still works in this program. It can be archived once they have ended.",
                "%(count)s pairs still work in this program. It can be archived once they have "
                "ended.",
                working,
            )
            % {"count": working}
        )
    cancel_scope(scope=program.scope, reason=_("The program is archived."), now=now)
    return _move(program, State.ARCHIVED, "program.archive", by, now)


@transaction.atomic
def reopen_program(*, program: Program, by: User, now: datetime) -> Program:
    program = _locked(program)
    if program.state != State.ARCHIVED:
        raise DomainError(_("This program is not archived, so there is nothing to reopen."))
    return _move(program, State.OPEN, "program.reopen", by, now)


@transaction.atomic
def start_recruiting(*, cohort: Cohort, by: User, now: datetime) -> Cohort:
    """Says that people may come in. Entering the first of them by a file says so too."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    check_open(cohort.program)
    if cohort.state != Cohort.State.PLANNED:
        raise DomainError(_("This cohort has begun to recruit already."))
    cohort.state = Cohort.State.RECRUITING
    cohort.save(update_fields=["state"])
    record(by=by, verb="cohort.start_recruiting", about=cohort, scope=cohort.scope, now=now)
    return cohort


def _move(program: Program, to: str, verb: str, by: User, now: datetime) -> Program:
    program.state = to
    program.save(update_fields=["state"])
    record(by=by, verb=verb, about=program, scope=program.scope, now=now)
    return program


def _locked(program: Program) -> Program:
    return Program.objects.select_for_update().get(pk=program.pk)
