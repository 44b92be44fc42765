"""What two people say about a day on which one of them is away, or their program rests."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import CheckIn, CheckInChange, OffDay, Rhythm
from mentorship.models import Pairing

from .check_ins import RESTING, expect_good_time, keep_change, locked_check_in

GONE = _("The plan has changed meanwhile. Please look again.")


@transaction.atomic
def keep_check_in(*, check_in: CheckIn, by: User, now: datetime) -> CheckIn:
    """They meet all the same. Whoever sees it otherwise can move it as before."""
    check_in = locked_check_in(check_in)
    if check_in.state != CheckIn.State.PLANNED or check_in.starts_at <= now:
        raise DomainError(GONE)
    if not check_in.kept:
        check_in.kept = True
        check_in.save(update_fields=["kept"])
        OffDay.objects.filter(check_in=check_in).delete()
        record(
            by=by,
            verb="check_in.keep",
            about=check_in,
            scope=check_in.scope,
            now=now,
            on=str(check_in.local_on),
        )
    return check_in


@transaction.atomic
def plan_instead(
    *, off_day: OffDay, by: User, starts_at: datetime, now: datetime, line: str = ""
) -> CheckIn:
    """Another day in place of the one that falls away: the cadence takes it for that date's. Its
    invitation says who chose it, in place of which, and the line they left."""
    rows = OffDay.objects.skipped().select_for_update(of=("self",))
    off_day = rows.select_related("pairing__cohort").filter(pk=off_day.pk).first() or off_day
    pairing = off_day.pairing
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)
    if pairing.check_ins.filter(rule_on=off_day.on).exists():
        raise DomainError(GONE)
    check_in = CheckIn(
        pairing=pairing,
        rule_on=off_day.on,
        local_on=local_date(starts_at, pairing.zone),
        starts_at=starts_at,
        created_at=now,
    )
    expect_good_time(check_in, starts_at, now)
    check_in.save()
    keep_change(check_in, CheckInChange.What.INSTEAD, by, line, now, was_at=off_day.starts_at)
    OffDay.objects.filter(pk=off_day.pk).delete()
    Rhythm.objects.filter(pairing=pairing).update(look_again_at=now)
    facts = {"was_on": str(off_day.on), "on": str(check_in.local_on)}
    record(
        by=by, verb="check_in.plan_instead", about=check_in, scope=check_in.scope, now=now, **facts
    )
    return check_in
