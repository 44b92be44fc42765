"""The last look before a mail leaves, in one transaction with the mark that its DATA begins."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts import mailkinds
from accounts.delivery import outcome, reasons
from accounts.delivery.catchup import CatchUp
from accounts.delivery.claim import DATA_LEASE, held
from accounts.delivery.freeze import FROZEN_FIELDS, freeze
from accounts.delivery.windows import Window
from accounts.mailkinds import MailKind
from accounts.models import MailSwitch, Message, User
from accounts.services.suppressions import is_suppressed

MAILS_A_WEEK = 3
SCATTER = timedelta(minutes=10)  # what waited an hour does not leave in one second


@dataclass(frozen=True)
class Verdict:
    """Go; or end in `state`; or wait `until`. `lost`: another worker has it now."""

    go: bool = False
    lost: bool = False
    state: str = ""
    until: datetime | None = None
    reason: str = ""


GO, LOST = Verdict(go=True), Verdict(lost=True)


class LeaseLost(Exception):
    pass


def glance(message: Message, now: datetime, episode: CatchUp | None = None) -> Verdict:
    """The same questions before anybody talks to a mail server; a «no» is noted at once."""
    with transaction.atomic():
        verdict = judge(message, mailkinds.get(message.kind), now, episode)
        if not verdict.go:
            carry_out(message, verdict)
    return verdict


def pass_gate(message: Message, now: datetime, episode: CatchUp | None = None) -> Verdict:
    """Asks again, freezes the bytes, marks that DATA begins. Afterwards the mail may only be sent.

    Consents are locked before the message's row is written, in the same order as whoever
    withdraws one, so that both cannot wait for each other.
    """
    try:
        with transaction.atomic():
            kind = mailkinds.get(message.kind)
            verdict = judge(message, kind, now, episode)
            if not verdict.go:
                carry_out(message, verdict)
                return verdict
            frozen = {}
            if message.frozen_at is None:
                freeze(message, kind, now)
                frozen = {name: getattr(message, name) for name in FROZEN_FIELDS}
            mine = held(message).filter(lease_until__gt=Now())
            if not mine.update(
                **frozen, reason="", data_started_at=Now(), lease_until=Now() + DATA_LEASE
            ):
                raise LeaseLost
    except LeaseLost:
        return LOST
    return GO


def carry_out(message: Message, verdict: Verdict) -> None:
    if verdict.until is not None:
        outcome.put_off(message, until=verdict.until, reason=verdict.reason)
    else:
        outcome.end(message, verdict.state, verdict.reason)


def judge(
    message: Message, kind: MailKind, now: datetime, episode: CatchUp | None = None
) -> Verdict:
    if message.not_after is not None and message.not_after <= now:
        return Verdict(state=Message.State.EXPIRED, reason=reasons.TOO_LATE)
    reason = why_not(message, kind, now)
    if reason:
        return Verdict(state=Message.State.SUPPRESSED, reason=reason)
    if episode is not None and _waits_its_turn(message, kind, episode):
        until = episode.until + random.random() * SCATTER  # noqa: S311
        if not kind.is_transactional:
            return _wait(message, until, reasons.WAITS_TURN, reasons.NOT_ANOTHER)
        if message.not_after is None or until < message.not_after:
            return Verdict(until=until, reason=reasons.WAITS_TURN)
    if kind.is_transactional or message.person is None:
        return GO
    window = window_of(message.person, now)
    if not window.is_open(now):
        until = window.next_open(now)
        return _wait(message, until, reasons.WAITS_FOR_WINDOW, reasons.QUIET_TOO_LONG)
    if kind.counts and week_is_full(message.person, now):
        until = window.next_week(now)
        return _wait(message, until, reasons.WAITS_FOR_WEEK, reasons.WEEK_IS_FULL)
    return GO


def _waits_its_turn(message: Message, kind: MailKind, episode: CatchUp) -> bool:
    """Catching up, a person gets one mail in an hour: that, and what came of doing something now.
    Their row is locked already, so that two workers cannot both send the first."""
    if kind.urgent or message.person is None:
        return False
    if kind.is_transactional and message.due_at >= episode.since:
        return False
    begun = Q(state=Message.State.SENT, sent_at__gte=episode.since) | Q(
        state__in=[Message.State.CLAIMED, Message.State.UNSURE], data_started_at__gte=episode.since
    )
    others = Message.objects.to_person(message.person).exclude(pk=message.pk)
    return others.filter(begun).exclude(kind__in=mailkinds.urgent_kinds()).exists()


def lock_person(person: User) -> bool:
    """Whether the account is open. Whoever closes it or switches mails off waits until this mail
    has been let go, or comes before; so do two mails of one person."""
    row = User.objects.select_for_update(no_key=True).filter(pk=person.pk, is_active=True)
    return bool(row.values_list("pk"))


def why_not(message: Message, kind: MailKind, now: datetime) -> str:
    person = message.person
    if not message.to_address:
        return reasons.NO_ADDRESS
    if person is not None and not lock_person(person):
        return reasons.PERSON_GONE
    if is_suppressed(message.to_address):
        return reasons.ADDRESS_SILENT
    switches = MailSwitch.objects.filter(person=person, stream=kind.name)
    if kind.unsubscribe == "stream" and person is not None and switches.exists():
        return reasons.SWITCHED_OFF
    return str(kind.still_wanted(message, now))


def _wait(message: Message, until: datetime, reason: str, too_long: str) -> Verdict:
    if message.not_after is not None and until >= message.not_after:
        return Verdict(state=Message.State.SUPPRESSED, reason=too_long)
    return Verdict(until=until, reason=reason)


def window_of(person: User, now: datetime) -> Window:
    today = person.local_date(now)
    away = person.away_periods.filter(until_on__gte=today).values_list("from_on", "until_on")
    return Window(
        zone=person.tz,
        working_days=person.working_days,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        away=tuple(away),
    )


def week_is_full(person: User, now: datetime) -> bool:
    """Three mails that count have gone out in the person's own calendar week. Their row is locked
    already, so that two workers cannot both send a third one."""
    today = person.local_date(now)
    monday = today - timedelta(days=today.weekday())
    week_began = now - timedelta(days=today.weekday() + 1)
    counting = Message.objects.to_person(person).filter(kind__in=mailkinds.counting_kinds())
    gone = Q(state=Message.State.SENT, sent_on__range=(monday, monday + timedelta(days=6)))
    perhaps = Q(
        state__in=[Message.State.CLAIMED, Message.State.UNSURE], data_started_at__gt=week_began
    )
    return counting.filter(gone | perhaps).count() >= MAILS_A_WEEK
