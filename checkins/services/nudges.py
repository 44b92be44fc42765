"""From a living consent to a message in the outbox. No consent, no nudge, ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.services.outbox import queue_message
from checkins import nudges
from checkins.models import Nudge
from checkins.nudges import Plan, Planned, Reason
from checkins.queries.nudges import LATER, asking_facts
from goals.models import Consent
from goals.queries import consent_is_living
from mentorship.models import Pairing

FOLLOW_UP = "checkins.follow_up"
LOOK_AGAIN = timedelta(days=1)
LOOK_MUCH_LATER = timedelta(days=30)


@transaction.atomic
def plan_consent(*, consent: Consent, now: datetime) -> int:
    """Writes down what comes next, hands over what is due, and says when to look again.
    Run twice, it changes nothing the second time. Returns how many were handed over."""
    rows = Consent.objects.select_for_update(of=("self",)).to_plan(now)
    locked = rows.filter(pk=consent.pk).first()
    if locked is None:  # decided otherwise, or planned by another worker
        return 0
    if consent_is_living(locked.pk, now, lock=False):
        _stop(locked, now)
        return 0
    return _plan(Consent.objects.with_things().get(pk=locked.pk), now)


def _plan(consent: Consent, now: datetime) -> int:
    facts = asking_facts(consent, now)
    plan = nudges.plan(facts.terms, facts.thing, facts.reader, facts.handled, now)
    _leave_out(consent, plan)
    handed = 0
    step = plan.next
    if step is not None:
        row = _write_down(consent, step, now)
        if step.due_at <= now:
            _hand_over(row, now)
            handed = 1
            step = _next_after(consent, now)
    _look_again(consent, step, now)
    return handed


def _next_after(consent: Consent, now: datetime) -> Planned | None:
    facts = asking_facts(consent, now)
    step = nudges.plan(facts.terms, facts.thing, facts.reader, facts.handled, now).next
    if step is not None:
        _write_down(consent, step, now)
    return step


def _write_down(consent: Consent, step: Planned, now: datetime) -> Nudge:
    row, _created = Nudge.objects.update_or_create(
        consent=consent,
        about_on=step.about_on,
        step=step.step,
        defaults={
            "due_at": step.due_at,
            "due_on": step.due_on,
            "state": Nudge.State.PLANNED,
            "reason": str(step.reason),
        },
        create_defaults={
            "due_at": step.due_at,
            "due_on": step.due_on,
            "reason": str(step.reason),
            "created_at": now,
        },
    )
    return row


def _leave_out(consent: Consent, plan: Plan) -> None:
    """What was planned and is no longer: the row says why."""
    wanted = {(step.about_on, step.step) for step in plan.planned}
    whys = {(step.about_on, step.step): step.reason for step in plan.not_planned}
    for_all = (step.reason for step in plan.not_planned if step.about_on is None)
    otherwise = next(for_all, Reason.MOVED)
    for row in consent.nudges.planned():
        if (row.about_on, row.step) not in wanted:
            _skip(row, whys.get((row.about_on, row.step), otherwise))


def _hand_over(row: Nudge, now: datetime) -> None:
    consent = row.consent
    row.message = queue_message(
        kind=FOLLOW_UP,
        person=consent.person,
        about=consent,
        scope=consent.scope,
        now=now,
        dedupe_key=f"{FOLLOW_UP}:{row.pk}",
        due_at=row.due_at,
        params={"step": row.step, "about_on": row.about_on.isoformat()},
    )
    row.state = Nudge.State.HANDED_OVER
    row.save(update_fields=["message", "state"])


def _stop(consent: Consent, now: datetime) -> None:
    """Not to be asked now. A pairing that rests may come back, so that is looked at again."""
    rests = consent.pairing.state != Pairing.State.ACTIVE
    if not rests:
        open_still = getattr(consent.thing, "is_open", True)
        for row in consent.nudges.planned():
            _skip(row, Reason.ENDED if open_still else Reason.OVER)
    consent.next_plan_at = now + LOOK_AGAIN if rests else None
    consent.save(update_fields=["next_plan_at"])


def _skip(row: Nudge, why: Reason) -> None:
    row.state, row.reason = Nudge.State.SKIPPED, str(why)
    row.save(update_fields=["state", "reason"])


def _look_again(consent: Consent, step: Planned | None, now: datetime) -> None:
    consent.next_plan_at = step.due_at if step is not None else None
    if step is None and consent.ends_on and consent.ends_on > (now + LATER).date():
        consent.next_plan_at = now + LOOK_MUCH_LATER
    consent.save(update_fields=["next_plan_at"])
