"""The people of a cohort as its coordinators list them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from mentorship.models import Cohort, Enrollment, Pairing, PairingMember

from .paging import KeyPage, page_by_key


def people_page(
    cohort: Cohort,
    *,
    search: str = "",
    role: str = "",
    state: str = "",
    after: int | None = None,
    before: int | None = None,
) -> KeyPage:
    people = Enrollment.objects.in_cohort(cohort).named_like(search)
    people = people.in_role(role).in_state(state)
    return page_by_key(people, after=after, before=before, rows=with_pairings)


def with_pairings(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Each with the person, and with the pairings they are in and whom with."""
    members = PairingMember.objects.select_related("enrollment__user")
    memberships = (
        PairingMember.objects.exclude(pairing__state=Pairing.State.CLOSED)
        .select_related("pairing")
        .prefetch_related(Prefetch("pairing__members", members))
    )
    return enrollments.select_related("user").prefetch_related(
        Prefetch("memberships", memberships, to_attr="current")
    )


def person_of(place: Enrollment) -> Enrollment:
    """One of them, as the list has them: with `current`, the pairings that have not ended."""
    return with_pairings(Enrollment.objects.filter(pk=place.pk)).get()
