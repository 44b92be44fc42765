"""Days on which a cohort, or all of a program, has no check-ins."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Break, Cohort, Program
from mentorship.public_days import public_days

LONGEST = timedelta(days=100)


@transaction.atomic
def add_break(
    *,
    cohort: Cohort,
    by: User,
    now: datetime,
    name: str,
    from_on: date,
    until_on: date,
    whole_program: bool = False,
) -> Break:
    """Check-ins that calendars know already stay: their people are asked."""
    if until_on < from_on:
        raise DomainError(_("The last day must not be before the first."), field="until_on")
    if until_on - from_on > LONGEST:
        raise DomainError(
            _("A break may last 100 days. For longer, pairs can have a pause."), field="until_on"
        )
    if whole_program and not Program.objects.run_whole_by(by).filter(pk=cohort.program_id).exists():
        raise DomainError(_("Only who runs the whole program adds days for all of it."))
    made = Break.objects.create(
        program_id=cohort.program_id,
        cohort=None if whole_program else cohort,
        name=name,
        from_on=from_on,
        until_on=until_on,
        added_at=now,
    )
    record(by=by, verb="break.add", about=made, scope=cohort.scope, now=now)
    return made


@transaction.atomic
def add_holidays(*, cohort: Cohort, by: User, now: datetime, country: str) -> int:
    """The public holidays of a country within the cohort's dates, each as a break that can be
    removed. Those that stand there already stay. Returns how many are new."""
    known = set(Break.objects.of_cohort(cohort).values_list("from_on", "name"))
    days = public_days(country, max(cohort.starts_on, now.date()), cohort.ends_on)
    new = [
        Break(
            program_id=cohort.program_id,
            cohort=cohort,
            name=name,
            from_on=day,
            until_on=day,
            added_at=now,
        )
        for day, name in days
        if (day, name) not in known
    ]
    Break.objects.bulk_create(new)
    facts = {"country": country, "days": len(new)}
    record(by=by, verb="break.add_holidays", about=cohort, scope=cohort.scope, now=now, **facts)
    return len(new)


@transaction.atomic
def remove_break(*, rest: Break, by: User, now: datetime) -> None:
    """Its days are planned again, if they still lie ahead."""
    record(by=by, verb="break.remove", about=rest, scope=rest.scope, now=now)
    rest.delete()
