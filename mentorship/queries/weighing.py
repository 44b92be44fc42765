"""What counts in a cohort's matching, and what other weights would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from mentorship.models import Cohort, Enrollment

from .matchmaking import PAST_PARTNER, engine
from .paging import KeyPage, slice_by_key

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


def default_weights() -> dict[str, int]:
    return {each.key: each.weight for each in engine().DEFAULT_CRITERIA}


def default_hard_rules() -> list[str]:
    return [each.key for each in engine().DEFAULT_CRITERIA if each.hard] + [PAST_PARTNER]


def weights_now(cohort: Cohort) -> dict[str, int]:
    """Every criterion's weight; one that is not stored weighs nothing."""
    if not cohort.weights:
        return default_weights()
    return {key: cohort.weights.get(key, 0) for key in engine().CRITERIA}


def hard_rules_now(cohort: Cohort) -> list[str]:
    return default_hard_rules() if cohort.hard_rules is None else list(cohort.hard_rules)


def raised_by_asking() -> dict[str, int]:
    """Criteria that weigh this much for whoever asks for them, whatever the cohort says."""
    return {each.key: each.asked for each in engine().DEFAULT_CRITERIA if each.asked}


@dataclass(frozen=True)
class Moved:
    """A mentee, and with whom before and after; None is nobody."""

    mentee: User
    before: User | None
    after: User | None


def moved_page(result: Mapping[str, Any], after: int | None) -> KeyPage:
    """One query for the people of one page, however many pairs would change."""
    page = slice_by_key(list(result.get("moved", [])), after=after or 0)
    people = _people(pk for ids in page.items for pk in ids if pk)
    rows = [
        Moved(people[mentee], people.get(old), people.get(new))
        for mentee, old, new in page.items
        if mentee in people
    ]
    return KeyPage(rows, page.after, page.before)


def _people(ids: Iterable[int]) -> dict[int, User]:
    places = Enrollment.objects.filter(pk__in=set(ids)).select_related("user")
    return {place.pk: place.user for place in places}
