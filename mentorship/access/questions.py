"""Doors to a cohort's questions, and to people's answers."""

from __future__ import annotations

from accounts.models import User
from mentorship.models import Cohort, Coordinator, Enrollment, Question
from mentorship.models.enrollments import OPEN_STATES

from .places import found


def get_question(user: User, slug: str, pk: int) -> Question:
    """Of the cohort in the address, for those who run it."""
    questions = Question.objects.filter(cohort__in=Cohort.objects.run_by(user))
    return found(questions.select_related("cohort__program"), cohort__slug=slug, pk=pk)


def question_actions(user: User, cohort: Cohort) -> frozenset[str]:
    """For whoever got the cohort through its door."""
    if not cohort.may_change:
        return frozenset()
    return frozenset(
        {"start_questions", "add_question", "edit_question", "remove_question"}
        | {"move_question", "restore_question", "copy_questions"}
    )


def get_own_place(user: User, pk: int) -> Enrollment:
    """One's own, whatever became of it: what one said stays readable."""
    places = Enrollment.objects.of(user).select_related("cohort__program", "user")
    return found(places, pk=pk)


def get_run_place(user: User, slug: str, pk: int) -> Enrollment:
    """Of the cohort in the address, for those who run it."""
    places = Enrollment.objects.filter(cohort__in=Cohort.objects.run_by(user))
    return found(places.select_related("cohort__program", "user"), cohort__slug=slug, pk=pk)


def own_place_actions(place: Enrollment) -> frozenset[str]:
    """What its owner may do with it."""
    is_open = place.state in OPEN_STATES and place.cohort.may_change
    return frozenset({"edit_answers"}) if is_open else frozenset()


def readers_of_places(places: list[Enrollment]) -> dict[int, list[User]]:
    """Who can read the answers of each place, by its id: `enrollment_readers` in one query."""
    programs = {place.cohort.program_id for place in places}
    posts = Coordinator.objects.filter(program__in=programs, user__is_active=True)
    rows = list(posts.select_related("user").order_by("user"))
    found = {}
    for place in places:
        here = (p for p in rows if p.program_id == place.cohort.program_id)
        run_by = [post.user for post in here if post.cohort_id in (None, place.cohort_id)]
        found[place.pk] = list(dict.fromkeys([place.user, *run_by]))
    return found
