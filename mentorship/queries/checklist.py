"""What is missing before a cohort's pairs should be published, and where to see to it.

The same list twice: as sentences, and as the steps of setting up a program, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
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


@dataclass
class Step:
    """One step of setting up. Without `url` the reader may not do it, and `locked` says who can."""

    title: str
    done: bool
    missing: list[str] = field(default_factory=list)
    label: str = ""
    url: str = ""
    locked: str = ""
    is_next: bool = False


@dataclass(frozen=True)
class Setup:
    """Where a program stands: its cohort that has not begun, if there is one, and who is asking."""

    program: Program
    cohort: Cohort | None
    facts: CohortFacts | None
    may: frozenset[str]  # actions with the program and the cohort, together


def setup_steps(setup: Setup, today: date) -> list[Step]:
    """Words, dates, people, matching, publishing. Empty once everything is done."""
    left: list[Missing] = []
    if setup.cohort is not None and setup.facts is not None:
        left = [*_contacts(setup.program), *_dates(setup.cohort, today), *_people(setup.facts)]
    elif not setup.program.is_archived:
        left = list(_contacts(setup.program))
    steps = [_words(setup, left), _rhythm(setup, left), *_rest(setup, left)]
    for step in steps:
        if not step.done and step.url:
            step.is_next = True
            break
    return [] if all(step.done for step in steps) else steps


def _told(left: list[Missing], page: str) -> list[str]:
    return [each.sentence for each in left if each.page == page]


def _words(setup: Setup, left: list[Missing]) -> Step:
    told = _told(left, PROGRAM)
    step = Step(_("Words and contacts"), not told, told, _("Edit program"))
    if "edit_program" in setup.may:
        step.url = reverse("mentorship:edit_program", args=[setup.program.slug])
    else:
        step.locked = _("Whoever runs the whole program can change that.")
    return step


def _rhythm(setup: Setup, left: list[Missing]) -> Step:
    title = _("Dates and rhythm")
    if setup.cohort is None:
        step = Step(title, False, [_("A first and a last day for the first round.")])
        step.label = _("Create cohort")
        if "create_cohort" in setup.may:
            step.url = reverse("mentorship:create_cohort", args=[setup.program.slug])
        return step
    told = _told(left, DATES)
    step = Step(title, not told, told, _("Edit cohort"))
    if "edit_cohort" in setup.may:
        step.url = reverse("mentorship:edit_cohort", args=[setup.cohort.slug])
    return step


def _rest(setup: Setup, left: list[Missing]) -> Iterator[Step]:
    draft = setup.program.state == Program.State.DRAFT
    if draft:
        step = Step(_("Open the program"), False, [_("Until then nobody can be entered.")])
        step.label = _("Open program")
        if "open_program" in setup.may and setup.cohort is not None:
            step.url = reverse("mentorship:open_program", args=[setup.program.slug])
        yield step
    cohort, facts = setup.cohort, setup.facts
    if cohort is None or facts is None:
        yield Step(_("Questions"), False)
        yield Step(_("People"), False)
        yield Step(_("Matching"), False)
        yield Step(_("Look, change, publish"), False)
        return
    yield _questions(setup, cohort)
    yield _crowd(setup, cohort, facts, left)
    begun = facts.last_run is not None or bool(facts.drafts or facts.working)
    matching = Step(_("Matching"), begun, label=_("Weigh what counts"))
    if "weigh_cohort" in setup.may and facts.can_propose:
        matching.url = reverse("mentorship:weigh_cohort", args=[cohort.slug])
    yield matching
    publish = Step(_("Look, change, publish"), bool(facts.working) and not facts.drafts)
    publish.label = _("Open the workbench")
    if begun:
        publish.url = reverse("mentorship:workbench", args=[cohort.slug])
    yield publish


def _questions(setup: Setup, cohort: Cohort) -> Step:
    """Nothing is ever missing here: a cohort that builds none asks ours."""
    told = [_("Without questions of your own, people are asked ours.")]
    step = Step(_("Questions"), True, told, _("Look at the questions"))
    if "edit_cohort" in setup.may:
        step.url = reverse("mentorship:questions", args=[cohort.slug])
    return step


def _crowd(setup: Setup, cohort: Cohort, facts: CohortFacts, left: list[Missing]) -> Step:
    told = _told(left, PEOPLE)
    if not facts.can_propose and not cohort.pairs_mentors:
        told = [
            _("%(partners)s, at least two.") % {"partners": capfirst(setup.program.words.peers)}
        ]
    elif not facts.can_propose:
        words = setup.program.words
        sentence = _("%(mentees)s and %(mentors)s, at least one of each.")
        told = [sentence % {"mentees": capfirst(words.mentees), "mentors": words.mentors}]
    step = Step(_("People"), not told, told, _("See everybody"))
    if not facts.can_propose and "upload_roster" in setup.may:
        step.label = _("Upload roster")
        step.url = reverse("mentorship:upload_roster", args=[cohort.slug])
    elif facts.people:
        step.url = reverse("mentorship:people", args=[cohort.slug])
    return step
