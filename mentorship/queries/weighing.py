"""What counts in a cohort's matching, and what other weights would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Question

from .answers import some_answered
from .criteria import CRITERIA, listed, quoted
from .matchmaking import NO_CRITERIA, engine, living
from .paging import KeyPage, slice_by_key
from .peers import LEVELS_APART
from .questions import default_questions

COMPARE = "mentorship.compare_weights"  # the kind of the job
# Criteria that may rule a pair out. The others know no clear no, or are nobody's business.
HARD = (
    "skills",
    "availability",
    "level",
    "interests",
    "zone",
    "location",
    "department",
    "language",
)
GRADED = ("skills", "availability", "level", "interests", "zone")  # more and less, not yes and no
GRADED_WAYS = ("overlap", "near", "at_least")
ASKED = ("identity", "wishes")
# Where answers come from a file though nobody is asked: the entries that criteria read.
ENTRIES = {
    "skills": ("skills_wanted", "skills_offered"),
    "goal_text": ("goals", "bio"),
    "style": ("style_choices", "style", "communication", "accountability_style"),
    "availability": ("availability_hours",),
    "level": ("level_rank",),
    "interests": ("interests",),
    "location": ("location",),
    "department": ("department",),
    "identity": ("identity",),
    "wishes": ("ranked_wishes",),
    "language": ("languages",),
}


@dataclass(frozen=True)
class Weighed:
    """A criterion as the page of weights shows it."""

    key: str
    name: str
    default: int = 0
    asked: int = 0
    compare: str = ""
    answered: bool = True
    """Whether people of this cohort are asked about it, or have said something."""

    @property
    def may_be_hard(self) -> bool:
        return self.key in HARD or (bool(self.compare) and self.compare != "words")

    @property
    def is_graded(self) -> bool:
        return self.key in GRADED or self.compare in GRADED_WAYS


def criteria_of(cohort: Cohort) -> list[Weighed]:
    """Ours, then questions of the cohort's own that may count."""
    questions = list(Question.objects.in_cohort(cohort).asked()) or default_questions(cohort)
    asked = {question.criterion for question in questions} | {"zone"}
    rest = {key: entries for key, entries in ENTRIES.items() if key not in asked}
    asked |= some_answered(cohort, rest)
    ours = [
        Weighed(each.key, str(CRITERIA[each.key]), each.weight, each.asked, "", each.key in asked)
        for each in engine().DEFAULT_CRITERIA
    ]
    own = [Weighed(q.entry, quoted(q.label), compare=q.compare) for q in questions if q.compare]
    return ours + own


def default_weights() -> dict[str, int]:
    return {each.key: each.weight for each in engine().DEFAULT_CRITERIA}


def default_hard_rules() -> list[str]:
    return [each.key for each in engine().DEFAULT_CRITERIA if each.hard] + [*NO_CRITERIA]


def default_measures() -> dict[str, Any]:
    """What criteria measure against unless a cohort says otherwise."""
    rules = engine().Rules()
    return {
        "enough_hours": rules.enough_hours,
        "level_gap": list(rules.level_gap),
        "peer_gap": LEVELS_APART,
        "stickiness": rules.stickiness,
        "asked": {each.key: each.asked for each in rules.criteria if each.asked},
        "at_least": {},
    }


def weights_now(cohort: Cohort, keys: Iterable[str] | None = None) -> dict[str, int]:
    """Every criterion's weight; one that is not stored weighs nothing. `keys`: those there are,
    ours where None."""
    known = list(engine().CRITERIA if keys is None else keys)
    weights = living(cohort.weights, known) or default_weights()
    return {key: weights.get(key, 0) for key in known}


def hard_rules_now(cohort: Cohort) -> list[str]:
    return default_hard_rules() if cohort.hard_rules is None else list(cohort.hard_rules)


def measures_now(cohort: Cohort) -> dict[str, Any]:
    ours = default_measures()
    return ours | cohort.measures | {"asked": ours["asked"] | cohort.measures.get("asked", {})}


@dataclass(frozen=True)
class Moved:
    """A mentee or a partner, and with whom before and after; None or "" is nobody."""

    mentee: User
    before: User | str | None
    after: User | str | None


def moved_page(result: Mapping[str, Any], after: int | None) -> KeyPage:
    """One query for the people of one page, however many pairs would change."""
    page = slice_by_key(list(result.get("moved", [])), after=after or 0)
    people = _people(pk for told in page.items for ids in told for pk in _ids(ids) if pk)
    rows = [
        Moved(people[mentee], _who(people, old), _who(people, new))
        for mentee, old, new in page.items
        if mentee in people
    ]
    return KeyPage(rows, page.after, page.before)


def _ids(told: int | list[int]) -> list[int]:
    return told if isinstance(told, list) else [told]


def _who(people: Mapping[int, User], told: int | list[int]) -> User | str | None:
    """Partners may be two."""
    if isinstance(told, list):
        return listed([str(people[pk]) for pk in told if pk in people])
    return people.get(told)


def _people(ids: Iterable[int]) -> dict[int, User]:
    places = Enrollment.objects.filter(pk__in=set(ids)).select_related("user")
    return {place.pk: place.user for place in places}
