"""What is missing before a cohort's pairs should be published, and where to see to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.models import Cohort, Program

from .programs import CohortFacts, hears_concerns_of_own

PROGRAM, DATES, PEOPLE = "edit_program", "edit_cohort", "people"
NOT_YET = (Cohort.State.PLANNED, Cohort.State.RECRUITING, Cohort.State.MATCHING)


@dataclass(frozen=True)
class Missing:
    """One thing to see to, and the page for it: «edit_program», «edit_cohort» or «people»."""

    sentence: str
    page: str


def missing(cohort: Cohort, facts: CohortFacts, today: date) -> list[Missing]:
    """Empty once everything is in place, and once nothing waits to be published."""
    if cohort.state not in NOT_YET and not facts.drafts:
        return []
    return [*_contacts(cohort.program), *_dates(cohort, today), *_people(facts)]


def _contacts(program: Program) -> Iterator[Missing]:
    if not program.support_contact:
        yield Missing(_("Nobody is named whom people may ask for help."), PROGRAM)
    if not program.safeguarding_contact:
        yield Missing(_("Nobody is named who is told of a concern."), PROGRAM)
    elif hears_concerns_of_own(program):
        yield Missing(_("Concerns reach somebody who runs the program."), PROGRAM)


def _dates(cohort: Cohort, today: date) -> Iterator[Missing]:
    if cohort.is_over(today):
        yield Missing(_("The last day has passed."), DATES)
    elif cohort.starts_on < today and cohort.state in NOT_YET:
        yield Missing(_("The first day has passed; pairs begin when you publish them."), DATES)


def _people(facts: CohortFacts) -> Iterator[Missing]:
    if facts.has_both_sides and facts.seats < facts.mentees:
        short = facts.mentees - facts.seats
        told = ngettext(
            "One seat is missing for everybody to have somebody.",
            "%(count)s seats are missing for everybody to have somebody.",
            short,
        )
        yield Missing(told % {"count": short}, PEOPLE)
    if facts.invited:
        told = ngettext(
            "One person has not answered the invitation; their pair waits for it.",
            "%(count)s people have not answered their invitation; their pairs wait for it.",
            facts.invited,
        )
        yield Missing(told % {"count": facts.invited}, PEOPLE)
