"""Who may: the peers of a cohort, for those who put them together."""

from __future__ import annotations

from django.http import Http404

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing

from .places import found, get_draft_pairing


def get_peer(user: User, slug: str, pk: int) -> Enrollment:
    """A partner's place in a cohort that the user runs. Their own too: somebody places them."""
    places = Enrollment.objects.peers().filter(cohort__in=Cohort.objects.run_by(user))
    places = places.select_related("user", "cohort__program")
    return found(places, cohort__slug=slug, pk=pk)


def get_draft_of_mentors(user: User, pk: int) -> Pairing:
    """A draft whose mentor may be swapped; a group of partners has none."""
    draft = get_draft_pairing(user, pk)
    if draft.is_of_peers:
        raise Http404
    return draft
