"""Entering the people of a roster into a cohort: compared before, written in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from accounts.services.outbox import queue_messages
from mentorship.models import Cohort, Enrollment
from mentorship.queries.rosters import (
    CHUNK,
    NO_WISHES,
    Entry,
    Plan,
    Wishes,
    chunks,
    cohort_stamp,
    plan_import,
)
from mentorship.roster import ParsedPerson, RowError

from .import_mails import mails_of_return
from .newcomers import Newcomers
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
    return enter_people(
        prepare_import(cohort, lines, applied=applied, by=by, now=now, wishes=wishes)
    )


@dataclass
class Prepared:
    """All that can be done before the transaction, so that others wait for the writing alone."""

    cohort: Cohort
    lines: list[ParsedPerson | RowError]
    applied: bool
    by: User | None
    now: datetime
    wishes: Wishes
    plan: Plan = field(init=False)
    newcomers: Newcomers = field(init=False)

    def compare(self) -> None:
        self.plan = plan_import(self.cohort, self.lines, self.wishes)
        new = [entry for entry in self.plan.entries if entry.kind == "new"]
        facts = {"applied": self.applied, "by": self.by, "now": self.now}
        self.newcomers = Newcomers(new, self.cohort, **facts)


def prepare_import(
    cohort: Cohort,
    lines: list[ParsedPerson | RowError],
    *,
    applied: bool,
    by: User | None,
    now: datetime,
    wishes: Wishes = NO_WISHES,
) -> Prepared:
    prepared = Prepared(cohort, lines, applied, by, now, wishes)
    prepared.compare()
    return prepared


@transaction.atomic
def enter_people(prepared: Prepared) -> Imported:
    """What somebody else entered in the meantime is compared anew."""
    Cohort.objects.select_for_update().get(pk=prepared.cohort.pk)
    if cohort_stamp(prepared.cohort) != prepared.plan.stamp:
        prepared.compare()
    _write(prepared)
    plan = prepared.plan
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


def _write(prepared: Prepared) -> None:
    cohort, plan, now = prepared.cohort, prepared.plan, prepared.now
    changed = [entry for entry in plan.entries if entry.kind == "changed"]
    if not prepared.newcomers.entries and not changed:
        return
    applied, by = prepared.applied, prepared.by
    places = prepared.newcomers.write(last=plan.stamp[0] or 0)
    back = bring_back(changed, cohort, prepared.wishes, applied, by, now)
    _change(changed)
    queue_messages(mails_of_return(back, places, cohort, applied, now))
    advance_cohort(cohort, Cohort.State.RECRUITING)
    record(
        by=by,
        verb="roster.import",
        about=cohort,
        scope=cohort.scope,
        now=now,
        applied=applied,
        new=len(places),
        changed=len(changed),
        back=len(back),
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
