"""Planning, moving and ending check-ins.

Check-ins are planned five weeks ahead from the pairing's cadence. To keep inboxes calm each
calendar is invited to the next one alone, as soon as the one before is over, and is told at once
when one it knows is moved or canceled.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import CheckIn, CheckInChange, Rhythm
from mentorship.cadence import Occurrence, occurrences
from mentorship.models import Pairing

from .calendars import BRIEF_AHEAD, brief_members, tell_calendars
from .clocks import heed_clocks
from .off_days import look_for_off_days
from .time_endings import end_times_of

HORIZON = timedelta(days=35)
LEAD = timedelta(hours=24)
LOOK_EVERY = timedelta(days=1)  # beside the moments at which something is due
LONGEST_MOVE = timedelta(days=60)
RESTING = _("This pairing is not active right now, so its meetings rest too.")
OVER = _("This is over already. What was written about it stays.")


# -- The clockwork's part ------------------------------------------------------------------------


@transaction.atomic
def keep_rhythm(*, pairing: Pairing, now: datetime) -> int:
    """Plans what is missing, tells calendars of the next one, and briefs a day before it.
    Run twice, it changes nothing the second time. Returns how many rows and mails came of it."""
    rhythm = _rhythm(pairing)
    pairing.refresh_from_db(fields=["state", "starts_on", "ends_on"])
    if pairing.state != Pairing.State.ACTIVE:
        return rest_rhythm(pairing=pairing, now=now)
    made = _plan(pairing, now)
    upcoming = pairing.check_ins.planned().filter(starts_at__gt=now - timedelta(hours=8))
    planned = list(upcoming.select_for_update(of=("self",)).order_by("starts_at"))
    made += heed_clocks(pairing, planned, now)
    ahead = [check_in for check_in in planned if check_in.ends_at > now]
    if ahead:
        ahead[0].pairing = pairing
        made += tell_calendars(ahead[0], now)
        if ahead[0].starts_at - BRIEF_AHEAD <= now < ahead[0].starts_at:
            brief_members(ahead[0], now)
    rhythm.look_again_at, rhythm.looked_at = _look_again_at(ahead, now), now
    rhythm.save(update_fields=["look_again_at", "looked_at"])
    return made


def _look_again_at(ahead: list[CheckIn], now: datetime) -> datetime:
    times = [now + LOOK_EVERY]
    for check_in in ahead[:1]:
        times += [check_in.starts_at - BRIEF_AHEAD, check_in.ends_at]
    return min(time for time in times if time > now)


def _plan(pairing: Pairing, now: datetime) -> int:
    due = due_to_plan(pairing, now)
    skipped = look_for_off_days(pairing, due, now)
    rows = [_row(pairing, one, now) for one in due if one.local_date not in skipped]
    known = set(pairing.check_ins.exclude(rule_on=None).values_list("rule_on", flat=True))
    taken = set(pairing.check_ins.standing().values_list("local_on", flat=True))
    new = [row for row in rows if row.rule_on not in known and row.local_on not in taken]
    # Another worker may be planning the same: the database knows each date once.
    CheckIn.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _row(pairing: Pairing, occurrence: Occurrence, now: datetime) -> CheckIn:
    return CheckIn(
        pairing=pairing,
        rule_on=occurrence.local_date,
        local_on=local_date(occurrence.starts_at, pairing.zone),
        starts_at=occurrence.starts_at,
        created_at=now,
    )


def due_to_plan(pairing: Pairing, now: datetime) -> list[Occurrence]:
    """From the first day of the pairing on, since every other week counts from there."""
    if pairing.starts_on is None or pairing.ends_on is None:
        return []
    last = min(pairing.ends_on, (now + HORIZON).date())
    # Nobody meets within a day of learning whom they are paired with.
    earliest = max(now, (pairing.published_at or now) + LEAD)
    series = occurrences(pairing.cadence, pairing.starts_on)
    within = takewhile(lambda occurrence: occurrence.local_date <= last, series)
    return [occurrence for occurrence in within if occurrence.starts_at > earliest]


@transaction.atomic
def rest_rhythm(*, pairing: Pairing, now: datetime) -> int:
    """Cancels what lies ahead of a pairing that is paused or closed. Its dates go back to the
    cadence, so that a pairing that resumes has them again, as new events."""
    rhythm = _rhythm(pairing)
    ahead = list(pairing.check_ins.ahead(now).select_for_update(of=("self",)))
    for check_in in ahead:
        check_in.pairing = pairing
        check_in.rule_on = None
        call_off(check_in, now)
    rhythm.look_again_at = None
    rhythm.save(update_fields=["look_again_at"])
    return len(ahead)


def _rhythm(pairing: Pairing) -> Rhythm:
    return Rhythm.objects.select_for_update().get_or_create(pairing=pairing)[0]


# -- What members do -----------------------------------------------------------------------------


@transaction.atomic
def move_check_in(
    *, check_in: CheckIn, by: User, starts_at: datetime, now: datetime, line: str = ""
) -> CheckIn:
    """To another time; every calendar that knows it is told at once, by whom, and with the line
    they left. Times that were proposed for it meanwhile are off the table."""
    check_in = locked_check_in(check_in)
    _expect_planned(check_in)
    if starts_at == check_in.starts_at:
        return check_in
    expect_good_time(check_in, starts_at, now)
    was_on = check_in.local_on
    check_in.sequence += 1
    keep_change(check_in, CheckInChange.What.MOVED, by, line, now)
    check_in.put_at(starts_at, now)
    check_in.save(update_fields=[*CheckIn.PLACE, "sequence"])
    end_times_of(check_in, now)
    tell_calendars(check_in, now)
    Rhythm.objects.filter(pairing=check_in.pairing).update(look_again_at=now)
    _record("check_in.move", check_in, by, now, was_on=str(was_on), on=str(check_in.local_on))
    return check_in


@transaction.atomic
def cancel_check_in(*, check_in: CheckIn, by: User, now: datetime, line: str = "") -> CheckIn:
    """It will not take place, and no other instead; the cadence goes on with the next date."""
    check_in = locked_check_in(check_in)
    if check_in.state == CheckIn.State.CANCELED:
        return check_in
    _expect_planned(check_in)
    if check_in.starts_at <= now:
        raise DomainError(_("Its time has come already. Say that it didn’t happen instead."))
    call_off(check_in, now, by=by, line=line)
    Rhythm.objects.filter(pairing=check_in.pairing).update(look_again_at=now)
    _record("check_in.cancel", check_in, by, now, on=str(check_in.local_on))
    return check_in


@transaction.atomic
def skip_check_in(*, check_in: CheckIn, by: User, now: datetime) -> CheckIn:
    """Its time has come and gone without it. Nobody is asked why."""
    check_in = locked_check_in(check_in)
    if check_in.state == CheckIn.State.DID_NOT_HAPPEN:
        return check_in
    _expect_planned(check_in)
    if check_in.starts_at > now:
        raise DomainError(_("It is still ahead of you. You can move it or cancel it."))
    check_in.state = CheckIn.State.DID_NOT_HAPPEN
    check_in.ended_at = now
    check_in.save(update_fields=["state", "ended_at"])
    _record("check_in.skip", check_in, by, now, on=str(check_in.local_on))
    return check_in


# -- Shared by the verbs -------------------------------------------------------------------------


def locked_check_in(check_in: CheckIn) -> CheckIn:
    """The row as it is now, in a pairing that works."""
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("pairing__cohort")
    row = rows.get(pk=check_in.pk)
    if row.pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)
    return row


def _expect_planned(check_in: CheckIn) -> None:
    if check_in.state != CheckIn.State.PLANNED:
        raise DomainError(OVER)


def expect_good_time(check_in: CheckIn, starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise DomainError(_("Choose a time that is still ahead of you."))
    if starts_at > now + LONGEST_MOVE:
        raise DomainError(_("Choose a time within the next 60 days."))
    pairing = check_in.pairing
    day = local_date(starts_at, pairing.zone)
    if pairing.ends_on is not None and day > pairing.ends_on:
        raise DomainError(
            _("Your time together ends on %(day)s. Choose a time before that.")
            % {"day": pairing.ends_on}
        )
    same_day = pairing.check_ins.standing().filter(local_on=day)
    if same_day.exclude(pk=check_in.pk).exists():
        raise DomainError(_("You two meet on that day already. Choose another one."))


def call_off(check_in: CheckIn, now: datetime, by: User | None = None, line: str = "") -> None:
    check_in.state = CheckIn.State.CANCELED
    check_in.ended_at = now
    check_in.sequence += 1
    if by is not None:
        keep_change(check_in, CheckInChange.What.CANCELED, by, line, now)
    end_times_of(check_in, now)
    check_in.save(update_fields=["state", "ended_at", "sequence", "rule_on"])
    tell_calendars(check_in, now)


def keep_change(
    check_in: CheckIn, what: str, by: User, line: str, now: datetime, was_at: datetime | None = None
) -> None:
    """Before the time changes: mails and the page say who, from when, and what they added."""
    CheckInChange.objects.create(
        check_in=check_in,
        sequence=check_in.sequence,
        what=what,
        by=check_in.pairing.members.get(enrollment__user=by),
        was_at=was_at or check_in.starts_at,
        line=line.strip(),
        at=now,
    )


def _record(verb: str, check_in: CheckIn, by: User, now: datetime, **details: str) -> None:
    record(by=by, verb=verb, about=check_in, scope=check_in.scope, now=now, **details)
