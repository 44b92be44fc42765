"""When people are free: for their own page, and to look for times that suit all of a pairing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.clock import local_date
from accounts.models import AwayPeriod, User
from checkins.common_times import Person, Span, Wall, good_times, is_in_night, usual_hours
from checkins.models import CheckIn, FreeException, FreeWeek
from mentorship.cadence import instant_of
from mentorship.models import Break, Enrollment, Pairing

DAY = timedelta(days=1)
AHEAD = timedelta(days=21)
NOTICE = timedelta(hours=20)  # nobody is offered a time that is nearly now
LONGEST = timedelta(hours=6)  # of what is planned and may still be going on
OFFERED = 6
OWN, APPLIED, USUAL = "own", "applied", "usual"


@dataclass(frozen=True)
class Week:
    hours: frozenset[int]
    source: str
    """What it comes from: said for check-ins, when applying, or nowhere."""


def weeks_of(people: Collection[User]) -> dict[int, Week]:
    """By person. What was said for check-ins counts as it is; what was said elsewhere only on
    working days."""
    own = dict(FreeWeek.objects.filter(person__in=people).values_list("person", "hours"))
    said = _said_applying([person for person in people if person.pk not in own])
    return {person.pk: _week(person, own.get(person.pk), said) for person in people}


def _week(person: User, own: list[int] | None, said: dict[int, list[int]]) -> Week:
    if own is not None:
        return Week(frozenset(own), OWN)
    hours = said.get(person.pk, [])
    return Week(usual_hours(hours, person.working_days), APPLIED if hours else USUAL)


def _said_applying(people: Collection[User]) -> dict[int, list[int]]:
    """In the newest place in which they said something about it."""
    if not people:
        return {}
    rows = Enrollment.objects.filter(user__in=people).order_by("id")
    found: dict[int, list[int]] = {}
    for person, hours in rows.values_list("user", "answers__availability_hours"):
        if isinstance(hours, list) and (good := [hour for hour in hours if isinstance(hour, int)]):
            found[person] = good
    return found


def exceptions_of(user: User, now: datetime) -> QuerySet[FreeException]:
    return FreeException.objects.of(user).from_day(user.local_date(now))


# -- Times that suit all of a pairing ------------------------------------------------------------


def times_for_all(
    user: User, pairing: Pairing, now: datetime, *, minutes: int, moved: CheckIn | None = None
) -> list[datetime]:
    """The best first; days are the reader's. What is to be moved stands in nobody's way. The
    pairing comes with its people."""
    latest = now + AHEAD
    people = [member.person for member in pairing.members.all()]
    people.sort(key=lambda person: person.pk != user.pk)
    planned = _planned(people, now, latest, but=moved)
    taken = {row.local_on for row in planned if row.pairing_id == pairing.pk}
    found = good_times(
        _with_facts(people, planned, now, latest),
        earliest=now + NOTICE,
        latest=latest,
        minutes=minutes,
        usual=_usual(user, pairing, now),
    )
    rests = list(Break.objects.of_cohort(pairing.cohort).until_after(now.date() - DAY))
    good = (start for start in found if _fits(pairing, start, taken, rests))
    return list(islice(good, OFFERED))


def _usual(user: User, pairing: Pairing, now: datetime) -> time:
    """The pairing's hour, on the reader's wall."""
    today = local_date(now, pairing.zone)
    return user.local(instant_of(today, pairing.at, ZoneInfo(pairing.zone))).time()


def _fits(pairing: Pairing, start: datetime, taken: set[date], rests: list[Break]) -> bool:
    """A pairing meets once a day, not while its program rests, and not after its last day."""
    day = local_date(start, pairing.zone)
    if any(rest.covers(day) for rest in rests):
        return False
    return day not in taken and (pairing.ends_on is None or day <= pairing.ends_on)


def woken_by(pairing: Pairing, starts_at: datetime, minutes: int) -> list[User]:
    """Its people in whose quiet hours such a meeting would lie. What they have agreed to meet at
    anyway wakes nobody."""
    if starts_at.astimezone(ZoneInfo(pairing.zone)).time() == pairing.at:
        return []
    people = [member.person for member in pairing.members.all()]
    return [one for one in people if is_in_night(_at_night(one), starts_at, minutes)]


def _at_night(person: User) -> Person:
    return Person(
        zone=person.zone,
        hours=frozenset(),
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )


def _planned(
    people: list[User], now: datetime, latest: datetime, but: CheckIn | None
) -> list[CheckIn]:
    rows = CheckIn.objects.planned().filter(
        starts_at__gt=now - LONGEST,
        starts_at__lt=latest,
        pairing__state=Pairing.State.ACTIVE,
        pairing__members__enrollment__user__in=people,
    )
    rows = rows.exclude(pk=but.pk) if but else rows
    return list(rows.distinct().prefetch_related("pairing__members__enrollment"))


def _with_facts(
    people: list[User], planned: list[CheckIn], now: datetime, latest: datetime
) -> list[Person]:
    weeks, busy = weeks_of(people), _busy(planned)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in AwayPeriod.objects.filter(person__in=people, until_on__gte=now.date() - DAY):
        away[row.person_id].append((row.from_on, row.until_on))
    extra, blocked = defaultdict(list), defaultdict(list)
    between = (now.date() - DAY, latest.date() + DAY)
    for exception in FreeException.objects.filter(person__in=people, day__range=between):
        kind = extra if exception.is_free else blocked
        wall = Wall(exception.day, exception.begins, exception.until)
        kind[exception.person_id].append(wall)
    return [
        Person(
            zone=person.zone,
            hours=weeks[person.pk].hours,
            quiet_from=person.quiet_from,
            quiet_until=person.quiet_until,
            away=tuple(away[person.pk]),
            extra=tuple(extra[person.pk]),
            blocked=tuple(blocked[person.pk]),
            busy=tuple(busy[person.pk]),
        )
        for person in people
    ]


def _busy(planned: list[CheckIn]) -> dict[int, list[Span]]:
    busy: dict[int, list[Span]] = defaultdict(list)
    for check_in in planned:
        for member in check_in.pairing.members.all():
            busy[member.enrollment.user_id].append((check_in.starts_at, check_in.ends_at))
    return busy
