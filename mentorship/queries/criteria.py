"""What counts between two people, by name, and the small things that every sentence about it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.models import Cohort, Question

Part = Mapping[str, Any]  # as stored by matching.Reason.as_json()
GOOD = 60  # points from which a criterion counts as a reason
SHOWN = 4

CRITERIA = {
    "skills": gettext_lazy("skills looked for and offered"),
    "goal_text": gettext_lazy("same words in goals and about themselves"),
    "style": gettext_lazy("ways of working"),
    "availability": gettext_lazy("time in common"),
    "level": gettext_lazy("difference in level"),
    "interests": gettext_lazy("interests"),
    "zone": gettext_lazy("time zones"),
    "location": gettext_lazy("place"),
    "department": gettext_lazy("another department"),
    "identity": gettext_lazy("identity, where somebody asked for it"),
    "wishes": gettext_lazy("wishes for each other"),
    "language": gettext_lazy("language in common"),
}


def criterion_names(cohort: Cohort) -> dict[str, str]:
    """Every criterion that may count in this cohort, and how it is called there."""
    return names_with(Question.objects.in_cohort(cohort).comparing())


def names_with(own: Iterable[Question]) -> dict[str, str]:
    """Ours, and these questions of the cohort's own."""
    ours = {key: str(name) for key, name in CRITERIA.items()}
    return ours | {question.entry: quoted(question.label) for question in own}


def quoted(label: str) -> str:
    """A question of a cohort's own inside a sentence."""
    return _("“%(question)s”") % {"question": label}


def criterion_name(part: Part) -> str:
    """Also of a question that is asked no more, as it was called then."""
    if part.get("label"):
        return quoted(part["label"])
    return str(CRITERIA.get(part["criterion"], part["criterion"]))


def strength(part: Part) -> tuple[int, str]:
    return -int(part["part"]), str(part["criterion"])


def listed(things: list[str] | tuple[str, ...], most: int | None = SHOWN) -> str:
    """“a”, “a and b”, “a, b and c”; a long list stops."""
    shown = [str(thing) for thing in things[:most]]
    if len(shown) < 2:
        return "".join(shown)
    told = {"first": ", ".join(shown[:-1]), "last": shown[-1]}
    return _("%(first)s and %(last)s") % told
