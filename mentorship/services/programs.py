"""Opening programs and cohorts, and moving a cohort through its states."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Coordinator, Program

SLUG_CHARS = 60
RESERVED = frozenset({"new"})  # /programs/new/ is a page of its own
ORDER = [state.value for state in Cohort.State]


@transaction.atomic
def create_program(
    *,
    by: User,
    now: datetime,
    name: str,
    zone: str,
    support_contact: str = "",
    safeguarding_contact: str = "",
    mentor_word: str = "",
    mentee_word: str = "",
    draft: bool = False,
) -> Program:
    """Run as a whole by whoever made it; all that is not said has a default. A draft is set up in
    peace: nobody is entered in it before it opens."""
    check_contacts(support_contact, safeguarding_contact)
    program = Program.objects.create(
        name=name.strip(),
        slug=free_slug(Program, name, fallback="program"),
        state=Program.State.DRAFT if draft else Program.State.OPEN,
        zone=zone,
        support_contact=support_contact,
        safeguarding_contact=safeguarding_contact,
        mentor_word=mentor_word.strip(),
        mentee_word=mentee_word.strip(),
        created_at=now,
    )
    Coordinator.objects.create(program=program, user=by)
    record(by=by, verb="program.create", about=program, scope=program.scope, now=now)
    return program


def check_contacts(support: str, safeguarding: str) -> None:
    if support and support.lower() == safeguarding.lower():
        raise DomainError(
            _(
                "The person told of a concern has to be somebody else than the one who helps with "
                "the program. Please give two addresses."
            )
        )


def check_open(program: Program) -> None:
    """Nobody outside hears of a draft, and nothing changes any more in what is archived."""
    if program.state == Program.State.DRAFT:
        raise DomainError(
            _("This program is a draft, and nobody hears of it yet. Open the program first.")
        )
    check_living(program)


def check_living(program: Program) -> None:
    if program.is_archived:
        raise DomainError(_("This program is archived and stays as it is. Reopen it to go on."))


def check_goes_on(cohort: Cohort) -> None:
    """What people said is kept as it was when their round ended."""
    if not cohort.may_change:
        raise DomainError(_("This round is over, so nothing of it changes any more."))


def check_pairs(cohort: Cohort) -> None:
    """Whether anything about who is paired with whom may change in it."""
    check_living(cohort.program)
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed, so nobody can be paired in it any more."))


@transaction.atomic
def create_cohort(
    *,
    program: Program,
    by: User | None,
    now: datetime,
    name: str,
    starts_on: date,
    ends_on: date,
    zone: str,
    every: str = Cohort.Every.WEEKLY,
    weekday: int = Cohort.Weekday.THURSDAY,
    nth: int | None = None,
    at: time = time(16),
    default_capacity: int = 1,
    pairs: str = Cohort.Pairs.MENTORS,
) -> Cohort:
    """`nth` (1..4, -1 for the last) counts for a monthly rhythm only."""
    _check_cohort(program, name.strip(), starts_on, ends_on)
    check_rhythm(program, every)
    cohort = Cohort.objects.create(
        program=program,
        name=name.strip(),
        slug=free_slug(Cohort, f"{program.slug}-{name}", fallback=f"{program.slug}-cohort"),
        starts_on=starts_on,
        ends_on=ends_on,
        zone=zone,
        every=every,
        weekday=weekday,
        nth=(nth or 1) if every == Cohort.Every.MONTHLY else None,
        at=at,
        default_capacity=default_capacity,
        pairs=pairs,
        created_at=now,
    )
    record(by=by, verb="cohort.create", about=cohort, scope=cohort.scope, now=now)
    return cohort


def _check_cohort(program: Program, name: str, starts_on: date, ends_on: date) -> None:
    if program.is_archived:
        raise DomainError(_("This program is archived. Open a new program for a new cohort."))
    if ends_on <= starts_on:
        raise DomainError(_("The last day has to come after the first day."))
    if program.cohorts.filter(name=name).exists():
        raise DomainError(_("This program already has a cohort of that name. Choose another."))


def check_rhythm(program: Program, every: str) -> None:
    if every not in program.rhythms:
        raise DomainError(_("This program does not offer that rhythm. Choose one of its menu."))


def advance_cohort(cohort: Cohort, to: str) -> None:
    """Moves on as things happen; never back. Called inside the transaction of the deed."""
    if ORDER.index(cohort.state) < ORDER.index(to):
        cohort.state = to
        cohort.save(update_fields=["state"])


def free_slug(model: type[Model], name: str, *, fallback: str) -> str:
    """A name in Latin letters for the address; other scripts get the fallback and a number."""
    base = slugify(name)[: SLUG_CHARS - 6].strip("-") or fallback[: SLUG_CHARS - 6]
    taken = {
        *RESERVED,
        *model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True),
    }
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
