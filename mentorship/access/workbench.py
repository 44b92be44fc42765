"""Doors of the workbench: for those who run the cohort."""

from __future__ import annotations

from accounts.models import User
from mentorship.models import Cohort, ForbiddenPair

from .places import _found


def get_forbidden_pair(user: User, slug: str, pk: int) -> ForbiddenPair:
    pairs = ForbiddenPair.objects.filter(cohort__in=Cohort.objects.run_by(user))
    return _found(pairs.select_related("cohort__program"), cohort__slug=slug, pk=pk)
