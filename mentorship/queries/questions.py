"""What a cohort asks, and what we ask where a cohort has no questions of its own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentorship import roster
from mentorship.models import Cohort, Question

Kind = Question.Kind
# As people write their own language, so not translated.
LANGUAGES = ["English", "Deutsch", "Français", "Español", "Português", "Italiano", "Polski"]
LANGUAGES += ["Türkçe", "العربية", "हिन्दी", "中文"]


def questions_for(cohort: Cohort, role: str) -> list[Question]:
    """What somebody in this role is asked, in order. A cohort that asks nothing of its own asks
    our set, as rows that are not stored."""
    own = list(Question.objects.in_cohort(cohort).asked())
    questions = own or default_questions(cohort)
    return [question for question in questions if role in question.audience]


def default_questions(cohort: Cohort) -> list[Question]:
    """Seven for each role, five minutes on a phone: chips first, little to write."""
    return [
        Question(cohort=cohort, position=place, key=facts["kind"], **facts)
        for place, facts in enumerate([*_about_skills(), *_about_them(), *_about_working()])
    ]


def _about_skills() -> list[dict[str, Any]]:
    return [
        {
            "kind": Kind.SKILLS_WANTED,
            "for_mentors": False,
            "label": _("What would you like to get better at?"),
            "help": _("Choose as many as fit; two or three that matter are enough."),
            "options": default_skills(),
            "required": True,
        },
        {
            "kind": Kind.SKILLS_OFFERED,
            "for_mentees": False,
            "label": _("What can you help somebody with?"),
            "help": _("What people come to you for already is a good start."),
            "options": default_skills(),
            "required": True,
        },
        {
            "kind": Kind.GOALS,
            "for_mentors": False,
            "label": _("What should be different for you when this is over?"),
            "help": _("One or two sentences. You can change them at any time."),
        },
    ]


def _about_them() -> list[dict[str, Any]]:
    return [
        {
            "kind": Kind.BIO,
            "for_mentees": False,
            "for_peers": False,
            "label": _("What would you like to say about yourself?"),
            "help": _("Two sentences: what you do, and what you have learned the hard way."),
        },
        {
            "kind": Kind.LEVEL,
            "for_peers": False,
            "label": _("How far along are you in your working life?"),
            "options": default_levels(),
        },
        {
            "kind": Kind.INTERESTS,
            "label": _("What do you like beside work?"),
            "options": default_interests(),
        },
    ]


def _about_working() -> list[dict[str, Any]]:
    return [
        {
            "kind": Kind.LANGUAGES,
            "label": _("In which languages would you be glad to talk?"),
            "options": LANGUAGES,
        },
        {
            "kind": Kind.ACCOUNTABILITY_STYLE,
            "label": _("How do you like to be held to things?"),
        },
        {
            "kind": Kind.AVAILABILITY,
            "label": _("When in the week could you talk?"),
            "help": _("Tick all that could work; an hour is found later."),
        },
    ]


def default_skills() -> list[str]:
    return [
        _("Leading a team"),
        _("Giving feedback"),
        _("Speaking in front of people"),
        _("Difficult conversations"),
        _("Managing time"),
        _("Planning a career"),
        _("Negotiating"),
        _("Strategy"),
        _("Working with data"),
        _("Writing"),
    ]


def default_levels() -> list[str]:
    """Six steps, evenly over the ladder of twelve that rosters are read with."""
    return [
        _("Just started"),
        _("Know my way around"),
        _("Experienced"),
        _("Lead a team"),
        _("Lead several teams"),
        _("Lead the whole"),
    ]


def default_interests() -> list[str]:
    return [
        _("Sports"),
        _("Music"),
        _("Reading"),
        _("Cooking"),
        _("Travelling"),
        _("Nature"),
        _("Games"),
        _("Making things"),
        _("Film and theatre"),
        _("Volunteering"),
    ]


def asked_in_files(cohort: Cohort, role: str = "") -> tuple[roster.Asked, ...]:
    """The cohort's own questions, as rosters are read with them; of one role, or of all."""
    own = Question.objects.in_cohort(cohort).asked()
    return tuple(
        roster.Asked(
            each.entry, each.label, each.kind, tuple(map(str, each.options)), each.audience
        )
        for each in own
        if not role or role in each.audience
    )


# -- For those who build them --------------------------------------------------------------


def kinds_to_add(cohort: Cohort) -> tuple[list[Kind], list[Kind]]:
    """Those that matching understands and that are not asked yet; and the free ones."""
    own = list(Question.objects.in_cohort(cohort)) or default_questions(cohort)
    taken = {question.key for question in own}
    known = [kind for kind in Kind if kind not in Question.FREE and kind not in taken]
    return known, list(Question.FREE)


def sources_for(cohort: Cohort, run_by_reader: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Other cohorts that the reader runs and that ask questions of their own."""
    asking = Question.objects.asked().values("cohort")
    found = run_by_reader.filter(pk__in=asking).exclude(pk=cohort.pk)
    return found.select_related("program")
