"""Doors of the workbench: for those who run the cohort."""

from __future__ import annotations

from accounts.models import User
from mentorship.models import Cohort, Enrollment, ForbiddenPair, MatchingRun

from .places import found


def get_forbidden_pair(user: User, slug: str, pk: int) -> ForbiddenPair:
    pairs = ForbiddenPair.objects.filter(cohort__in=Cohort.objects.run_by(user))
    return found(pairs.select_related("cohort__program"), cohort__slug=slug, pk=pk)


def get_mentee_to_place(user: User, slug: str, pk: int) -> Enrollment:
    """A mentee's place in a cohort that the user runs. Not their own: what keeps somebody from
    being paired with them may be another one's secret."""
    places = Enrollment.objects.filter(cohort__in=Cohort.objects.run_by(user)).mentees()
    places = places.exclude(user=user).select_related("user", "cohort__program")
    return found(places, cohort__slug=slug, pk=pk)


def get_matching_run(user: User, slug: str, pk: int) -> MatchingRun:
    runs = MatchingRun.objects.filter(cohort__in=Cohort.objects.run_by(user)).finished()
    runs = runs.select_related("cohort__program", "by")
    return found(runs, cohort__slug=slug, pk=pk)
