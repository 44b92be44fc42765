"""What happened on a day. Entries are added, never changed."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal, Measure, ProgressEntry
from goals.services.consents import replan_consent_of


@transaction.atomic
def log_progress(
    *,
    goal: Goal,
    by: User,
    now: datetime,
    value: Decimal | None = None,
    note: str = "",
    link: str = "",
    outcome: str = "",
    happened_on: date | None = None,
    measure: Measure | None = None,
    client_token: str = "",
) -> ProgressEntry:
    """A number, a note or a link; the same form sent twice is one entry."""
    _check(goal, by)
    return _add(
        goal,
        by,
        now,
        {
            "value": value,
            "note": note,
            "link": link,
            "outcome": outcome,
            "happened_on": happened_on or by.local_date(now),
            "measure": _meant(goal, measure, value),
        },
        client_token,
    )


@transaction.atomic
def correct_progress(
    *,
    entry: ProgressEntry,
    by: User,
    now: datetime,
    value: Decimal | None = None,
    note: str = "",
    link: str = "",
    outcome: str = "",
    happened_on: date | None = None,
    client_token: str = "",
) -> ProgressEntry:
    """A new entry in the place of one that was mistaken; both stay readable."""
    goal = Goal.objects.select_for_update().get(pk=entry.goal_id)
    _check(goal, by)
    newer = ProgressEntry.objects.filter(corrects=entry).first()
    if newer is not None:
        if client_token and newer.client_token == client_token:
            return newer
        raise DomainError(_("This entry was corrected already. Correct the newer one instead."))
    facts = {
        "value": value,
        "note": note,
        "link": link,
        "outcome": outcome,
        "happened_on": happened_on or entry.happened_on,
        "measure": entry.measure or _meant(goal, None, value),
        "corrects": entry,
    }
    return _add(goal, by, now, facts, client_token)


def _check_fits(goal: Goal, measure: Measure | None, value: Decimal | None) -> None:
    if measure is None or value is None:
        return
    if measure.goal_id != goal.pk or measure.kind not in Measure.LOGGED:
        raise DomainError(_("This is counted in another way. Which number did you mean?"))
    if measure.kind == Measure.Kind.YES_NO and value not in (0, 1):
        raise DomainError(_("This one happens or not. Did it happen?"))
    if measure.kind == Measure.Kind.RATING and not 1 <= value <= 10:
        raise DomainError(_("A rating goes from 1 to 10. Which one did you get?"))


def _check(goal: Goal, by: User) -> None:
    if goal.person != by:
        raise DomainError(_("Only the person whose goal it is can log progress."))
    if not goal.is_open:
        raise DomainError(_("This goal is over. Its log stays as it is."))
    if not goal.owner.pairing.holds_seats:
        raise DomainError(_("This pairing has ended. Its log stays as it is."))


def _add(
    goal: Goal, by: User, now: datetime, facts: dict[str, Any], client_token: str
) -> ProgressEntry:
    if facts["value"] is None and not facts["note"].strip() and not facts["link"]:
        raise DomainError(_("Write a number, a few words or a link: any one of them is enough."))
    if facts["outcome"] and not facts["note"].strip() and not facts["link"]:
        raise DomainError(_("What came of it? Say it in a few words, or show it with a link."))
    if facts["happened_on"] > by.local_date(now):
        raise DomainError(_("This day has not come yet. When did it happen?"))
    _check_fits(goal, facts["measure"], facts["value"])
    entry, new = ProgressEntry.objects.get_or_create(
        goal=goal,
        client_token=client_token or str(uuid.uuid4()),
        defaults={**facts, "by": by, "logged_at": now},
    )
    if new:
        verb = "correct" if facts.get("corrects") else "log"
        replan_consent_of(goal, now=now)
        record(by=by, verb=f"progress.{verb}", about=entry, scope=goal.scope, now=now)
    return entry


def _meant(goal: Goal, measure: Measure | None, value: Decimal | None) -> Measure | None:
    """The measure chosen, else the first that takes numbers. Words alone belong to the goal."""
    if value is None:
        return None
    return measure or goal.measures.filter(kind__in=Measure.DRAWN).first()
