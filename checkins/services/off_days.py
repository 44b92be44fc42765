"""Days on which two people would have met, while one of them is away or their program rests.

What no calendar knows yet is not planned, and pages and mails say so. What calendars know already is
never canceled by us: its people are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db.models import F, Q

from accounts.clock import local_date
from accounts.models import AwayPeriod, User
from checkins.models import CheckIn, OffDay, Rhythm
from mentorship.cadence import Occurrence, occurrences
from mentorship.models import Break, Pairing

NEWS_FOR = timedelta(days=1)  # planning looks once a day without being told


@dataclass(frozen=True)
class Apart:
    """When the members of one pairing do not meet."""

    zone: str
    breaks: list[Break]
    away: list[AwayPeriod]

    def why(self, starts_at: datetime) -> tuple[User | None, str] | None:
        """Who is away then, or what the break is called. Each person's days are their own."""
        day = local_date(starts_at, self.zone)
        for rest in self.breaks:
            if rest.covers(day):
                return None, rest.name
        for period in self.away:
            if period.from_on <= period.person.local_date(starts_at) <= period.until_on:
                return period.person, ""
        return None


def apart_of(pairing: Pairing, now: datetime) -> Apart:
    since = now.date() - timedelta(days=1)
    people = pairing.members.values("enrollment__user")
    away = AwayPeriod.objects.filter(person__in=people, until_on__gte=since)
    breaks = Break.objects.of_cohort(pairing.cohort).until_after(since)
    return Apart(pairing.zone, list(breaks), list(away.select_related("person")))


def look_for_off_days(pairing: Pairing, due: list[Occurrence], now: datetime) -> set[date]:
    """Writes down which of the dates that are due, and which planned meetings, fall on such days.
    Returns the dates not to plan."""
    apart = apart_of(pairing, now)
    if not apart.breaks and not apart.away and not pairing.off_days.exists():
        return set()
    ahead = list(pairing.check_ins.ahead(now).select_for_update(of=("self",)))
    found = {row.on: row for row in _to_ask(pairing, apart, ahead)}
    known = set(pairing.check_ins.exclude(rule_on=None).values_list("rule_on", flat=True))
    taken = {row.local_on for row in ahead if row.pk is not None}
    skipped = set()
    for occurrence in due:
        on, why = occurrence.local_date, apart.why(occurrence.starts_at)
        if why is not None and on not in known | taken:
            found[on] = _off_day(pairing, on, occurrence.starts_at, why)
            skipped.add(on)
    asked = {row.check_in_id for row in found.values()}
    planned = [row.local_on for row in ahead if row.pk and row.pk not in asked]
    _write(pairing, found, _days_to_meet(pairing, apart, known, planned))
    return skipped


def _to_ask(pairing: Pairing, apart: Apart, ahead: list[CheckIn]) -> Iterator[OffDay]:
    """Meetings ahead that somebody has to say a word about. What nobody knows of is unplanned."""
    for check_in in ahead:
        why = None if check_in.kept else apart.why(check_in.starts_at)
        if why is None:
            continue
        if check_in.rule_on is not None and _is_untouched(check_in):
            check_in.delete()
        else:
            off = _off_day(pairing, check_in.local_on, check_in.starts_at, why)
            off.check_in = check_in
            yield off


def _is_untouched(check_in: CheckIn) -> bool:
    """It was never moved, no calendar knows it, and nobody has written anything for it."""
    if check_in.sequence:
        return False
    others = (rel for rel in CheckIn._meta.related_objects if rel.related_model is not OffDay)
    return not any(
        rel.related_model._base_manager.filter(**{rel.field.name: check_in}).exists()
        for rel in others
    )


def _off_day(
    pairing: Pairing, on: date, starts_at: datetime, why: tuple[User | None, str]
) -> OffDay:
    return OffDay(pairing=pairing, on=on, starts_at=starts_at, person=why[0], name=why[1])


def _write(pairing: Pairing, found: dict[date, OffDay], to_meet: list[date]) -> None:
    pairing.off_days.exclude(on__in=found).delete()
    for on, row in found.items():
        facts = {
            "starts_at": row.starts_at,
            "check_in": row.check_in,
            "person": row.person,
            "name": row.name,
            "next_on": min((day for day in to_meet if day > on), default=None),
        }
        OffDay.objects.update_or_create(pairing=pairing, on=on, defaults=facts)


def _days_to_meet(
    pairing: Pairing, apart: Apart, known: set[date], planned: Iterable[date]
) -> list[date]:
    """What is planned, and what the cadence brings beyond it."""
    assert pairing.starts_on is not None and pairing.ends_on is not None
    ends_on = pairing.ends_on
    series = occurrences(pairing.cadence, pairing.starts_on)
    within = takewhile(lambda occurrence: occurrence.local_date <= ends_on, series)
    free = (row.local_date for row in within if apart.why(row.starts_at) is None)
    return [*planned, *(day for day in free if day not in known)]


def heed_news(now: datetime) -> int:
    """Days away and breaks that were added since a pairing was looked at: it is looked at now."""
    since = now - NEWS_FOR
    news = Rhythm.objects.filter(look_again_at__gt=now)
    away = Q(
        pairing__members__enrollment__user__away_periods__added_at__gt=since,
        pairing__members__enrollment__user__away_periods__added_at__gte=F("looked_at"),
    )
    found = set(news.filter(away).values_list("pk", flat=True))
    for rest in Break.objects.filter(added_at__gt=since):
        cohort = (
            Q(pairing__cohort=rest.cohort_id)
            if rest.cohort_id
            else Q(pairing__cohort__program=rest.program_id)
        )
        found |= set(news.filter(cohort, looked_at__lte=rest.added_at).values_list("pk", flat=True))
    return Rhythm.objects.filter(pk__in=found).update(look_again_at=now) if found else 0
