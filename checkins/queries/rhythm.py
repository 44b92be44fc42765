"""A coordinator's page: dates and counts per pairing, nobody's words. Of goals and promises only how
many people have some, taken together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from checkins.models import CheckIn
from goals.queries.together import Together, together
from mentorship.models import Agreement, Cohort, Pairing, PairingMember
from mentorship.queries.paging import page_by_key

PER_PAGE = 30


@dataclass(frozen=True)
class RhythmRow:
    pairing: Pairing
    people: list[User]
    signed: bool
    held: int = 0
    planned: int = 0
    skipped: int = 0
    last_on: date | None = None
    next_on: date | None = None


@dataclass(frozen=True)
class RhythmPage:
    rows: list[RhythmRow]
    after: int | None
    before: int | None
    together: Together


def rhythm_page(
    user: User,
    cohort: Cohort,
    now: datetime,
    *,
    after: int | None = None,
    before: int | None = None,
) -> RhythmPage:
    """A page of the pairings that the user oversees; their own is not among them."""
    pairings = Pairing.objects.overseen_by(user).in_cohort(cohort).published()
    page = page_by_key(
        pairings,
        after=after,
        before=before,
        rows=lambda rows: _with_facts(rows, now),
        size=PER_PAGE,
    )
    monday = user.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    monday -= timedelta(days=monday.weekday())
    return RhythmPage(
        [_row(pairing) for pairing in page.items],
        page.after,
        page.before,
        together(pairings, monday),
    )


def _with_facts(pairings: QuerySet[Pairing], now: datetime) -> QuerySet[Pairing]:
    """For the rows of one page: people and whether they signed, and their check-ins counted."""
    people = PairingMember.objects.select_related("enrollment__user")
    signed = Agreement.objects.filter(pairing=OuterRef("pk"), state=Agreement.State.SIGNED)
    held = Q(check_ins__state=CheckIn.State.HELD)
    ahead = Q(check_ins__state=CheckIn.State.PLANNED, check_ins__starts_at__gt=now)
    skipped = Q(check_ins__state=CheckIn.State.DID_NOT_HAPPEN)
    return pairings.prefetch_related(Prefetch("members", queryset=people)).annotate(
        is_signed=Exists(signed),
        held=Count("check_ins", filter=held),
        planned=Count("check_ins", filter=ahead),
        skipped=Count("check_ins", filter=skipped),
        last_on=Max("check_ins__local_on", filter=held),
        next_on=Min("check_ins__local_on", filter=ahead),
    )


def _row(pairing: Any) -> RhythmRow:
    return RhythmRow(
        pairing=pairing,
        people=[member.enrollment.user for member in pairing.members.all()],
        signed=pairing.is_signed,
        held=pairing.held,
        planned=pairing.planned,
        skipped=pairing.skipped,
        last_on=pairing.last_on,
        next_on=pairing.next_on,
    )
