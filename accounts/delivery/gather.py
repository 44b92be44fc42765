"""Never two mails where one will do: what of one person's is due at once, and of a kind that
gathers, comes as one mail. Each part is asked again, with its consent's row held, as by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from accounts import mailkinds
from accounts.delivery import reasons
from accounts.delivery.catchup import AT_ONCE, tell_in_one
from accounts.delivery.claim import due
from accounts.models import Message

TOGETHER = "accounts.asked_together"


def gather(now: datetime) -> int:
    """Returns how many mails were taken into others. With nothing to gather, one indexed read."""
    alike = due(now).filter(
        kind__in=mailkinds.gathering_kinds(), person__isnull=False, frozen_at=None
    )
    crowded = alike.order_by().values("person").annotate(mails=Count("pk")).filter(mails__gt=1)
    people = list(crowded.values_list("person", flat=True)[:AT_ONCE])
    return _gather(people, now) if people else 0


@transaction.atomic
def _gather(people: list[int], now: datetime) -> int:
    waiting: dict[int, list[Message]] = defaultdict(list)
    alike = due(now).filter(kind__in=mailkinds.gathering_kinds(), person__in=people, frozen_at=None)
    rows = alike.select_for_update(of=("self",), skip_locked=True)
    for message in rows.select_related("person"):
        waiting[message.person_id].append(message)
    groups = [group for group in waiting.values() if len(group) > 1]
    tell_in_one(groups, now, kind=TOGETHER, reason=reasons.TOLD_AT_ONCE)
    return sum(map(len, groups))
