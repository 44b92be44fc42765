"""Who runs a program: all of it, or cohorts of it by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import AuditEntry, User
from accounts.services.outbox import queue_message
from mentorship.models import Cohort, Coordinator, Program

from .new_accounts import account_facts, account_of
from .programs import check_living


@transaction.atomic
def add_coordinator(
    *,
    program: Program,
    by: User,
    now: datetime,
    email: str,
    name: str = "",
    cohorts: Iterable[Cohort] = (),
) -> User:
    """`cohorts` empty: the whole program. Whoever has no account yet gets one, and a mail with the
    way in."""
    program = _locked(program)
    facts = account_facts(program, name=name, now=now, zone=program.zone)
    person = account_of(email, facts)
    if not person.is_active:
        raise DomainError(_("This account is closed. Take another address."))
    if Coordinator.objects.of_program(program).held_by(person).exists():
        raise DomainError(_("They help to run this program already. Change what they run instead."))
    scope = _set_posts(program, person, cohorts)
    entry = record(
        by=by,
        verb="coordinator.add",
        about=program,
        scope=program.scope,
        now=now,
        person=person.pk,
        cohorts=scope,
    )
    _tell(program, person, entry, by, now)
    return person


def _tell(program: Program, person: User, entry: AuditEntry, by: User, now: datetime) -> None:
    """Added, removed and added again: a mail each time."""
    queue_message(
        kind="mentorship.coordinator_added",
        person=person,
        about=program,
        scope=program.scope,
        now=now,
        dedupe_key=f"coordinator-added:{program.pk}:{person.pk}:{entry.pk}",
        params={"by": by.pk},
    )


@transaction.atomic
def change_coordinator(
    *, program: Program, person: User, by: User, now: datetime, cohorts: Iterable[Cohort] = ()
) -> User:
    program = _locked(program)
    wanted = list(cohorts)
    posts = Coordinator.objects.of_program(program).held_by(person)
    if not posts.exists():
        raise DomainError(_("They do not help to run this program any more."))
    if wanted:
        _check_somebody_stays(program, person)
    scope = _set_posts(program, person, wanted)
    record(
        by=by,
        verb="coordinator.change",
        about=program,
        scope=program.scope,
        now=now,
        person=person.pk,
        cohorts=scope,
    )
    return person


@transaction.atomic
def remove_coordinator(*, program: Program, person: User, by: User, now: datetime) -> None:
    program = _locked(program)
    _check_somebody_stays(program, person)
    gone, _rows = Coordinator.objects.of_program(program).held_by(person).delete()
    if not gone:
        raise DomainError(_("They do not help to run this program any more."))
    record(
        by=by,
        verb="coordinator.remove",
        about=program,
        scope=program.scope,
        now=now,
        person=person.pk,
    )


def _set_posts(program: Program, person: User, cohorts: Iterable[Cohort]) -> list[int]:
    """One row for the whole, or one for each cohort. Returns the cohorts' ids."""
    chosen = sorted({cohort.pk for cohort in cohorts if cohort.program_id == program.pk})
    rows = Coordinator.objects.of_program(program).held_by(person)
    rows.exclude(cohort__in=chosen).delete() if chosen else rows.exclude(cohort=None).delete()
    for pk in chosen or [None]:
        Coordinator.objects.get_or_create(program=program, user=person, cohort_id=pk)
    return chosen


def _check_somebody_stays(program: Program, person: User) -> None:
    """Somebody who can sign in has to run the whole of it, else nobody could ever change it."""
    others = Coordinator.objects.of_program(program).whole().exclude(user=person)
    if not others.filter(user__is_active=True).exists():
        raise DomainError(
            _("Somebody has to run the whole program. Give that to another person first.")
        )


def _locked(program: Program) -> Program:
    program = Program.objects.select_for_update().get(pk=program.pk)
    check_living(program)
    return program
