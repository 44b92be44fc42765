"""What a mentor's page reads, for each mentee apart: rows as the database gave them, not yet made
into anything. `mentees.py` makes of them what is shown; where nothing changed, that is kept.

Six reads, however many mentees: each asks about all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, TruncDate

from accounts.models import User
from accounts.models.people import told_apart
from accounts.prepared import NOTHING, Raw, prepared
from checkins.models import CheckIn, CloseOut, Feedback, Report
from checkins.queries.standings import AT_A_GLANCE, newest_of
from goals.models import Ask, Commitment, Goal
from mentorship.context import reader_facts
from mentorship.models import Enrollment, PairingMember

# How it was, and what a reader answers to, each on a line of its own.
SAID_OF_A_WEEK = Concat(
    F("mood"),
    *(part for name in ("accomplished", "challenge", "wanted") for part in (Value("\n"), F(name))),
    output_field=TextField(),
)
LOOK_BACK = timedelta(days=92)
Rows = tuple[tuple[Any, ...], ...]


class Facts(NamedTuple):
    """All that a card about one person shows: a day and zone for whoever reads, a day for whom it is
    about, and rows."""

    zone: str
    today: date
    their_today: date
    called: str  # among all on the page
    member: Rows  # one
    check_ins: Rows
    goals: Rows
    entries: Rows
    promises: Rows
    mine: Rows  # promises of the reader's own
    waiting: Rows


@dataclass(frozen=True)
class Reading:
    """One per person whose mentor (or peer) the reader is, in pairings that work; and what makes
    rows into what they stand for."""

    user: User
    now: datetime
    own: list[PairingMember]
    people: list[Facts]
    places: Raw
    check_ins: Raw
    goals: Raw
    entries: Raw
    promises: Raw
    waiting: Raw


def read_review(user: User, now: datetime) -> Reading:
    places = _working.raw(reader=user)
    by_person = places.by("person")
    own = places.read(by_person.get(user.pk, ()))
    if all(row.role == Enrollment.Role.MENTEE for row in own):
        reads = dict.fromkeys(("check_ins", "goals", "promises", "waiting", "entries"), NOTHING)
        return Reading(user=user, now=now, own=own, people=[], places=places, **reads)
    reads = {
        "check_ins": _last_and_next.raw(reader=user, now=now),
        "goals": _open_goals.raw(reader=user),
        "promises": _promises.raw(reader=user, now=now),
        "waiting": _written_to.raw(reader=user, now=now),
    }
    reads["entries"] = newest_of(tuple(reads["goals"].by("id")), AT_A_GLANCE)
    people = _looked_after(user, now, own, places, **reads)
    return Reading(user=user, now=now, own=own, people=people, places=places, **reads)


def _looked_after(
    user: User,
    now: datetime,
    own: list[PairingMember],
    places: Raw,
    *,
    check_ins: Raw,
    goals: Raw,
    entries: Raw,
    promises: Raw,
    waiting: Raw,
) -> list[Facts]:
    mine = {row.pairing_id: row for row in own}
    others = [
        row
        for row in places.rows
        if row[places.place("person")] != user.pk
        and mine[row[places.place("pairing_id")]].role != Enrollment.Role.MENTEE
    ]
    goals_of, promises_of, entries_of = goals.by("owner_id"), promises.by("owner_id"), entries.by(2)
    met, written, today = check_ins.by("pairing_id"), waiting.by(2), user.local_date(now)
    name, email = places.place("their_name"), places.place("their_email")
    called = told_apart((row[name], row[email]) for row in others)
    people, seen = [], set()
    for row in others:
        member, pairing, zone = (row[places.place(name)] for name in ("id", "pairing_id", "zone"))
        theirs = goals_of.get(member, ())
        # Of two people in one pairing, the first has the reader's own promises.
        is_first = pairing not in seen
        seen.add(pairing)
        people.append(
            Facts(
                zone=user.zone,
                today=today,
                their_today=now.astimezone(ZoneInfo(zone)).date(),
                called=called[row[email]],
                member=(row,),
                check_ins=met.get(pairing, ()),
                goals=theirs,
                entries=tuple(
                    entry
                    for goal in theirs
                    for entry in entries_of.get(goal[goals.place("id")], ())
                ),
                promises=promises_of.get(member, ()),
                mine=promises_of.get(mine[pairing].pk, ()) if is_first else (),
                waiting=written.get(member, ()),
            )
        )
    return people


def _pairings_of(reader: Any) -> QuerySet[PairingMember, Any]:
    return PairingMember.objects.of(reader).active().values("pairing")


@prepared
def _working(reader: Any) -> QuerySet[PairingMember]:
    rows = PairingMember.objects.filter(pairing__in=_pairings_of(reader)).at_a_glance()
    mine = Feedback.objects.filter(author__enrollment__user=reader, to=OuterRef("pk"))
    rows = rows.annotate(last_line_at=Subquery(mine.order_by("-given_at").values("given_at")[:1]))
    rows = rows.annotate(person=F("enrollment__user_id"), zone=F("enrollment__user__zone"))
    rows = rows.annotate(
        their_name=F("enrollment__user__name"), their_email=F("enrollment__user__email")
    )
    return rows.annotate(**reader_facts(reader)).order_by("enrollment__user__name", "id")


@prepared
def _last_and_next(reader: Any, now: Any) -> QuerySet[CheckIn]:
    here = CheckIn.objects.filter(pairing=OuterRef("pairing"))
    held = here.held().filter(starts_at__gt=now - LOOK_BACK).order_by("-starts_at", "-id")
    ahead = here.planned().filter(starts_at__gt=now).order_by("starts_at", "id")
    rows = PairingMember.objects.of(reader).active()
    found = CheckIn.objects.filter(
        Q(pk__in=rows.values_list(Subquery(held.values("pk")[:1])))
        | Q(pk__in=rows.values_list(Subquery(ahead.values("pk")[:1])))
    )
    return found.only("pairing_id", "state", "starts_at", "local_on").order_by("id")


@prepared
def _open_goals(reader: Any) -> QuerySet[Goal]:
    """Of the reader and the people they work with."""
    rows = Goal.objects.visible_to(reader).open()
    rows = rows.filter(owner__pairing__in=_pairings_of(reader)).with_main_measure()
    return rows.order_by("id")


@prepared
def _promises(reader: Any, now: Any) -> QuerySet[Commitment]:
    """Open ones, and those with an answer since the last talk, a row for each such answer."""
    held = CheckIn.objects.held().filter(pairing=OuterRef("owner__pairing"))
    last = held.filter(starts_at__gt=now - LOOK_BACK).order_by("-starts_at").values("starts_at")
    since = Coalesce(Subquery(last[:1]), now - LOOK_BACK)
    said = FilteredRelation("answers", condition=Q(answers__at__gt=F("since")))
    rows = Commitment.objects.filter(owner__pairing__in=_pairings_of(reader))
    rows = rows.annotate(since=since, said=said)
    rows = rows.filter(Q(answered_at=None) | Q(answered_at__gt=F("since")))
    return rows.select_related("said").order_by("due_on", "id", "said")


@prepared
def _written_to(reader: Any, now: Any) -> QuerySet[Any, Any]:
    columns = ("what", "pk", "author", "on", "said")
    notes = CloseOut.objects.to_confirm(reader).order_by()
    notes = notes.annotate(what=Value("close_out"), on=F("check_in__local_on"), said=F("summary"))
    unread = Feedback.objects.waiting_for(reader, now).order_by()
    unread = unread.annotate(what=Value("feedback"), on=TruncDate("given_at"))
    unread = unread.annotate(said=F("text")).values_list(*columns)
    asks = Ask.objects.waiting_for(reader).order_by()
    asks = asks.annotate(
        what=Value("ask"), author=F("asker"), on=TruncDate("asked_at"), said=F("text")
    )
    reports = Report.objects.waiting_for(reader, now).order_by()
    reports = reports.annotate(
        what=Value("report"), author=F("member"), on=F("week_on"), said=SAID_OF_A_WEEK
    )
    return notes.values_list(*columns).union(
        unread, asks.values_list(*columns), reports.values_list(*columns), all=True
    )
