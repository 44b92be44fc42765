"""A coordinator's page: dates and counts per pairing. Nobody's words, no goals, no promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from checkins.models import CheckIn
from mentorship.models import Agreement, Cohort, Pairing, PairingMember
from mentorship.queries.paging import KeyPage, page_by_key

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
    page = page_by_key(pairings, after=after, before=before, rows=_with_facts, size=PER_PAGE)
    return RhythmPage(_rows(page, now), page.after, page.before)


def _with_facts(pairings: QuerySet[Pairing]) -> QuerySet[Pairing]:
    people = PairingMember.objects.select_related("enrollment__user")
    signed = Agreement.objects.filter(pairing=OuterRef("pk"), state=Agreement.State.SIGNED)
    return pairings.prefetch_related(Prefetch("members", queryset=people)).annotate(
        is_signed=Exists(signed)
    )


def _rows(page: KeyPage, now: datetime) -> list[RhythmRow]:
    counts = {row["pairing"]: row for row in _counts([item.pk for item in page.items], now)}
    return [
        RhythmRow(
            pairing=pairing,
            people=[member.enrollment.user for member in pairing.members.all()],
            signed=pairing.is_signed,
            **{key: value for key, value in counts.get(pairing.pk, {}).items() if key != "pairing"},
        )
        for pairing in page.items
    ]


def _counts(pairings: list[int], now: datetime) -> QuerySet[CheckIn, dict[str, object]]:
    held = Q(state=CheckIn.State.HELD)
    ahead = Q(state=CheckIn.State.PLANNED, starts_at__gt=now)
    rows = CheckIn.objects.filter(pairing__in=pairings).order_by().values("pairing")
    return rows.annotate(
        held=Count("pk", filter=held),
        planned=Count("pk", filter=ahead),
        skipped=Count("pk", filter=Q(state=CheckIn.State.DID_NOT_HAPPEN)),
        last_on=Max("local_on", filter=held),
        next_on=Min("local_on", filter=ahead),
    )
