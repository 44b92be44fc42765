"""A small program in one step: everything has a default and can change later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from mentorship.models import Cohort, Enrollment, Program, RosterImport
from mentorship.roster.pasted import as_roster

from .programs import create_cohort, create_program
from .rosters import confirm_roster, upload_roster
from .states import start_recruiting

People = list[tuple[str, str]]


@dataclass(frozen=True)
class SmallProgram:
    program: Program
    cohort: Cohort
    upload: RosterImport | None
    """The pasted people, on their way in; None if nobody was named yet."""


@transaction.atomic
def create_small_program(
    *,
    by: User,
    now: datetime,
    name: str,
    starts_on: date,
    ends_on: date,
    mentors: People,
    mentees: People,
) -> SmallProgram:
    """Open, with one cohort that recruits. Whoever is named is invited, and decides themselves."""
    program = create_program(by=by, now=now, name=name, zone=by.zone, support_contact=by.email)
    cohort = create_cohort(
        program=program,
        by=by,
        now=now,
        name=_("First round"),
        starts_on=starts_on,
        ends_on=ends_on,
        zone=by.zone,
    )
    cohort = start_recruiting(cohort=cohort, by=by, now=now)
    people = {Enrollment.Role.MENTOR.value: mentors, Enrollment.Role.MENTEE.value: mentees}
    upload = None
    if mentors or mentees:
        upload = _invite(cohort, people, by, now)
    record(by=by, verb="program.create_small", about=program, scope=program.scope, now=now)
    return SmallProgram(program, cohort, upload)


def _invite(cohort: Cohort, people: dict[str, People], by: User, now: datetime) -> RosterImport:
    """If the importer cannot take every line, the coordinator looks at them first."""
    upload = upload_roster(
        cohort=cohort, by=by, now=now, filename=_("pasted.csv"), content=as_roster(people)
    )
    if not upload.preview.get("problems") and not upload.preview["counts"].get("error"):
        confirm_roster(upload=upload, applied=False, by=by, now=now)
        upload.refresh_from_db(fields=["state"])
    return upload
