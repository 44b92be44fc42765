"""What the clockwork does for this floor at each tick. Idle ticks cost eight indexed reads."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError
from django.db.models import Model

from accounts.sweeps import register
from checkins import services
from checkins.models import Nudge, Rhythm
from goals.models import Consent
from mentorship.models import Pairing

log = logging.getLogger(__name__)
AT_ONCE = 200  # rows of one kind in one tick: mails that are due must not wait behind planning
LATER = timedelta(hours=1)
PLANNING_SECONDS = 5.0
Row = TypeVar("Row", bound=Model)


def rest_rhythms(now: datetime) -> int:
    """Paused and closed pairings: their check-ins are canceled within one tick."""
    resting = Rhythm.objects.to_rest().select_related("pairing__cohort")[:AT_ONCE]
    return _each(
        resting,
        lambda row: services.rest_rhythm(pairing=row.pairing, now=now),
        lambda row: Rhythm.objects.filter(pk=row.pk).update(look_again_at=now + LATER),
    )


def heed_news(now: datetime) -> int:
    """Who has just added days away reads on the next page what becomes of their meetings."""
    return services.heed_news(now)


def keep_rhythms(now: datetime) -> int:
    new = Pairing.objects.active().filter(rhythm=None).select_related("cohort")[:AT_ONCE]
    made = _each(
        new,
        lambda pairing: services.keep_rhythm(pairing=pairing, now=now),
        lambda pairing: Rhythm.objects.create(pairing=pairing, look_again_at=now + LATER),
    )
    due = Rhythm.objects.to_keep(now).select_related("pairing__cohort")[:AT_ONCE]
    return made + _each(
        due,
        lambda row: services.keep_rhythm(pairing=row.pairing, now=now),
        lambda row: Rhythm.objects.filter(pk=row.pk).update(look_again_at=now + LATER),
    )


def call_off_for_leavers(now: datetime) -> int:
    """Who left a group has its meetings taken out of the calendar within one tick."""
    left = Pairing.objects.left().filter(rhythm=None)[:AT_ONCE]
    return _each(
        left,
        lambda pairing: services.call_off_for_leaver(pairing=pairing, now=now),
        lambda pairing: Rhythm.objects.get_or_create(pairing=pairing),
    )


def end_nudges(now: datetime) -> int:
    """A pause or a stop tells nobody upward, so what was planned by then is ended at its time."""
    behind = list(Nudge.objects.left_behind(now).order_by("due_at")[:AT_ONCE])
    return services.end_nudges(nudges=behind, now=now) if behind else 0


def plan_nudges(now: datetime) -> int:
    """A batch after the other for a few seconds: mails that are due must not wait behind planning.
    Where a batch breaks, each of its consents is planned by itself, so that one alone is put off."""
    began, made = time.monotonic(), 0
    while time.monotonic() - began < PLANNING_SECONDS:
        due = list(Consent.objects.to_plan(now).order_by("next_plan_at")[:AT_ONCE])
        if not due:
            break
        try:
            made += services.plan_consents(consents=due, now=now)
        except (InterfaceError, OperationalError):
            raise  # it has gone away, and the next tick tries again
        except Exception:
            log.exception("A batch of plans broke; each is made by itself.")
            made += _each(
                due,
                lambda consent: services.plan_consent(consent=consent, now=now),
                lambda consent: (
                    Consent.objects.to_plan(now)
                    .filter(pk=consent.pk)
                    .update(next_plan_at=now + LATER)
                ),
            )
    return made


def end_proposals(now: datetime) -> int:
    return services.end_proposals(now=now)


def forget_colleagues(now: datetime) -> int:
    return services.forget_colleagues(now=now)


def _each(rows: Iterable[Row], act: Callable[[Row], int], put_off: Callable[[Row], object]) -> int:
    """One row that cannot be handled must not stop the others, nor stand before them for ever."""
    made = 0
    for row in list(rows):
        try:
            made += act(row)
        except Exception:
            log.exception("Put off for an hour: %s %s", type(row).__name__, row.pk)
            put_off(row)
    return made


register("checkins.rest_rhythms", 20, rest_rhythms)
register("checkins.call_off_for_leavers", 25, call_off_for_leavers)
register("checkins.heed_news", 28, heed_news)
register("checkins.keep_rhythms", 30, keep_rhythms)
register("checkins.end_proposals", 40, end_proposals)
register("checkins.end_nudges", 55, end_nudges)
register("checkins.plan_nudges", 60, plan_nudges)
register("checkins.forget_colleagues", 95, forget_colleagues)
