"""After a long stop, or a jump of the clock: one mail for each person, slowly, and nothing stale.

All times here are the database's own, whatever `now` a tick was given: to tell the demo's past, or
to look at tomorrow, is no stop.
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from accounts import mailkinds
from accounts.delivery import reasons
from accounts.delivery.claim import BATCH, claim_batch, due
from accounts.delivery.transport import grant
from accounts.models import Message, Tick
from accounts.services.outbox import draft_message

log = logging.getLogger(__name__)
ROW = 1
LONG_STOP = timedelta(minutes=30)
VERY_LONG_STOP = timedelta(hours=6)  # or somebody's clock is wrong
HOLD = timedelta(minutes=10)
LASTS = timedelta(hours=1)
WHILE_AWAY = "accounts.while_away"
AT_ONCE = 500  # people in one transaction


@dataclass(frozen=True)
class CatchUp:
    """What was due before `since` is late. While `holds`, only urgent mail leaves."""

    since: datetime
    holds: bool

    @property
    def until(self) -> datetime:
        return self.since + LASTS


def notice() -> CatchUp | None:
    """Sees that the clockwork stood still, writes it down for all workers, and forgets it again
    after an hour. An ordinary tick reads one row."""
    row = Tick.objects.filter(pk=ROW).annotate(moment=Now()).first()
    if row is None or row.last_at is None:
        return None
    if row.moment - row.last_at > LONG_STOP:
        _begin(row, row.moment - row.last_at)
        return notice()
    if row.catching_up_since is None:
        return None
    if row.moment >= row.catching_up_since + LASTS:
        over = Tick.objects.filter(pk=ROW, catching_up_since=row.catching_up_since)
        over.update(catching_up_since=None, hold_until=None)
        return None
    holds = row.hold_until is not None and row.hold_until > row.moment
    return CatchUp(row.catching_up_since, holds)


def _begin(row: Tick, gap: timedelta) -> None:
    """Of several workers that wake at once, one begins."""
    hold_until = Now() + HOLD if gap > VERY_LONG_STOP else None
    first = Tick.objects.filter(pk=ROW, last_at=row.last_at).update(
        last_at=Now(), catching_up_since=Now(), hold_until=hold_until
    )
    if first:
        log.error(
            "Nobody looked for due mail for %s (or the database's clock jumped). Catching up%s.",
            gap,
            ", after ten minutes in which only urgent mail leaves" if hold_until else "",
        )


def next_batch(now: datetime, episode: CatchUp | None) -> list[Message]:
    """Urgent mail first and at once; the rest as fast as the bucket fills."""
    if episode is None:
        return claim_batch(now)
    urgent = claim_batch(now, kinds=mailkinds.urgent_kinds())
    if urgent or episode.holds or not due(now).exists():
        return urgent
    allowed = grant(BATCH)
    return claim_batch(now, allowed) if allowed else []


@transaction.atomic
def collapse(now: datetime, episode: CatchUp) -> int:
    """Where several late mails wait for one person, one tells of all. Returns how many it takes in.
    Calendar parts, invitations and the like stay mails of their own."""
    late = due(now).filter(
        due_at__lt=episode.since, kind__in=mailkinds.collapsing_kinds(), person__isnull=False
    )
    crowded = late.order_by().values("person").annotate(mails=Count("pk")).filter(mails__gt=1)
    people = list(crowded.values_list("person", flat=True)[:AT_ONCE])
    if not people:
        return 0
    waiting: dict[int, list[Message]] = defaultdict(list)
    rows = late.filter(person__in=people).select_for_update(of=("self",), skip_locked=True)
    for message in rows.select_related("person"):
        waiting[message.person_id].append(message)
    groups = [group for group in waiting.values() if len(group) > 1]
    tell_in_one(groups, now, kind=WHILE_AWAY, reason=reasons.TOLD_TOGETHER)
    return sum(map(len, groups))


def tell_in_one(groups: list[list[Message]], now: datetime, *, kind: str, reason: str) -> None:
    """Each group is one person's. Their mails end, and one of this kind tells of them."""
    digests = [_digest_of(group, now, kind) for group in groups]
    Message.objects.bulk_create(digests, batch_size=500)
    members = []
    for group, digest in zip(groups, digests, strict=True):
        for member in group:
            member.state, member.reason = Message.State.COLLAPSED, reason
            member.told_in = digest
            members.append(member)
    Message.objects.bulk_update(members, ["state", "reason", "told_in"], batch_size=200)


def _digest_of(group: list[Message], now: datetime, kind: str) -> Message:
    person = group[0].person
    return draft_message(
        kind=kind,
        person=person,
        about=person,
        scope="",
        now=now,
        dedupe_key=f"{kind}:{uuid.uuid4().hex}",
        not_after=max(member.not_after or now + LASTS for member in group),
    )
