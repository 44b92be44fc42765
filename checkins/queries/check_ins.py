"""Reads for the list of check-ins, the page of one, and the page that closes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts.clock import local_date
from accounts.models import User
from checkins import words
from checkins.models import (
    CheckIn,
    CheckInChange,
    CloseOut,
    MetElsewhere,
    Note,
    OffDay,
    Preparation,
    Report,
    SavedQuestion,
)
from checkins.queries.places import CLOSE_OUT_WITHIN as HALF_WITHIN
from checkins.queries.preparation import brought_to
from checkins.queries.reports import reports_for
from checkins.queries.things import decisions
from checkins.queries.todo import ToDo
from goals.models import Commitment
from mentorship.models import Enrollment, Pairing, PairingMember, seat_members
from mentorship.rhythm import rhythm_sentence

PAST_SHOWN = 20
UPCOMING_SHOWN = 60
NO_DATE_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    check_in: CheckIn
    people: str
    when: str
    theirs: list[tuple[User, str]]
    is_open: bool
    asked: str = ""  # why something is to be decided about it


@dataclass(frozen=True)
class OffRow:
    """A day in between on which they do not meet."""

    off_day: OffDay
    people: str
    text: str


@dataclass(frozen=True)
class Way:
    """A pairing that works: where another time, a talk elsewhere or another rhythm is said."""

    pairing: Pairing
    people: str
    rhythm: str


@dataclass
class CheckInLists:
    ahead: list[Row | OffRow] = field(default_factory=list)  # in the order of their days
    upcoming: list[Row] = field(default_factory=list)
    sought: list[Row] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    older: int | None = None


def check_in_lists(user: User, now: datetime, before: int | None = None) -> CheckInLists:
    """Upcoming ones first; what waits for a word; what is over, a page at a time."""
    mine = CheckIn.objects.visible_to(user)
    ahead, waiting, past = [], [], mine.ended()
    if before is None:
        ahead = list(mine.to_come(now)[:UPCOMING_SHOWN])
        halves = mine.lacking_a_half_of(PairingMember.objects.of(user).peers(), now - HALF_WITHIN)
        to_write = Q(pk__in=mine.to_close(now).values("pk")) | Q(pk__in=halves.values("pk"))
        begun = mine.filter(to_write).order_by("-starts_at")[:PAST_SHOWN]
        waiting = [check_in for check_in in begun if check_in.ends_at <= now or check_in.is_held]
    else:
        past = past.before(before)
    rows = list(past.order_by("-starts_at", "-id")[: PAST_SHOWN + 1])
    over, rest = rows[:PAST_SHOWN], rows[PAST_SHOWN:]
    off_days = _off_days(user, now) if before is None else []
    pairings = _pairings_of(user)  # one read for all lists
    for row in (*ahead, *waiting, *over, *off_days):
        row.pairing = pairings[row.pairing_id]
    called = words.with_whom(pairings.values(), user)
    upcoming = [_row(user, check_in, called) for check_in in ahead if not check_in.is_proposed]
    return CheckInLists(
        sought=[_row(user, check_in, called) for check_in in ahead if check_in.is_proposed],
        ways=_ways(pairings, called) if before is None else [],
        ahead=_with_off_days(user, upcoming, off_days, called),
        upcoming=upcoming,
        open=[_row(user, check_in, called, is_open=True) for check_in in waiting],
        past=[_row(user, check_in, called) for check_in in over],
        older=over[-1].pk if rest else None,
    )


def _pairings_of(user: User) -> dict[int, Pairing]:
    """With the people, the oldest first."""
    mine = PairingMember.objects.of(user).exclude(pairing__state=Pairing.State.PROPOSED)
    rows = PairingMember.objects.filter(pairing__in=mine.values("pairing")).with_person()
    found = list(rows.order_by("id"))
    seat_members(found)
    return {row.pairing_id: row.pairing for row in found}


def _ways(pairings: dict[int, Pairing], called: dict[int, str]) -> list[Way]:
    return [
        Way(pairing, called[pairing.pk], rhythm_sentence(pairing))
        for pairing in pairings.values()
        if pairing.state == Pairing.State.ACTIVE
    ]


def _off_days(user: User, now: datetime) -> list[OffDay]:
    rows = OffDay.objects.visible_to(user).after(now)
    return list(rows.select_related("person"))


def _with_off_days(
    user: User, upcoming: list[Row], found: list[OffDay], called: dict[int, str]
) -> list[Row | OffRow]:
    """What is skipped stands where it would have stood; what is to be asked says so in its row."""
    asked = {off.check_in_id: off for off in found if off.check_in_id is not None}
    rows: list[tuple[datetime, Row | OffRow]] = [
        (row.check_in.starts_at, replace(row, asked=_why(asked.get(row.check_in.pk), user)))
        for row in upcoming
    ]
    skipped = [off for off in found if off.check_in_id is None]
    rows += [(off.starts_at, _off_row(user, off, called)) for off in skipped]
    return [row for _at, row in sorted(rows, key=lambda timed: timed[0])]


def _why(off_day: OffDay | None, user: User) -> str:
    return words.why_off(off_day, user) if off_day is not None else ""


def off_day_page(user: User, off_day: OffDay) -> OffRow:
    """What the page says above the form for another day."""
    return _off_row(user, off_day, words.with_whom([off_day.pairing], user))


def _off_row(user: User, off: OffDay, called: dict[int, str]) -> OffRow:
    text = words.no_meeting(off, user, off.pairing.cohort.program.words.check_in)
    return OffRow(off, called[off.pairing_id], text)


def _row(user: User, check_in: CheckIn, called: dict[int, str], *, is_open: bool = False) -> Row:
    times = words.local_times(check_in, user)
    return Row(
        check_in=check_in,
        people=called[check_in.pairing_id],
        when=times[0][1],
        theirs=words.other_clocks(check_in, user),
        is_open=is_open,
    )


# -- One check-in --------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckInPage:
    check_in: CheckIn
    people: str
    times: list[tuple[User, str]]
    promises: list[Commitment]
    open_promises: list[Commitment]
    close_outs: list[CloseOut]
    halves_open: str  # names of those peers whose half is still to come
    notes: list[Note]
    following: CheckIn | None  # what they have planned after it
    following_times: list[tuple[User, str]]
    to_decide: list[ToDo]  # about promises made here, each for its owner alone
    has_begun: bool
    wrote: bool
    changes: list[CheckInChange]
    elsewhere: MetElsewhere | None
    preparations: list[Preparation]
    is_prepared: bool  # by the reader
    questions: list[SavedQuestion]  # that wait, or were asked here
    reports: list[Report]  # sent since the talk before it
    off: str  # why they may not meet that day, where somebody has to say


def check_in_page(user: User, check_in: CheckIn, now: datetime) -> CheckInPage:
    # What was written and promised at it comes once it was held; who moved it matters until then.
    is_planned = check_in.state == CheckIn.State.PLANNED
    close_outs = [] if is_planned else _close_outs(check_in)
    made_here = [] if is_planned else promises_of(user, check_in)
    works = check_in.pairing.state == Pairing.State.ACTIVE
    mine = [row for row in made_here if works and row.is_open and row.person == user]
    following = None if is_planned else following_check_in(check_in, now)
    brought, own, questions = brought_to(user, check_in)
    reports = reports_for(check_in) if is_planned else []
    return CheckInPage(
        check_in=check_in,
        people=words.names(words.others_of(check_in.pairing, user)),
        times=words.local_times(check_in, user),
        promises=made_here,
        open_promises=open_promises_of(user, check_in) if is_planned else [],
        close_outs=close_outs,
        halves_open=_halves_open(user, check_in, close_outs),
        notes=notes_of(user, check_in),
        following=following,
        following_times=words.local_times(following, user) if following else [],
        to_decide=list(decisions(user, [], mine, user.local_date(now))),
        has_begun=check_in.starts_at <= now,
        off=_off(user, check_in, now) if is_planned else "",
        wrote=any(row.author.enrollment.user_id == user.pk for row in close_outs),
        changes=[] if check_in.is_held else _changes(check_in),
        elsewhere=_elsewhere(check_in) if check_in.is_held else None,
        preparations=brought,
        is_prepared=own is not None or any(row.person == user for row in reports),
        questions=questions,
        reports=reports,
    )


def _close_outs(check_in: CheckIn) -> list[CloseOut]:
    rows = check_in.close_outs.select_related(
        "author__enrollment__user", "confirmed_by__enrollment__user"
    )
    return list(rows.prefetch_related("lines_back__author__enrollment__user"))


def _changes(check_in: CheckIn) -> list[CheckInChange]:
    return list(check_in.changes.select_related("by__enrollment__user"))


@dataclass
class CloseOutPage:
    """What stands beside the form in which one writes down how it went."""

    check_in: CheckIn
    people: str
    times: list[tuple[User, str]]
    preparations: list[Preparation]
    following: CheckIn | None
    following_times: list[tuple[User, str]]


def close_out_page(user: User, check_in: CheckIn, now: datetime) -> CloseOutPage:
    following = following_check_in(check_in, now)
    return CloseOutPage(
        check_in=check_in,
        people=words.names(words.others_of(check_in.pairing, user)),
        times=words.local_times(check_in, user),
        preparations=list(check_in.preparations.with_people()),
        following=following,
        following_times=words.local_times(following, user) if following else [],
    )


def _elsewhere(check_in: CheckIn) -> MetElsewhere | None:
    rows = MetElsewhere.objects.select_related("by__enrollment__user")
    return rows.filter(check_in=check_in).first()


def _off(user: User, check_in: CheckIn, now: datetime) -> str:
    asked = OffDay.objects.to_ask().after(now).filter(check_in=check_in)
    return _why(asked.select_related("person").first(), user)


def _halves_open(user: User, check_in: CheckIn, close_outs: list[CloseOut]) -> str:
    wrote = {row.author_id for row in close_outs}
    members = [m for m in check_in.pairing.members.all() if m.role == Enrollment.Role.PEER]
    left = [m.person for m in members if m.pk not in wrote and m.person.pk != user.pk]
    return words.names(left) if wrote else ""


def notes_of(user: User, check_in: CheckIn) -> list[Note]:
    """What the reader may read, in the order it was written; what was put differently since says
    so. Lines back stand below what they are about."""
    rows = Note.objects.visible_to(user).filter(check_in=check_in, close_out=None)
    return told_apart(list(rows.with_people().order_by("id")))


def told_apart(notes: list[Note]) -> list[Note]:
    corrected = {note.corrects_id for note in notes}
    copied = {note.copy_of_id for note in notes}
    for note in notes:
        note.was_corrected = note.pk in corrected
        note.was_copied = note.pk in copied
    return notes


def promises_of(user: User, check_in: CheckIn) -> list[Commitment]:
    """What was promised at this check-in; once the pairing has closed, by the reader alone."""
    rows = Commitment.objects.visible_to(user).filter(origin__check_in=check_in).order_by("id")
    return list(rows.select_related("owner__enrollment__user", "consent"))


def others_promised(user: User, promises: list[Commitment]) -> bool:
    """Whether somebody else's is still open: what is told of those is the same for each."""
    return any(promise.is_open and promise.person != user for promise in promises)


def open_promises_of(user: User, check_in: CheckIn) -> list[Commitment]:
    """Open promises of everyone: what the next talk is about."""
    visible = Commitment.objects.visible_to(user).of_pairing(check_in.pairing)
    rows = visible.open().order_by("due_on", "id").select_related("owner__enrollment__user")
    return list(rows[:20])


def following_check_in(check_in: CheckIn, now: datetime) -> CheckIn | None:
    """The next one that these people have planned, with the pairing that is known already."""
    ahead = check_in.pairing.check_ins.ahead(max(now, check_in.ends_at))
    following = ahead.order_by("starts_at", "id").first()
    if following is not None:
        following.pairing = check_in.pairing
    return following


def next_due_on(user: User, following: CheckIn | None, now: datetime) -> date:
    """A promise is due by the next check-in, unless somebody says otherwise."""
    if following is None:
        return user.local_date(now) + NO_DATE_AHEAD
    return local_date(following.starts_at, user.zone)
