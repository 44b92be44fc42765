"""Who runs a program, and which part of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Cohort, Coordinator, Program

from .criteria import listed


@dataclass
class Post:
    """One person; no cohorts means the whole program."""

    person: User
    cohorts: list[Cohort] = field(default_factory=list)

    @property
    def what(self) -> str:
        if not self.cohorts:
            return _("the whole program")
        return listed([cohort.name for cohort in self.cohorts])


def posts_of(program: Program) -> list[Post]:
    """Those who run all of it first. One query."""
    rows = Coordinator.objects.of_program(program).select_related("user", "cohort")
    found: dict[int, Post] = {}
    for row in rows.order_by("user__name", "user__email", "cohort__starts_on", "pk"):
        post = found.setdefault(row.user_id, Post(row.user))
        if row.cohort is not None:
            post.cohorts.append(row.cohort)
    return sorted(found.values(), key=lambda post: bool(post.cohorts))


def post_of(program: Program, person: User) -> Post:
    rows = Coordinator.objects.of_program(program).held_by(person).select_related("cohort")
    return Post(person, [row.cohort for row in rows if row.cohort is not None])


def posts_in_words(program: Program, person: User) -> str:
    return post_of(program, person).what
