"""Entering the people of a roster into a cohort: compared before, written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.audit import record
from accounts.models import User
from accounts.services.outbox import queue_messages
from mentorship.models import Cohort, Enrollment, Program
from mentorship.queries.rosters import (
    CHUNK,
    NO_WISHES,
    Entry,
    Plan,
    Wishes,
    chunks,
    cohort_stamp,
    plan_import,
    users_by_email,
)
from mentorship.roster import ParsedPerson, RowError

from .import_mails import first_mails, mails_of_return
from .programs import advance_cohort, check_open
from .returning import bring_back


@dataclass(frozen=True)
class Imported:
    """Counts are of lines, as the person who brought the file counts."""

    new: int
    changed: int
    unchanged: int
    errors: list[dict[str, Any]]
    outcomes: list[list[Any]] = field(default_factory=list)
    """Line by line, for the result file."""
    absent: list[int] = field(default_factory=list)
    """Places of who came by an earlier file and is not in this one."""


def import_people(
    *,
    cohort: Cohort,
    lines: list[ParsedPerson | RowError],
    applied: bool,
    by: User | None,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Imported:
    """The same lines twice change nothing. Somebody who exists keeps name, zone and sign-in."""
    check_open(cohort.program)
    prepared = prepare_import(cohort, lines, now, wishes)
    return enter_people(prepared, applied=applied, by=by, now=now)


@dataclass
class Prepared:
    """All that can be done before the transaction, so that others wait for the writing alone."""

    cohort: Cohort
    lines: list[ParsedPerson | RowError]
    plan: Plan
    accounts: dict[str, User]
    """Unsaved, by e-mail address, for who is new in this cohort."""
    wishes: Wishes = NO_WISHES


def prepare_import(
    cohort: Cohort,
    lines: list[ParsedPerson | RowError],
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Prepared:
    plan = plan_import(cohort, lines, wishes)
    people = {entry.person.email: entry.person for entry in plan.entries if entry.kind == "new"}
    known = users_by_email(people)
    accounts = {
        email: _user(person, cohort.program, now)
        for email, person in people.items()
        if email not in known
    }
    return Prepared(cohort, lines, plan, accounts, wishes)


@transaction.atomic
def enter_people(prepared: Prepared, *, applied: bool, by: User | None, now: datetime) -> Imported:
    """What somebody else entered in the meantime is compared anew."""
    cohort, plan = prepared.cohort, prepared.plan
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort_stamp(cohort) != plan.stamp:
        plan = plan_import(cohort, prepared.lines, prepared.wishes)
    _write(plan, prepared, applied, by, now)
    counts = plan.counts()
    errors = [
        {"line": line.line, "remarks": [[r.code, r.params] for r in line.remarks]}
        for line in plan.errors()
    ]
    return Imported(
        counts["new"],
        counts["changed"],
        counts["unchanged"],
        errors,
        [line.outcome() for line in plan.lines],
        plan.absent,
    )


def _write(plan: Plan, prepared: Prepared, applied: bool, by: User | None, now: datetime) -> None:
    cohort = prepared.cohort
    new = [entry for entry in plan.entries if entry.kind == "new"]
    changed = [entry for entry in plan.entries if entry.kind == "changed"]
    if not new and not changed:
        return
    users = _users_for(new, prepared, now)
    places = [_place(entry, users, cohort, applied, by, now) for entry in new]
    for entry, place in zip(new, places, strict=True):
        entry.enrollment = place
    Enrollment.objects.bulk_create(places, batch_size=CHUNK)
    back = bring_back(changed, cohort, prepared.wishes, applied, by, now)
    _change(changed)
    queue_messages(first_mails(places, cohort, applied, now))
    queue_messages(mails_of_return(back, places, cohort, applied, now))
    advance_cohort(cohort, Cohort.State.RECRUITING)
    record(
        by=by,
        verb="roster.import",
        about=cohort,
        scope=cohort.scope,
        now=now,
        applied=applied,
        new=len(new),
        changed=len(changed),
        back=len(back),
    )


def _users_for(entries: Iterable[Entry], prepared: Prepared, now: datetime) -> dict[str, User]:
    """Everybody's account by e-mail address. New ones have no password."""
    people = {entry.person.email: entry.person for entry in entries}
    users = users_by_email(people)
    missing = [person for email, person in people.items() if email not in users]
    program, drafts = prepared.cohort.program, prepared.accounts
    fresh = [drafts.get(person.email) or _user(person, program, now) for person in missing]
    User.objects.bulk_create(fresh, batch_size=CHUNK, ignore_conflicts=True)
    made = users_by_email(person.email for person in missing)
    addresses = [EmailAddress(user=u, email=u.email, primary=True) for u in made.values()]
    EmailAddress.objects.bulk_create(addresses, batch_size=CHUNK, ignore_conflicts=True)
    return users | made


def _user(person: ParsedPerson, program: Program, now: datetime) -> User:
    """Quiet hours are the program's until the person says otherwise."""
    return User(
        quiet_from=program.quiet_from,
        quiet_until=program.quiet_until,
        email=person.email,
        name=person.name,
        zone=person.zone,
        language=person.language
        if person.language in dict(settings.LANGUAGES)
        else settings.LANGUAGE_CODE,
        password=make_password(None),
        joined_at=now,
    )


def _place(
    entry: Entry,
    users: dict[str, User],
    cohort: Cohort,
    applied: bool,
    by: User | None,
    now: datetime,
) -> Enrollment:
    return Enrollment(
        cohort=cohort,
        user=users[entry.person.email],
        role=entry.role,
        state=Enrollment.State.ACCEPTED if applied else Enrollment.State.INVITED,
        origin=Enrollment.Origin.IMPORT,
        entered_by=by,
        external_id=entry.person.external_id,
        answers=entry.answers,
        capacity=entry.capacity,
        created_at=now,
    )


def _change(entries: list[Entry]) -> None:
    for some in chunks(entries, CHUNK):
        places = []
        for entry in some:
            assert entry.enrollment is not None
            entry.enrollment.answers = entry.answers
            entry.enrollment.capacity = entry.capacity
            entry.enrollment.external_id = entry.person.external_id or entry.enrollment.external_id
            places.append(entry.enrollment)
        Enrollment.objects.bulk_update(places, ["answers", "capacity", "external_id"])
